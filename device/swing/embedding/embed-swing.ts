import type { PoseSource } from '../metrics/pose-source.ts';
import { prepareMotion } from '../metrics/prepared-motion.ts';
import type { SwingMotion } from '../metrics/swing-motion.ts';
import { alignMotion } from './aligned-motion.ts';
import { decodeProjection, type EmbeddingProjection, projectMotion } from './embedding-projection.ts';
import downTheLineWeights from './weights/down-the-line.json' with { type: 'json' };
import faceOnWeights from './weights/face-on.json' with { type: 'json' };
import spaceWeights from './weights/space.json' with { type: 'json' };

/**
 * A swing as a point: swings that look alike lie near each other, whoever made them and from wherever they were filmed.
 *
 * `space` swings were triangulated; the others were seen in one picture alone. Points of different spaces, or of
 * different versions, have nothing to say to each other and are never compared.
 */
export interface SwingEmbedding {
  readonly space: PoseSource['kind'];
  readonly version: number;
  /** Two swings of one golfer lie about 1 apart. */
  readonly values: Float32Array;
}

/** Decoded when first needed: a bay that only shows pages never is. */
const projections = new Map<PoseSource['kind'], EmbeddingProjection>();
const STORED = { space: spaceWeights, 'face-on': faceOnWeights, 'down-the-line': downTheLineWeights };

export function projectionOf(kind: PoseSource['kind']): EmbeddingProjection {
  const known = projections.get(kind) ?? decodeProjection(STORED[kind]);
  projections.set(kind, known);
  return known;
}

/** The version in which swings are embedded now; an older one is embedded anew. */
export const EMBEDDING_VERSION: number = spaceWeights.version;

/** More hidden than this, and the point would say more of the camera than of the golfer. */
const HIDDEN_SHARE_MAX = 0.25;

/**
 * From triangulated joints where there are any, else from the face-on picture, else from the other. Null where events
 * are missing, where too much of the body was hidden, or in slow motion of unknown rate, whose times mean nothing.
 */
export function embedSwing(motion: SwingMotion): SwingEmbedding | null {
  // Corrected joints err otherwise than triangulated ones: the points of both would be two spaces in one.
  const prepared = prepareMotion({ ...motion, corrected: null });
  if (prepared.timesUnknown) return null;
  for (const source of [prepared.space, prepared.faceOn, prepared.downTheLine]) {
    if (source === null) continue;
    const row = alignMotion(source, [...prepared.events.values()]);
    if (row === null || row.filter(Number.isNaN).length > HIDDEN_SHARE_MAX * row.length) continue;
    const projection = projectionOf(source.kind);
    return { space: source.kind, version: projection.version, values: projectMotion(row, projection) };
  }
  return null;
}
