import { describe, expect, it } from 'vitest';
import type { SwingComparisonBody } from '../../api/contract/rest.ts';
import { SCRIPTED_CATALOGUE } from '../dev/scripted-catalogue.ts';
import { differenceWords } from './difference-words.ts';

type Metric = SwingComparisonBody['metrics'][number];

const metric = (
  id: string,
  at: Metric['at'],
  [first, second]: [number, number],
  within: number,
  verdict: 'better' | 'worse' | 'changed' | 'no-real-difference',
): Metric => {
  const value = (middle: number) => ({
    value: middle,
    low: middle - 3,
    high: middle + 3,
    method: 'corrected' as const,
  });
  const by = second - first;
  return {
    ...{ id, at, unit: '°', first: value(first), second: value(second) },
    difference: { value: by, low: by - within, high: by + within },
    ...{ basis: 'same-session', verdict, typical: null },
  };
};

const comparison = (...metrics: Metric[]): SwingComparisonBody => ({
  ...{ first: 'a', second: 'b', unlike: null, bones: [], overlays: [], metrics },
});

describe('two swings in words', () => {
  it('say real differences first, better ones foremost', () => {
    const words = differenceWords(
      comparison(
        metric('x-factor', 'top', [37, 38], 3, 'no-real-difference'),
        metric('shoulder-turn', 'top', [84, 70], 3, 'worse'),
        metric('spine-angle', 'impact', [24, 31], 3, 'better'),
      ),
      SCRIPTED_CATALOGUE,
    );
    expect(words.map(({ number, verdict }) => `${number.key}: ${verdict}`)).toEqual([
      'spine-angle impact: better',
      'shoulder-turn top: worse',
      'x-factor top: no-real-difference',
    ]);
    expect(words[0]).toMatchObject({ before: '24', number: { value: '31' }, difference: { said: '+7' } });
  });

  it('turn the sign of a difference with that of its number: hips that opened more have opened more', () => {
    const [hips] = differenceWords(
      comparison(metric('pelvis-turn', 'impact', [-28, -36], 3, 'better')),
      SCRIPTED_CATALOGUE,
    );
    expect(hips).toMatchObject({
      before: '28',
      number: { value: '36', direction: 'open' },
      difference: { said: '+8' },
    });
    expect(hips?.difference).toMatchObject({ value: 8, low: 5, high: 11 });
  });

  it('leave out what one of them lacks, and write a nought without a sign', () => {
    const withheld: Metric = { id: 'x-factor', at: 'top', withheld: { first: null, second: 'landmarks-hidden' } };
    const words = differenceWords(
      comparison(withheld, metric('shoulder-turn', 'top', [84, 84.2], 3, 'no-real-difference')),
      SCRIPTED_CATALOGUE,
    );
    expect(words).toHaveLength(1);
    expect(words[0]?.difference.said).toBe('0');
  });
});
