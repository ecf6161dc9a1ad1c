import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Severity } from '../swing/faults/fault-rule.ts';
import {
  advanceCues,
  CUE_WAIT_MS_MAX,
  type CueEvent,
  type CueFault,
  type CueKey,
  type CuePlan,
  type CueStage,
  isQuiet,
  newCuePlan,
} from './cue-plan.ts';

interface Timed {
  readonly event: CueEvent;
  readonly atMs: number;
}

/** Every step of a plan with what it said. */
function play(timed: readonly Timed[], isOn = true) {
  let plan: CuePlan = newCuePlan(isOn);
  return timed.map(({ event, atMs }) => {
    const step = advanceCues(plan, event, atMs);
    plan = step.plan;
    return { ...step, event, atMs };
  });
}

const stage = (to: CueStage, atMs = 0): Timed => ({ event: { type: 'stage-changed', stage: to }, atMs });
const happened = (swing: string, atMs = 0): Timed => ({ event: { type: 'swing-happened', swing }, atMs });
const result = (swing: string, faults: readonly CueFault[], atMs = 0, unjudged: string[] = []): Timed => ({
  event: { type: 'result-came', swing, faults, unjudged },
  atMs,
});
const sway = (severity: Severity): CueFault => ({ id: 'sway', severity });
const said = (timed: readonly Timed[], isOn = true): CueKey[] =>
  play(timed, isOn).flatMap(({ say }) => (say === null ? [] : [say]));

/** A golfer who steps back after each swing and waits for the result; null is a swing without the fault. */
const practice = (severities: readonly (Severity | null)[]): Timed[] =>
  severities.flatMap((severity, n) => [
    stage('address', n * 20_000),
    stage('swinging', n * 20_000 + 3_000),
    happened(`s${n}`, n * 20_000 + 4_000),
    stage('capturing', n * 20_000 + 4_000),
    stage('occupied', n * 20_000 + 5_000),
    result(`s${n}`, severity === null ? [] : [sway(severity)], n * 20_000 + 5_500),
  ]);

const severity = fc.constantFrom<Severity>('critical', 'major', 'minor');
const swingId = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const cueEvent: fc.Arbitrary<CueEvent> = fc.oneof(
  fc.record({
    type: fc.constant('stage-changed' as const),
    stage: fc.constantFrom<CueStage>('empty', 'occupied', 'address', 'swinging', 'capturing'),
  }),
  fc.record({ type: fc.constant('swing-happened' as const), swing: swingId }),
  fc.record({
    type: fc.constant('result-came' as const),
    swing: swingId,
    faults: fc.array(fc.record({ id: fc.constantFrom('sway', 'slide', 'casting'), severity }), { maxLength: 3 }),
    unjudged: fc.subarray(['sway', 'slide']),
  }),
  fc.record({ type: fc.constant('switched' as const), isOn: fc.boolean() }),
  fc.constant({ type: 'visit-began' as const }),
);
const visit = fc
  .array(fc.record({ event: cueEvent, afterMs: fc.integer({ min: 0, max: 4_000 }) }), { maxLength: 80 })
  .map((steps) => {
    let atMs = 0;
    return steps.map(({ event, afterMs }) => ({ event, atMs: (atMs += afterMs) }));
  });

describe('spoken cues', () => {
  it('say the main fault of a swing once its golfer has stepped back', () => {
    expect(said(practice(['major']))).toEqual(['fault.sway']);
  });

  it('are never said, and end, while somebody addresses the ball, swings or finishes', () => {
    fc.assert(
      fc.property(visit, (timed) => {
        for (const step of play(timed)) {
          if (step.say !== null) expect(isQuiet(step.plan.stage)).toBe(false);
          if (step.event.type === 'stage-changed' && isQuiet(step.event.stage)) expect(step.hush).toBe(true);
        }
      }),
    );
  });

  it('are never more than the results, and none while they are switched off', () => {
    fc.assert(
      fc.property(visit, (timed) => {
        let isOn = true;
        let results = 0;
        for (const step of play(timed)) {
          if (step.event.type === 'switched') isOn = step.event.isOn;
          if (step.event.type === 'result-came') results += 1;
          if (step.say !== null) {
            expect(isOn).toBe(true);
            results -= 1;
          }
          expect(results).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('speak once of a swing, however many revisions its report has', () => {
    const first = practice(['critical']);
    const again = Array.from({ length: 5 }, (_, n) => result('s0', [sway('critical')], 6_000 + n));
    expect(said([...first, ...again])).toEqual(['fault.sway']);
  });

  it('wait for the golfer who already stands to the next ball, and no longer than the bound', () => {
    const timed = (backMs: number) => [
      happened('a'),
      stage('address'),
      result('a', [sway('major')], 0),
      stage('occupied', backMs),
    ];
    expect(said(timed(CUE_WAIT_MS_MAX))).toEqual(['fault.sway']);
    expect(said(timed(CUE_WAIT_MS_MAX + 1))).toEqual([]);
  });

  it('are not said of a swing after the next one', () => {
    const timed = [happened('a'), stage('address'), result('a', [sway('major')]), stage('swinging'), stage('occupied')];
    expect(said(timed)).toEqual([]);
    const overtaken = [stage('occupied'), happened('a'), happened('b'), result('a', [sway('major')])];
    expect(said(overtaken)).toEqual([]);
  });

  it('come after no more than every second swing, even of the worst', () => {
    const all = practice(Array.from({ length: 20 }, () => 'critical'));
    expect(said(all)).toHaveLength(10);
  });

  it('come the more rarely, the milder the fault is', () => {
    const cues = (severities: Severity) => said(practice(Array.from({ length: 30 }, () => severities))).length;
    expect(cues('critical')).toBeGreaterThan(cues('major'));
    expect(cues('major')).toBeGreaterThan(cues('minor'));
    expect(said(practice(Array.from({ length: 30 }, () => null)))).toEqual([]);
  });

  it('fade while a player gets better', () => {
    const getting = fc.tuple(...[0, 1, 2, 3].map(() => fc.integer({ min: 0, max: 12 })));
    const rank: (Severity | null)[] = ['critical', 'major', 'minor', null];
    fc.assert(
      fc.property(getting, (lengths) => {
        const severities = lengths.flatMap((length, n) => Array.from({ length }, () => rank[n] ?? null));
        const heard = play(practice(severities)).flatMap(({ say, event }, at) =>
          say?.startsWith('fault.') ? [{ at, event }] : [],
        );
        const gaps = heard.slice(1).map(({ at }, n) => at - (heard[n]?.at ?? 0));
        expect(gaps).toEqual(gaps.toSorted((a, b) => a - b));
      }),
    );
  });

  it('say once that a fault is gone, and are silent then', () => {
    const cues = said(practice(['major', null, null, null, null, null, null]));
    expect(cues).toEqual(['fault.sway', 'better']);
  });

  it('do not take a fault for gone that could not be judged', () => {
    const blind = Array.from({ length: 6 }, (_, n) => [
      happened(`x${n}`, 30_000 + n),
      result(`x${n}`, [], 30_000 + n, ['sway']),
    ]);
    expect(said([...practice(['major']), ...blind.flat()])).toEqual(['fault.sway']);
  });

  it('begin anew with every visit', () => {
    const timed = [...practice(['major']), { event: { type: 'visit-began' } as const, atMs: 30_000 }];
    expect(said([...timed, happened('n', 30_001), result('n', [sway('major')], 30_002)])).toEqual([
      'fault.sway',
      'fault.sway',
    ]);
  });
});
