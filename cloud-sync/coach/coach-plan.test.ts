import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CoachSituation, planCoach, quietMs } from './coach-plan.ts';

const MINUTE = 60_000;
const LIMITS = { parallel: 2, freshMs: 10 * MINUTE, batchQuestionsMax: 3, batchesMax: 1 };
const NOW = 1e12;
const AT_REST: CoachSituation = {
  nowMs: NOW,
  waiting: [],
  underWay: 0,
  batches: [],
  quietUntilMs: 0,
  isProbing: false,
};
const job = (id: number, minutesAgo: number) => ({ id, ageMs: minutesAgo * MINUTE });

describe('the coach', () => {
  it('is asked at once about swings whose players may still stand there, a few at a time', () => {
    const waiting = [job(9, 0), job(8, 1), job(7, 2)];
    expect(planCoach({ ...AT_REST, waiting }, LIMITS)).toEqual([
      { kind: 'ask', job: 9 },
      { kind: 'ask', job: 8 },
    ]);
    expect(planCoach({ ...AT_REST, waiting, underWay: 2 }, LIMITS)).toEqual([]);
  });

  it('gets what has waited longer in one batch at a time, the newest first', () => {
    const waiting = [job(9, 0), ...[5, 4, 3, 2].map((id) => job(id, 60))];
    expect(planCoach({ ...AT_REST, waiting }, LIMITS)).toEqual([
      { kind: 'ask', job: 9 },
      { kind: 'hand-in', jobs: [5, 4, 3] },
    ]);
    const batches = [{ batch: 'b', dueAtMs: NOW + 1 }];
    expect(planCoach({ ...AT_REST, waiting, batches }, LIMITS)).toEqual([{ kind: 'ask', job: 9 }]);
  });

  it('is asked singly about what was in a batch that was refused, and gets no other batch meanwhile', () => {
    const waiting = [{ ...job(5, 60), isAlone: true }, job(4, 60)];
    expect(planCoach({ ...AT_REST, waiting }, LIMITS)).toEqual([{ kind: 'ask', job: 5 }]);
  });

  it('has its batches looked after when they are due', () => {
    const batches = [{ batch: 'b', dueAtMs: NOW }];
    expect(planCoach({ ...AT_REST, batches }, LIMITS)).toEqual([{ kind: 'collect', batch: 'b' }]);
  });

  it('is left alone while the line is down', () => {
    const situation = { ...AT_REST, waiting: [job(1, 0)], batches: [{ batch: 'b', dueAtMs: 0 }] };
    expect(planCoach({ ...situation, quietUntilMs: NOW + 1 }, LIMITS)).toEqual([]);
  });

  it('is tried with a single question after a failure, since each has to be made ready', () => {
    const waiting = [job(9, 0), job(8, 0), job(5, 60), job(4, 60)];
    expect(planCoach({ ...AT_REST, waiting, isProbing: true }, LIMITS)).toEqual([{ kind: 'ask', job: 9 }]);
    const old = waiting.slice(2);
    expect(planCoach({ ...AT_REST, waiting: old, isProbing: true }, LIMITS)).toEqual([{ kind: 'hand-in', jobs: [5] }]);
  });

  it('is never asked twice in one plan, nor beyond its limits, whatever the clock says', () => {
    const anyJob = fc.record({ id: fc.nat(), ageMs: fc.integer({ min: -NOW, max: NOW }) });
    fc.assert(
      fc.property(fc.uniqueArray(anyJob, { selector: ({ id }) => id }), fc.nat(4), (waiting, underWay) => {
        const steps = planCoach({ ...AT_REST, waiting, underWay }, LIMITS);
        const asked = steps.flatMap((step) =>
          step.kind === 'ask' ? [step.job] : step.kind === 'hand-in' ? step.jobs : [],
        );
        expect(new Set(asked).size).toBe(asked.length);
        expect(steps.filter(({ kind }) => kind === 'ask').length).toBeLessThanOrEqual(Math.max(0, 2 - underWay));
        for (const step of steps) if (step.kind === 'hand-in') expect(step.jobs.length).toBeLessThanOrEqual(3);
      }),
    );
  });

  it('is asked again ever later, ten minutes at most, and not before it says', () => {
    expect([1, 2, 3, 30].map((failures) => quietMs(failures, 1, null))).toEqual([5_000, 10_000, 20_000, 600_000]);
    expect(quietMs(3, 0, 17_000)).toBe(17_000);
    expect(quietMs(3, 0, 86_400_000)).toBe(600_000);
  });
});
