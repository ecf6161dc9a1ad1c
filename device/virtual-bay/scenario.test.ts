import { describe, expect, it } from 'vitest';
import { MODEL_GOLFER } from './golfer.ts';
import { randomGolfer } from './random-golfer.ts';
import { clipKey, frameCountOf, type Scenario, scenarioFor } from './scenario.ts';
import { WalkMotion } from './walk-motion.ts';

const SIZE = { width: 1280, height: 720, fps: 60 };
const key = (scenario: Scenario) => clipKey(scenario, scenario.cameras[0] as Scenario['cameras'][number]);

describe('a scenario', () => {
  it('has the same key when it is the same, and another one when anything differs', () => {
    const scenario = scenarioFor(randomGolfer(4), {}, SIZE);
    expect(key(scenarioFor(randomGolfer(4), {}, SIZE))).toBe(key(scenario));
    expect(key(scenarioFor(randomGolfer(5), {}, SIZE))).not.toBe(key(scenario));
    expect(key(scenarioFor(randomGolfer(4), { holdMs: 900 }, SIZE))).not.toBe(key(scenario));
    expect(key(scenarioFor(randomGolfer(4), {}, { ...SIZE, height: 1080 }))).not.toBe(key(scenario));
    expect(key(scenarioFor(randomGolfer(4), {}, SIZE, { seed: 1, fromMs: 0 }))).not.toBe(key(scenario));
  });

  it('is as long as its motion, in frames of its cameras', () => {
    const scenario = scenarioFor(MODEL_GOLFER, { kind: 'idle' }, SIZE);
    for (const camera of scenario.cameras) expect(frameCountOf(scenario, camera)).toBe(120);
  });
});

describe('somebody who walks by', () => {
  it('keeps clear of the golfer and above the floor', () => {
    const walker = new WalkMotion(randomGolfer(8), { fromMs: 0, durationMs: 5000 });
    for (let ms = 0; ms < 5000; ms += 25) {
      const { body } = walker.at(ms);
      expect(body.midHip[2]).toBeLessThan(-1.5);
      for (const ankle of body.ankles) expect(ankle[1]).toBeGreaterThan(walker.skeleton.ankleHeightM - 0.02);
      for (const wrist of body.wrists) expect(wrist[2]).toBeLessThan(-1.2);
    }
  });
});
