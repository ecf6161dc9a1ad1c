import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { goldenFrames } from '../../models/golden/golden-frames.ts';
import { askMediapipe } from '../../models/golden/mediapipe-oracle.ts';
import { agreement } from './mediapipe-agreement.suite.ts';
import { createPoseTracker } from './pose-tracker.ts';

/** MediaPipe asked now, so that the stored golden numbers cannot have gone stale. About four seconds. */
const hasChromium = existsSync('/usr/bin/chromium');
if (!hasChromium) process.stdout.write('MediaPipe itself is not asked: /usr/bin/chromium is missing\n');

describe.skipIf(!hasChromium)('MediaPipe, asked now in Chromium', () => {
  it('sees in our pictures what the full network sees', async () => {
    const frames = goldenFrames();
    const answers = await askMediapipe(
      frames.map(({ picture }) => picture),
      'full',
    );
    const tracker = await createPoseTracker({ model: 'full' });
    for (const [index, { picture, name }] of frames.entries()) {
      tracker.reset();
      const ours = await tracker.track(picture, 0);
      const theirs = answers[index]?.detected ?? null;
      if (ours === null || theirs === null) throw new Error(`${name}: nobody was found`);
      expect(agreement(theirs, ours, picture).medianTorsos, name).toBeLessThan(0.005);
    }
    await tracker.close();
  });
});
