import type { SwingReport } from '../../api/contract/report.ts';
import type { SwingComparisonBody } from '../../api/contract/rest.ts';

/** Two scripted reports beside each other, with a noise that is made up; the daemon's own is the swing domain's. */
const NOISE_SHARE = 0.9;

export function scriptedComparison(first: SwingReport, second: SwingReport): SwingComparisonBody {
  return {
    ...{ first: first.id, second: second.id, unlike: null, bones: [], overlays: [] },
    metrics: first.metrics.flatMap((one): SwingComparisonBody['metrics'] => {
      const other = second.metrics.find(({ id, at }) => id === one.id && at === one.at);
      if (other === undefined || !('value' in one) || !('value' in other)) return [];
      const by = other.value - one.value;
      const noise = (NOISE_SHARE * (one.high - one.low)) / 2;
      const isReal = Math.abs(by) > noise;
      const { id, at, unit } = one;
      return [
        {
          ...{ id, at, unit, typical: null, basis: 'same-session' },
          first: { value: one.value, low: one.low, high: one.high, method: one.method },
          second: { value: other.value, low: other.low, high: other.high, method: other.method },
          difference: { value: by, low: by - noise, high: by + noise },
          verdict: !isReal ? 'no-real-difference' : id === 'head-sway' ? 'changed' : by > 0 ? 'better' : 'worse',
        },
      ];
    }),
  };
}
