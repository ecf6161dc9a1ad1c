/** What the scripted bay says of its games. Numbers are those of a steady golfer, with one that only trembles. */
import type {
  ConsistencyBody,
  LeaderboardBody,
  SwingOnBeatBody,
  TempoBeatId,
  TempoBeats,
} from '../../api/contract/games.ts';

const BEATS: TempoBeats['beats'] = (['18-6', '21-7', '24-8', '27-9'] as const).map((id) => {
  const [back = 0, down = 0] = id.split('-').map(Number);
  return { id, backswingS: back / 30, downswingS: down / 30 };
});

const SPREAD = [-1.4, 0.3, 0.9, -0.2, 1.1, -0.7, 0.1, -1, 0.6, 0.4];

type Metric = ConsistencyBody['metrics'][number];

function metric(of: Pick<Metric, 'id' | 'at' | 'unit' | 'decimals' | 'mean' | 'scatter' | 'noise' | 'points'>): Metric {
  const variation = Math.sqrt(Math.max(0, of.scatter ** 2 - of.noise ** 2));
  return {
    ...of,
    values: SPREAD.map((value) => of.mean + value * of.scatter),
    ...{ variation, low: variation / 1.4, high: variation * 1.6, isMoreThanNoise: variation > of.noise / 2 },
    ...{ pointsLow: of.points - 10, pointsHigh: Math.min(100, of.points + 8) },
  };
}

const METRICS: readonly Metric[] = [
  metric({
    id: 'tempo-ratio',
    at: null,
    unit: 'ratio',
    decimals: 1,
    mean: 3.4,
    scatter: 0.2,
    noise: 0.25,
    points: 100,
  }),
  metric({
    id: 'backswing-time',
    at: null,
    unit: 's',
    decimals: 2,
    mean: 0.86,
    scatter: 0.05,
    noise: 0.03,
    points: 82,
  }),
  metric({ id: 'shoulder-turn', at: 'top', unit: '°', decimals: 0, mean: 88, scatter: 3.4, noise: 1.7, points: 75 }),
  metric({ id: 'pelvis-turn', at: 'top', unit: '°', decimals: 0, mean: 44, scatter: 2.9, noise: 1.6, points: 76 }),
  metric({ id: 'shoulder-tilt', at: 'top', unit: '°', decimals: 0, mean: -34, scatter: 1.2, noise: 0.9, points: 90 }),
  metric({ id: 'pelvis-sway', at: 'top', unit: 'cm', decimals: 1, mean: -2.1, scatter: 1.1, noise: 0.5, points: 75 }),
  metric({ id: 'pelvis-sway', at: 'impact', unit: 'cm', decimals: 1, mean: 3.2, scatter: 1.6, noise: 0.5, points: 62 }),
  metric({ id: 'spine-angle', at: 'address', unit: '°', decimals: 0, mean: 36, scatter: 0.8, noise: 0.2, points: 87 }),
  metric({ id: 'head-sway', at: 'top', unit: 'cm', decimals: 1, mean: -3, scatter: 0.9, noise: 0.6, points: 83 }),
  metric({ id: 'shaft-lean', at: 'impact', unit: '°', decimals: 0, mean: 6, scatter: 2.6, noise: 1.9, points: 82 }),
];

export class ScriptedGames {
  /** Swings of the challenge so far; from ten on it is complete. */
  swings = 0;

  beats(): TempoBeats {
    return { beats: BEATS };
  }

  onBeat(beat: string, swing: string): SwingOnBeatBody | null {
    const rhythm = BEATS.find(({ id }) => id === beat);
    if (rhythm === undefined) return null;
    const { backswingS, downswingS } = rhythm;
    const times = (of: number, value: number, error: number) => {
      const [low, high] = [value - error, value + error];
      const verdict = of < low ? 'longer' : of > high ? 'shorter' : 'no-real-difference';
      return { beat: of, value, low, high, verdict } as const;
    };
    return {
      ...{ swing, beat: beat as TempoBeatId },
      backswing: times(backswingS, 0.93, 0.08),
      downswing: times(downswingS, 0.24, 0.02),
      ratio: { beat: backswingS / downswingS, withheld: 'event-not-seen' },
    };
  }

  consistency(): ConsistencyBody {
    const swings = Array.from({ length: Math.min(10, this.swings) }, (_, n) => `swing-${n}`);
    if (swings.length < 10) return { status: 'under-way', swingsWanted: 10, swings, score: null, metrics: [] };
    const points = METRICS.reduce((sum, each) => sum + each.points, 0) / METRICS.length;
    const score = { points, low: points - 9, high: points + 7 };
    return { status: 'complete', swingsWanted: 10, swings, score, metrics: [...METRICS] };
  }

  leaderboard(): LeaderboardBody {
    const entry = (player: string | null, points: number, bay = 'Bay 4') => ({
      player,
      bay,
      points,
      low: points - 9,
      high: points + 7,
    });
    const others = [
      entry('Aiko', 88, 'Bay 2'),
      entry(null, 79),
      entry('Maximiliane von Hohenstein-Bergen', 64),
      entry(null, 51, 'Bay 2'),
      entry('Jo', 44),
    ];
    const mine = this.swings < 10 ? [] : [{ ...entry(null, this.consistency().score?.points ?? 0), isThisVisit: true }];
    const ranked = [...others.map((each) => ({ ...each, isThisVisit: false })), ...mine].sort(
      (a, b) => b.points - a.points,
    );
    return {
      entries: ranked.map((each, at) => ({
        ...each,
        place: at + 1,
        achievedAt: '2026-11-20T10:00:00.000Z',
        isTooCloseToCall: (ranked[at - 1]?.low ?? 200) <= each.high,
      })),
    };
  }
}
