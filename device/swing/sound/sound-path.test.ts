import { expect, it } from 'vitest';
import { backDated, pathOfCamera, soundDelayMs } from './sound-path.ts';

it('takes 2.9 ms a metre and the device’s delay off what was heard', () => {
  expect(soundDelayMs({ distanceM: 1.6, delayMs: 12 })).toBeCloseTo(16.66, 1);
});

it('holds the true impact when the preset is ten centimetres wrong', () => {
  const impactMs = 500;
  for (const error of [-0.1, 0.1]) {
    const heardMs = impactMs + soundDelayMs({ distanceM: 3.6 + error, delayMs: 0 });
    const [found] = backDated([{ timeMs: heardMs, uncertaintyMs: 0.2 }], pathOfCamera(3.6));
    expect(Math.abs((found?.timeMs ?? 0) - impactMs)).toBeLessThanOrEqual(found?.uncertaintyMs ?? 0);
    expect(found?.uncertaintyMs).toBeLessThan(1.5);
  }
});
