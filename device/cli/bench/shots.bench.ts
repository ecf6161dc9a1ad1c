/**
 * Whether a bay's shots find their swings: days of 1,000 measured swings with ghosts, missing shots and hurried
 * players, one of them through the real server over TCP, the others by many seeds and monitors.
 */
import { atMost, type Figure, told } from './figure.ts';
import { type DayOptions, type DayTally, directLine, playDay, simulateDay } from './shot-simulation.ts';
import { openTcpShotLine } from './tcp-shot-line.ts';

const MEASURED = 1_000;
const DAY: Omit<DayOptions, 'seed'> = { measured: MEASURED, delayMs: 1_200, jitterMs: 40, missed: 0.04, ghosts: 0 };
/** Of everything that a range may do to it, what may stay apart: a number that is missing, never a wrong one. */
const APART_SHARE_MAX = 0.01;
const MONITORS = [
  { delayMs: 150, jitterMs: 20 },
  { delayMs: 350, jitterMs: 80 },
  { delayMs: 1_200, jitterMs: 80 },
  { delayMs: 3_400, jitterMs: 80 },
  { delayMs: 1_200, jitterMs: 200 },
];
const GHOSTS = 0.05;

export async function benchShots({ quick }: { readonly quick: boolean }): Promise<Figure[]> {
  const overTcp = await dayOverTcp();
  const seeds = quick ? 2 : 10;
  const days: DayTally[] = [];
  for (const monitor of MONITORS) {
    for (let seed = 1; seed <= seeds; seed++) {
      days.push(await playDay(simulateDay({ ...DAY, ...monitor, seed, ghosts: GHOSTS }), directLine));
    }
  }
  const sum = (of: (day: DayTally) => number): number => days.reduce((total, day) => total + of(day), 0);
  const after = [...overTcp.joinedAfterMs].sort((a, b) => a - b);
  return [
    exactly('over TCP: shots joined to their own swing', overTcp.joined, MEASURED),
    exactly('over TCP: crossed', overTcp.crossed, 0),
    told('over TCP: joined after impact, median', after[after.length >> 1] ?? 0, 'ms'),
    told(
      'simulated: shots',
      sum(({ joined, crossed, keptApart }) => joined + crossed + keptApart),
      'shots',
    ),
    exactly(
      'simulated: crossed',
      sum(({ crossed }) => crossed),
      0,
    ),
    atMost(
      'simulated: kept apart',
      sum(({ keptApart }) => keptApart),
      'shots',
      days.length * MEASURED * APART_SHARE_MAX,
    ),
    told(
      'simulated: ghosts',
      sum(({ ghostsAlone, ghostsJoined }) => ghostsAlone + ghostsJoined),
      'ghosts',
    ),
    told(
      'simulated: ghosts in the place of a missing shot',
      sum(({ ghostsJoined }) => ghostsJoined),
      'ghosts',
    ),
  ];
}

/** Without ghosts, so that every shot has a swing; reconnects, repeats, framings and bursts of 201 are in the line. */
async function dayOverTcp(): Promise<DayTally> {
  const tcp = await openTcpShotLine();
  try {
    return await playDay(simulateDay({ ...DAY, seed: 1 }), tcp.line);
  } finally {
    await tcp.close();
  }
}

function exactly(name: string, value: number, limit: number): Figure {
  return { name, value, unit: 'shots', floor: null, ratio: null, limit, ok: value === limit };
}
