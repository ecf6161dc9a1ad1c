import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../models/built-model.ts';
import { goldenFrames } from '../../models/golden/golden-frames.ts';
import { GOLDEN_FILE, type GoldenRecord } from '../../models/golden/golden-record.ts';
import { agreement } from './mediapipe-agreement.suite.ts';
import { createPoseTracker } from './pose-tracker.ts';

/**
 * The whole chain (detector, region, crop, landmark network, refinement, next region) against what MediaPipe said about
 * the same pictures on its own CPU path. Both compute in single precision, so that the tolerance is that of rounding,
 * made larger where a heatmap weight stands just at the threshold and one landmark is refined by one side only.
 */
const records = JSON.parse(readFileSync(GOLDEN_FILE, 'utf8')) as GoldenRecord[];
const frames = goldenFrames();

describe.each(['lite', 'full', 'heavy'] as const)('the %s landmarks agree with MediaPipe', (model) => {
  it('on every golden picture, from the detection and from the track', async () => {
    const tracker = await createPoseTracker({ model });
    const medians: number[] = [];
    for (const { name, picture } of frames) {
      const record = records.find((candidate) => candidate.model === model && candidate.frame === name);
      expect(record?.pictureSha256, `${name} is drawn as when it was recorded`).toBe(sha256Hex(picture.data));
      tracker.reset();
      for (const kind of ['detected', 'tracked'] as const) {
        const ours = await tracker.track(picture, kind === 'detected' ? 0 : 33);
        const theirs = record?.[kind];
        if (ours === null || theirs === null || theirs === undefined) throw new Error(`${name}: nobody ${kind}`);
        const found = agreement(theirs, ours, picture);
        medians.push(found.medianTorsos);
        expect(found.medianTorsos, `${name} ${kind}, median in torso lengths`).toBeLessThan(0.005);
        expect(found.percentile90Torsos, `${name} ${kind}, 90th percentile in torso lengths`).toBeLessThan(0.02);
        expect(found.worldMedianMetres, `${name} ${kind}, world in metres`).toBeLessThan(0.01);
        expect(found.visibilityMax, `${name} ${kind}, visibility`).toBeLessThan(0.1);
      }
    }
    await tracker.close();
    const mean = medians.reduce((sum, value) => sum + value, 0) / medians.length;
    process.stdout.write(`${model}: ${mean.toFixed(4)} torso lengths from MediaPipe over ${medians.length} poses\n`);
  });
});
