import { describe, expect, it } from 'vitest';
import type { MeasuredMetric, ReportMetric } from '../../api/contract/report.ts';
import { SCRIPTED_CATALOGUE } from '../dev/scripted-catalogue.ts';
import { SCRIPTED_METRICS } from '../dev/scripted-report.ts';
import { numberWords, withheldWords } from './number-words.ts';

const words = (...metrics: ReportMetric[]) => numberWords(metrics, SCRIPTED_CATALOGUE);

const metric = (change: Partial<MeasuredMetric>): ReportMetric => ({
  id: 'pelvis-turn',
  at: 'impact',
  value: -28,
  low: -32,
  high: -24,
  unit: '°',
  method: 'corrected',
  cameras: ['face-on'],
  ...change,
});

describe('numbers in plain words', () => {
  it('says hips that have opened as open, not as minus', () => {
    const [hips] = words(metric({}));
    expect(hips).toMatchObject({
      value: '28',
      direction: 'open',
      range: { low: '24', high: '32' },
      typicalWords: 'typical 35 to 45',
    });
  });

  it('keeps the sign of the far end when the range crosses nought', () => {
    const [sway] = words(metric({ id: 'head-sway', at: 'top', unit: 'cm', value: 1, low: -1, high: 3 }));
    expect(sway).toMatchObject({ value: '1', direction: 'to target', range: { low: '−1', high: '3' } });
  });

  it('begins with what golfers ask about first and leaves tempo to its own picture', () => {
    const names = words(...SCRIPTED_METRICS).map((number) => number.key);
    expect(names.slice(0, 3)).toEqual(['shoulder-turn top', 'pelvis-turn top', 'x-factor top']);
    expect(names).not.toContain('tempo-ratio ');
  });

  it('leaves numbers that there is nothing to compare with to the coach', () => {
    expect(words(metric({ id: 'spine-angle', at: 'top', value: 31 }))).toEqual([]);
  });

  it('shows an interval that is too wide to judge by instead of its middle, after the numbers that can be judged', () => {
    const [first, second] = words(
      metric({ id: 'shoulder-turn', at: 'top', value: 42, low: 33, high: 110, method: 'triangulated' }),
      metric({}),
    );
    expect(first).toMatchObject({ key: 'pelvis-turn impact', isRough: false });
    expect(second).toMatchObject({ key: 'shoulder-turn top', isRough: true, value: '33–110' });
  });

  it('has a name for a number that the catalogue does not know', () => {
    expect(words(metric({ id: 'wrist-hinge', at: 'top' }))[0]).toMatchObject({ name: 'Wrist hinge', typical: null });
  });

  it('groups what was withheld by its reason', () => {
    const withheld = ['shoulder-turn', 'x-factor'].map(
      (id): ReportMetric => ({ id, at: 'top', withheld: 'needs-second-camera' }),
    );
    expect(withheldWords(withheld, SCRIPTED_CATALOGUE)).toEqual([
      { reason: 'one camera alone cannot know this', names: ['Shoulder turn', 'X-factor'] },
    ]);
  });
});
