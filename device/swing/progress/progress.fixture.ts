/** Golfers who visit the bay again and again, drawn from a seed: what they do and what is measured of it. */
import type { SessionLevel } from './session-level.ts';
import { sessionLevel } from './session-level.ts';
import type { MetricAt, SessionShots, ShotReadings } from './shot-readings.ts';

export interface VisitsDrawn {
  readonly sessions: number;
  readonly swings: number;
  /** The golfer's own, from swing to swing, and the error of each swing. */
  readonly swingDeviation: number;
  /** What clothes and cameras do to all swings of a session. */
  readonly sessionDeviation: number;
  /** The golfer's level in each session. */
  readonly level: (session: number) => number;
  /** Share of swings that are far off. */
  readonly outliers?: number;
}

export function drawnLevels(random: () => number, drawn: VisitsDrawn): SessionLevel[] {
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: drawn.sessions }, (_, session) => {
    const shared = drawn.level(session) + drawn.sessionDeviation * normal();
    const values = Array.from({ length: drawn.swings }, () => {
      const off = random() < (drawn.outliers ?? 0) ? 30 * normal() : 0;
      return shared + drawn.swingDeviation * normal() + off;
    });
    return sessionLevel(values) as SessionLevel;
  });
}

/** Mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Visits a week apart, of shots that carry one metric each, within an interval of ± `error`. */
export function drawnVisits(
  random: () => number,
  { id, at }: MetricAt,
  drawn: { readonly levels: readonly number[]; readonly swings: number; readonly error: number },
): SessionShots[] {
  return drawn.levels.map((level, visit) => ({
    session: `visit-${visit}`,
    shots: Array.from({ length: drawn.swings }, (_, n): ShotReadings => {
      const value = level + 3 * (random() + random() - 1);
      const [low, high] = [value - drawn.error, value + drawn.error];
      return {
        id: `shot-${visit}-${n}`,
        session: `visit-${visit}`,
        recordedAt: dayOf(visit),
        club: null,
        handedness: 'right',
        cameras: ['down-the-line', 'face-on'],
        model: 'heavy',
        algorithms: '1',
        score: 7,
        metrics: [{ id, at, value, unit: '°', low, high, method: 'corrected', cameras: ['face-on', 'down-the-line'] }],
        faults: [],
      };
    }),
  }));
}

/** The day of a visit, UTC. */
export function dayOf(visit: number): string {
  return new Date(Date.UTC(2026, 8, 1) + visit * 7 * 86_400_000).toISOString();
}
