/**
 * `node models/train/swing-embedding/train.ts`: makes the embedding's weights again, from virtual golfers alone. The same
 * seeds give the same weights to the last bit that is kept.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../device/config/project-root.ts';
import type { StoredProjection } from '../../../device/swing/embedding/embedding-projection.ts';
import { discriminantOf } from './discriminant.ts';
import { MOTION_KINDS, type MotionKind, type VirtualMotions, virtualMotions } from './virtual-motion.ts';

/** Raised with every change of the weights: stored swings are then embedded anew. */
const VERSION = 1;

/** No golfer of a bench or a test has one of these seeds. */
const FIRST_SEED = 100_001;

export interface TrainingOptions {
  readonly golfers: number;
  readonly swingsEach: number;
  readonly dims: number;
  readonly shrinkage: number;
}

export const TRAINING: TrainingOptions = { golfers: 160, swingsEach: 6, dims: 48, shrinkage: 0.2 };

export function trainingMotions({ golfers, swingsEach }: TrainingOptions): VirtualMotions[] {
  return Array.from({ length: golfers * swingsEach }, (_, i) =>
    virtualMotions(FIRST_SEED + Math.floor(i / swingsEach), i % swingsEach),
  );
}

export function trainProjection(
  kind: MotionKind,
  motions: readonly VirtualMotions[],
  { swingsEach, dims, shrinkage }: TrainingOptions,
): StoredProjection {
  const rows: Float64Array[] = [];
  const golfers: number[] = [];
  motions.forEach((motion, i) => {
    const row = motion[kind];
    if (row === null) return;
    rows.push(row);
    golfers.push(Math.floor(i / swingsEach));
  });
  const found = discriminantOf(rows, golfers, { dims, shrinkage });
  const features = found.mean.length;
  // Within a golfer every direction has variance 1, so that two swings lie the root of twice their number apart.
  const unit = 1 / Math.sqrt(2 * found.dims);
  const scales: number[] = [];
  const integers: number[] = [];
  for (let dim = 0; dim < found.dims; dim++) {
    const row = found.rows.subarray(dim * features, (dim + 1) * features).map((value) => value * unit);
    const scale = scaleOf(row);
    scales.push(scale);
    integers.push(...row.map((value) => Math.round(value / scale)));
  }
  const scale = scaleOf(found.mean);
  return {
    version: VERSION,
    kind,
    dims: found.dims,
    features,
    mean: { scale, values: base64Of([...found.mean].map((value) => Math.round(value / scale))) },
    rows: { scales, values: base64Of(integers) },
  };
}

/** Seven digits, so that the file does not depend on the last bits of a machine's logarithm. */
function scaleOf(values: Float64Array): number {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Number((largest / 32_767).toPrecision(7)) || 1;
}

function base64Of(integers: readonly number[]): string {
  const bytes = Buffer.alloc(integers.length * 2);
  integers.forEach((value, i) => bytes.writeInt16LE(Math.max(-32_768, Math.min(32_767, value)), i * 2));
  return bytes.toString('base64');
}

if (import.meta.main) {
  const motions = trainingMotions(TRAINING);
  const directory = join(projectRoot, 'device', 'swing', 'embedding', 'weights');
  mkdirSync(directory, { recursive: true });
  for (const kind of MOTION_KINDS) {
    const stored = trainProjection(kind, motions, TRAINING);
    writeFileSync(join(directory, `${kind}.json`), `${JSON.stringify(stored, null, 2)}\n`);
    process.stdout.write(`${kind}: ${stored.dims} dimensions of ${stored.features} features\n`);
  }
}
