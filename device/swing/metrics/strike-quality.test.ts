import { describe, expect, it } from 'vitest';
import { findImpacts } from '../../capture/impact-detector.ts';
import { BaySound, randomStrike, SAMPLE_RATE, type Strike } from '../../virtual-bay/sound.ts';
import { isMeasured, type ReportMetric } from '../report/swing-report.ts';
import type { ImpactSound } from '../sound/strike-features.ts';
import { measureSwing } from './measure-swing.ts';

const STRUCK_AT = 30_000;

/** A strike in the virtual bay, with as much white noise over it as asked; its onset as the detector hears it. */
function heard(strike: Strike, seed: number, noise = 0): ImpactSound | null {
  const bay = new BaySound(seed);
  bay.strike(STRUCK_AT, strike);
  let state = seed;
  const samples = Float32Array.from(bay.block(1.1 * SAMPLE_RATE), (value) => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return value / 32768 + (noise * state) / 0x80000000;
  });
  const onset = findImpacts(samples, SAMPLE_RATE).toSorted((a, b) => b.strength - a.strength)[0];
  return onset === undefined
    ? null
    : { sampleRate: SAMPLE_RATE, samples, onset: Math.round((onset.timeMs * SAMPLE_RATE) / 1000) };
}

function quality(impactSound: ImpactSound | null): ReportMetric {
  const metrics = measureSwing({
    views: [],
    handedness: 'right',
    events: [],
    slowMotion: { suspected: false, factor: null },
    impactSound,
  });
  return metrics.find(({ id }) => id === 'strike-quality') as ReportMetric;
}

const valueOf = (metric: ReportMetric): number => (isMeasured(metric) ? metric.value : Number.NaN);

describe('strike quality', () => {
  it.each(['thin', 'fat', 'toe'] as const)('falls the more a strike is %s', (kind) => {
    for (let seed = 1; seed <= 8; seed++) {
      const [clean, half, worst] = [0, 0.5, 1].map((off) => valueOf(quality(heard({ kind, off }, seed))));
      expect(clean).toBeGreaterThan((half as number) + 10);
      expect(half).toBeGreaterThan(worst as number);
    }
  });

  it('holds the truth of nine strikes in ten in its interval', () => {
    const seeds = Array.from({ length: 40 }, (_, i) => 500 + i);
    const held = seeds.filter((seed) => {
      const strike = randomStrike(seed);
      const metric = quality(heard(strike, seed));
      const truth = 100 * (1 - strike.off);
      return isMeasured(metric) && metric.low <= truth && truth <= metric.high;
    });
    expect(held.length).toBeGreaterThanOrEqual(36);
  });

  it('is withheld in noise, and without sound', () => {
    const noisy = heard({ kind: 'centred', off: 0 }, 3, 0.035);
    expect(noisy).not.toBeNull();
    expect(quality(noisy)).toMatchObject({ withheld: 'too-noisy' });
    expect(quality(null)).toMatchObject({ withheld: 'no-sound' });
  });

  it('is withheld where the sound was cut short', () => {
    const whole = heard({ kind: 'centred', off: 0 }, 3) as ImpactSound;
    expect(quality({ ...whole, samples: whole.samples.slice(0, whole.onset + 100) })).toMatchObject({
      withheld: 'no-sound',
    });
  });
});
