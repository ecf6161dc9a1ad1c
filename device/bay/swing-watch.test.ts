import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NS_PER_MS } from '../clock/clock.ts';
import { impactMsOf, samplesOf, swingPath } from './live-swing.fixture.ts';
import { NEW_WATCH, type SwingSeen, watchSwing } from './swing-watch.ts';

const TIMES = { stillMs: 700, backMs: 900, pauseMs: 60, downMs: 260 };

it('sees hands that rest in the far corner of a wide picture, though every pose has another torso', () => {
  const jitter = fc.array(fc.double({ min: -0.015, max: 0.015, noNaN: true }), { minLength: 200, maxLength: 200 });
  fc.assert(
    fc.property(jitter, (shares) => {
      let watch = NEW_WATCH;
      let seen: SwingSeen | null = null;
      for (const [i, { atNs, stance }] of samplesOf(swingPath(TIMES), 30).entries()) {
        const torsoPixels = stance.torsoPixels * (1 + (shares[i] ?? 0));
        const places = { handX: (9 * stance.torsoPixels) / torsoPixels, handY: (stance.handY * 200) / torsoPixels };
        const step = watchSwing(watch, atNs, { ...stance, ...places, torsoPixels });
        watch = step.watch;
        seen ??= step.seen;
      }
      expect(Math.abs((seen?.impactNs ?? 0) / NS_PER_MS - impactMsOf(TIMES))).toBeLessThan(40);
    }),
    { numRuns: 50 },
  );
});
