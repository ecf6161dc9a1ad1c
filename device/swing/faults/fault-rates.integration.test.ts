import { describe, expect, it } from 'vitest';
import type { Golfer } from '../../virtual-bay/golfer.ts';
import { randomGolfer } from '../../virtual-bay/random-golfer.ts';
import { SwingMotion } from '../../virtual-bay/swing-motion.ts';
import { eventsOf, metricsOf } from '../../virtual-bay/truth.ts';
import type { ReportMetric } from '../report/swing-report.ts';
import { FAULTS_ON_PURPOSE, faultyGolfer } from './faulty-golfers.fixture.ts';
import { type FoundFaults, findFaults } from './find-faults.ts';

/** Judged by the virtual golfer's own numbers, which nothing measured: what the rules say when nothing is uncertain. */
function judgedByTruth(golfer: Golfer): FoundFaults {
  const swing = new SwingMotion(golfer, { leadInMs: 400, holdMs: 600 });
  const events = eventsOf(swing);
  const metrics = metricsOf(swing, events).map(
    ({ id, at, value, unit }): ReportMetric => ({
      id,
      at,
      value,
      unit,
      low: value,
      high: value,
      method: 'triangulated',
      cameras: ['truth'],
    }),
  );
  return findFaults(
    metrics,
    events.map((event) => ({ ...event, frame: {}, confidence: 1, by: 'truth' })),
  );
}

const GOLFERS = 60;
/** As much as a loaded machine may take for so many swings. */
const PATIENCE_MS = 400_000;
const RATE_MAX = 0.4;

describe('golfers as they come', () => {
  it(
    'have no fault that nearly half of them have',
    () => {
      const counts = new Map<string, number>();
      for (let seed = 1; seed <= GOLFERS; seed++) {
        for (const { id } of judgedByTruth(randomGolfer(seed)).faults) counts.set(id, (counts.get(id) ?? 0) + 1);
      }
      // Two standard deviations of so few above the rate that is allowed.
      const most = GOLFERS * RATE_MAX + 2 * Math.sqrt(GOLFERS * RATE_MAX * (1 - RATE_MAX));
      const rates = [...counts]
        .toSorted((a, b) => b[1] - a[1])
        .map(([id, n]) => `${id} ${Math.round((100 * n) / GOLFERS)} %`);
      process.stdout.write(`faults of ${GOLFERS} virtual golfers: ${rates.join(', ')}\n`);
      expect([...counts].filter(([, count]) => count > most)).toEqual([]);
    },
    PATIENCE_MS,
  );
});

describe('a golfer with one fault on purpose', () => {
  it.each(FAULTS_ON_PURPOSE)('%s is found out, or said to be unjudged', (fault) => {
    const { faults, unjudged } = judgedByTruth(faultyGolfer(fault, 5));
    expect([...faults.map(({ id }) => id), ...unjudged]).toContain(fault);
  });
});
