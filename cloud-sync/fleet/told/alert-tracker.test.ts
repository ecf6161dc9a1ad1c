import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  advanceAlerts,
  type AlertChange,
  alertsFrom,
  type AlertState,
  openAlerts,
  type Trouble,
} from './alert-tracker.ts';

const stalled: Trouble = { code: 'camera/stalled', message: 'It stopped.', hint: 'Look.', subject: 'face-on' };

/** Plays pictures of the bay's troubles, each at its second; answers what was told and when. */
function play(pictures: readonly (readonly [number, readonly Trouble[]])[], from: AlertState = alertsFrom([], 0)) {
  let state = from;
  let ids = 0;
  const told: [number, AlertChange][] = [];
  for (const [second, troubles] of pictures) {
    const step = advanceAlerts(state, troubles, second * 1_000, () => `alert-${++ids}`);
    state = step.state;
    for (const change of step.changes) told.push([second, change]);
  }
  return { state, told, words: told.map(([second, { change, alert }]) => `${second} ${change} ${alert.id}`) };
}

describe('the alerts of a bay', () => {
  it('are raised when a trouble lasts, and cleared when it has been away for a while', () => {
    const { words } = play([
      ...([
        [0, [stalled]],
        [1, [stalled]],
        [3, [stalled]],
        [10, [stalled]],
        [11, []],
        [39, []],
        [40, []],
      ] as const),
    ]);
    expect(words).toEqual(['3 raised alert-1', '40 cleared alert-1']);
  });

  it('keep quiet about what mends itself at once', () => {
    expect(
      play([
        [0, [stalled]],
        [2, [stalled]],
        [2.5, []],
        [60, []],
      ]).words,
    ).toEqual([]);
  });

  it('are one alert where a trouble comes and goes', () => {
    const flapping = Array.from({ length: 100 }, (_, second): [number, Trouble[]] => [
      ...([second, second % 7 < 5 || second === 0 ? [stalled] : []] as const),
    ]);
    expect(play([...flapping, [140, []]]).words).toEqual(['3 raised alert-1', '140 cleared alert-1']);
  });

  it('tell of two cameras apart, and of one that is said twice once', () => {
    const other = { ...stalled, subject: 'down-the-line' };
    expect(
      play([
        [0, [stalled, stalled, other]],
        [3, [stalled, stalled, other]],
      ]).words,
    ).toEqual([...['3 raised alert-1', '3 raised alert-2']]);
  });

  it('change at most once a minute, and end with the newest words', () => {
    const worse = (n: number): Trouble => ({ ...stalled, message: `It stopped ${n} times.` });
    const seconds = Array.from({ length: 130 }, (_, second): [number, Trouble[]] => [second, [worse(second)]]);
    const { told } = play(seconds);
    expect(told.map(([second, { change }]) => `${second} ${change}`)).toEqual([
      '3 raised',
      '63 changed',
      '123 changed',
    ]);
    expect(told.at(-1)?.[1].alert.message).toBe('It stopped 123 times.');
  });

  it('go on over a restart: nothing is raised twice, and what has gone meanwhile is cleared', () => {
    const open = openAlerts(
      play([
        [0, [stalled]],
        [3, [stalled]],
      ]).state,
    );
    expect(
      play(
        [
          [0, [stalled]],
          [5, [stalled]],
        ],
        alertsFrom(open, 0),
      ).words,
    ).toEqual([]);
    expect(
      play(
        [
          [0, []],
          [31, []],
        ],
        alertsFrom(open, 0),
      ).words,
    ).toEqual(['31 cleared alert-1']);
  });

  it('are bounded, and say how many are not tracked', () => {
    const many = Array.from({ length: 130 }, (_, n): Trouble => ({ ...stalled, subject: `camera ${n}` }));
    const { state, told } = play([
      [0, many],
      [3, many],
    ]);
    expect([openAlerts(state).length, state.untracked, told.length]).toEqual([100, 30, 100]);
  });

  it('are raised and cleared in turn, whatever comes', () => {
    const picture = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.subarray(['a/a', 'b/b', 'c/c']));
    fc.assert(
      fc.property(fc.array(picture, { maxLength: 60 }), (steps) => {
        let second = 0;
        const pictures = steps.map(([wait, codes]): [number, Trouble[]] => {
          second += wait;
          return [second, codes.map((code) => ({ code, message: 'm', hint: null, subject: null }))];
        });
        const { told } = play(pictures);
        for (const code of ['a/a', 'b/b', 'c/c']) {
          const own = told.filter(([, { alert }]) => alert.code === code).map(([, { change }]) => change);
          expect(own.every((change, index) => change === (index % 2 === 0 ? 'raised' : 'cleared'))).toBe(true);
        }
      }),
    );
  });
});
