import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../swing/advice/language.ts';
import type { MeasuredMetric, SwingReport } from '../swing/report/swing-report.ts';
import { filmNumbers } from './film-numbers.ts';

const metric = (
  id: string,
  at: MeasuredMetric['at'],
  value: number,
  more: Partial<MeasuredMetric> = {},
): MeasuredMetric => ({
  ...{ id, at, value, unit: '°', low: value - 2, high: value + 2, method: 'corrected', cameras: ['face-on'] },
  ...more,
});
const numbersOf = (metrics: SwingReport['metrics'], faults: SwingReport['faults'] = []) =>
  filmNumbers({ metrics, faults }, 'en');

describe('the numbers of a film', () => {
  it('are five at most, what players ask about first', () => {
    const turns = ['shoulder-turn', 'pelvis-turn', 'x-factor'].map((id) => metric(id, 'top', 40));
    const numbers = numbersOf([
      ...[metric('pelvis-turn', 'impact', 30), metric('spine-angle', 'address', 35), ...turns],
      ...[metric('tempo-ratio', null, 3, { unit: 'ratio' }), metric('hand-speed', null, 8, { unit: 'm/s' })],
    ]);
    expect(numbers.map(({ name }) => name)).toEqual(['Tempo', 'Shoulder turn', 'Hip turn', 'X-factor', 'Hand speed']);
  });

  it('begin with what the swing’s first fault rests on', () => {
    const faults: SwingReport['faults'] = [
      { id: 'sway', severity: 'major', phase: 'backswing', evidence: ['pelvis-sway'] },
    ];
    const sway = metric('pelvis-sway', 'top', -9, { unit: 'cm' });
    expect(numbersOf([metric('shoulder-turn', 'top', 90), sway], faults)[0]?.name).toBe('Hip sway');
  });

  it('are never withheld ones, nor those that only a coach can read', () => {
    const withheld = { id: 'shoulder-turn', at: 'top', withheld: 'needs-second-camera' } as const;
    expect(numbersOf([withheld, metric('hand-plane-shift', null, 3, { unit: 'cm' })])).toEqual([]);
  });

  it('say their interval, and call an estimate from one camera one, behind the measured', () => {
    const guessed = metric('shoulder-turn', 'top', 88, { method: 'monocular', low: 60, high: 110 });
    const numbers = numbersOf([guessed, metric('spine-angle', 'address', -35.4)]);
    expect(numbers.map(({ isEstimate }) => isEstimate)).toEqual([false, true]);
    expect(numbers[0]).toMatchObject({ value: '−35°', range: '−37 to −33°', at: 'Address' });
    expect(numbers[1]).toMatchObject({ range: '60 to 110°', typical: 'typical 80 to 100' });
  });

  it.each(LANGUAGES)('have words and separators in %s', (language) => {
    const tempo = metric('tempo-ratio', null, 3.04, { unit: 'ratio', low: 2.8, high: 3.2 });
    const [number] = filmNumbers({ metrics: [tempo], faults: [] }, language);
    expect(number?.value).toBe(language === 'de' ? '3,0 : 1' : '3.0 : 1');
    expect(number?.name).not.toBe('tempo-ratio');
  });
});
