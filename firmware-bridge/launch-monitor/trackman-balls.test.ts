import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NS_PER_MS } from '../../device/clock/clock.ts';
import { TrackmanBalls, WAIT_MS } from './trackman-balls.ts';
import { readTrackman } from './trackman-message.ts';

const BAY = 'e8325297-d1c0-4996-b091-2dc8a4386f1d';

function message(id: string, SubType: string, measurement: object = {}) {
  const Measurement = { BallSpeed: 39.5, LaunchAngle: 22.9, LaunchDirection: 12.5, Kind: SubType, ...measurement };
  return { Id: id, Type: 'Measurement', SubType, Payload: { Measurement, BayId: BAY, Id: id, Club: 'Hybrid9' } };
}

function take(balls: TrackmanBalls, sent: object, atMs: number) {
  const read = readTrackman(sent);
  return read === null ? null : balls.take(read, JSON.stringify(sent), atMs * NS_PER_MS);
}

describe('a ball that TrackMan Range measures', () => {
  it('is one shot, delivered with its last message and received with its first', () => {
    const balls = new TrackmanBalls();
    expect(take(balls, message('ball', 'LaunchData'), 1_000)).toBeNull();
    expect(take(balls, message('ball', 'LiveMeasurement', { BallSpeed: 12 }), 2_000)).toBeNull();
    const last = take(
      balls,
      message('ball', 'Measurement', { BallSpeed: 39.8, Carry: 101.5, SpinAxis: -3, BallSpin: 5_100 }),
      6_000,
    );
    expect(last).toMatchObject({ id: 'ball', receivedNs: 1_000 * NS_PER_MS });
    expect(last?.ball).toMatchObject({
      speedMps: 39.8,
      launchDeg: 22.9,
      carryM: 101.5,
      spinAxisDeg: -3,
      spinRpm: 5_100,
    });
    expect(last?.raw.split('\n')).toHaveLength(2);
    expect(take(balls, message('ball', 'Measurement'), 7_000)).toBeNull();
  });

  it('is delivered as it was launched when its last message does not come', () => {
    const balls = new TrackmanBalls();
    take(balls, message('ball', 'LaunchData'), 1_000);
    expect(balls.overdue((1_000 + WAIT_MS - 1) * NS_PER_MS)).toEqual([]);
    expect(balls.overdue((1_000 + WAIT_MS) * NS_PER_MS)).toMatchObject([{ id: 'ball', ball: { speedMps: 39.5 } }]);
    expect(take(balls, message('ball', 'Measurement'), 20_000)).toBeNull();
    expect(balls.overdue(1e9 * NS_PER_MS)).toEqual([]);
  });

  it('is delivered once, whatever order its messages and other balls come in', () => {
    const sent = fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      kind: fc.constantFrom('LaunchData', 'LiveMeasurement', 'Measurement'),
      afterMs: fc.integer({ min: 0, max: 4_000 }),
    });
    fc.assert(
      fc.property(fc.array(sent, { maxLength: 30 }), (all) => {
        const balls = new TrackmanBalls();
        const out: string[] = [];
        let atMs = 0;
        for (const { id, kind, afterMs } of all) {
          atMs += afterMs;
          const done = take(balls, message(id, kind), atMs);
          if (done !== null) out.push(done.id);
          for (const late of balls.overdue(atMs * NS_PER_MS)) out.push(late.id);
        }
        for (const late of balls.overdue(1e9 * NS_PER_MS)) out.push(late.id);
        expect(out).toHaveLength(new Set(out).size);
        const launched = new Set(all.filter(({ kind }) => kind !== 'LiveMeasurement').map(({ id }) => id));
        expect(out.length).toBeGreaterThanOrEqual(launched.size === 0 ? 0 : 1);
      }),
    );
  });

  it.each([
    ['no measurement', { Type: 'Session', Id: 'x' }],
    ['a ball of no bay', { ...message('x', 'LaunchData'), Payload: { Measurement: {} } }],
    ['a ball without a name', message('', 'LaunchData')],
    ['nothing', null],
  ])('is not made of %s', (_, sent) => {
    expect(readTrackman(sent)).toBeNull();
  });
});
