import { describe, expect, it } from 'vitest';
import { sampleReport } from '../../store/fixtures/sample-report.ts';
import type { SwingReport } from '../report/swing-report.ts';
import { metricProgress } from './metric-progress.ts';
import { seeded } from './progress.fixture.ts';
import { readingsOf, type SessionShots } from './shot-readings.ts';

const METRIC = { id: 'shoulder-turn', at: 'top' } as const;
const ID = '01930000-0000-7000-8000-000000000001';

function report(value: number, changes: Partial<SwingReport> = {}): SwingReport {
  const metrics: SwingReport['metrics'] = [
    {
      ...METRIC,
      value,
      unit: '°',
      low: value - 10,
      high: value + 10,
      method: 'triangulated',
      cameras: ['face-on', 'down-the-line'],
    },
  ];
  return { ...sampleReport(ID, { metrics }), revision: 1, ...changes };
}

function visits(levels: readonly number[], changes: (session: number) => Partial<SwingReport> = () => ({})) {
  const random = seeded(5);
  return levels.map((level, session): SessionShots => {
    const shots = Array.from({ length: 20 }, () => report(level + 4 * (random() + random() - 1), changes(session)));
    return { session: `visit-${session}`, shots: shots.map(readingsOf) };
  });
}

describe('the progress of a metric', () => {
  it('is an improvement when a turn that was short comes into the usual range', () => {
    const progress = metricProgress(visits([66, 67, 66, 78, 79, 78, 79, 78]), METRIC);
    expect(progress.verdict).toBe('improved');
    expect(progress.change).toMatchObject({ shape: 'step', since: 3 });
    expect(metricProgress(visits([79, 78, 79, 78, 66, 67, 66, 66]), METRIC).verdict).toBe('declined');
  });

  it('is a mere change inside the usual range', () => {
    expect(metricProgress(visits([84, 85, 84, 85, 95, 96, 95, 96]), METRIC).verdict).toBe('changed');
  });

  it('is steady when nothing that matters can have changed, and too early to tell before', () => {
    expect(metricProgress(visits([85, 86, 85, 86, 85, 86]), METRIC).verdict).toBe('steady');
    expect(metricProgress(visits([85, 86, 85]), METRIC).verdict).toBe('too-early-to-say');
    expect(metricProgress(visits([85, 70, 95, 78]), METRIC).verdict).toBe('too-early-to-say');
  });

  it('never puts a new model’s numbers beside an old one’s', () => {
    const versions = { ...report(0).versions };
    const mixed = visits([70, 70, 70, 90, 90, 90, 90], (session) => ({
      versions: { ...versions, model: session < 3 ? 'lite' : 'heavy' },
    }));
    const progress = metricProgress(mixed, METRIC);
    expect(progress.leftOut).toEqual(['visit-0', 'visit-1', 'visit-2']);
    expect(progress.verdict).toBe('steady');
  });

  it('leaves withheld numbers out', () => {
    const withheld = visits([85, 85, 85, 85], () => ({
      metrics: [{ ...METRIC, withheld: 'needs-second-camera' }],
    }));
    expect(metricProgress(withheld, METRIC)).toMatchObject({ sessions: [], verdict: 'too-early-to-say' });
  });
});
