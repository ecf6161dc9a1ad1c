import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../device/config/project-root.ts';
import { decodeProjection, type StoredProjection } from '../../../device/swing/embedding/embedding-projection.ts';
import { TRAINING, trainingMotions, trainProjection } from './train.ts';
import { MOTION_KINDS } from './virtual-motion.ts';

/**
 * Whoever changes the virtual golfers, the error model or the features makes the weights again with
 * `node models/train/swing-embedding/train.ts` and raises their version.
 */
describe('the weights of the embedding', () => {
  it('are what training gives', () => {
    const motions = trainingMotions(TRAINING);
    for (const kind of MOTION_KINDS) {
      const file = join(projectRoot, 'device', 'swing', 'embedding', 'weights', `${kind}.json`);
      const kept = decodeProjection(JSON.parse(readFileSync(file, 'utf8')) as StoredProjection);
      const made = decodeProjection(trainProjection(kind, motions, TRAINING));
      expect([made.dims, made.features]).toEqual([kept.dims, kept.features]);
      // Another processor's cosine may differ in its last bit.
      const largest = kept.rows.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const apart = made.rows.reduce((most, value, i) => Math.max(most, Math.abs(value - (kept.rows[i] as number))), 0);
      expect(apart, kind).toBeLessThan(largest * 1e-3);
    }
  }, 600_000);
});
