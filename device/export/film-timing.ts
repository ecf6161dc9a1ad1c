/**
 * Which moment of a swing is shown when: real speed up to the top, slow through the downswing, real speed to the
 * finish, and at last a still picture to read the numbers by. Pure.
 *
 * Speeds are exact within a segment and change at once, so that the speed that is written on the picture is true.
 */
import type { SwingReport } from '../swing/report/swing-report.ts';
import { SLOWNESSES } from './film-order.ts';

export const FILM_FPS = 30;
const TICK_MS = 1_000 / FILM_FPS;

/** A stretch of the swing, in milliseconds of its report, played `slowness` times longer than it took. */
export interface FilmSegment {
  readonly fromMs: number;
  readonly toMs: number;
  readonly slowness: number;
}

export interface FilmTiming {
  /** In their order, without gaps. */
  readonly segments: readonly FilmSegment[];
  /** Of the whole film, the still picture at its end included. */
  readonly ticks: number;
}

/** Before address and after the finish. */
const LEAD_MS = 500;
const TAIL_MS = 300;
/** Slow motion begins a little before the club turns and ends a little after the ball has gone. */
const BEFORE_TOP_MS = 60;
const AFTER_IMPACT_MS = 90;
/** A downswing takes about so long; for a swing whose top was not seen. */
const DOWNSWING_MS = 300;
/** A film is bounded, whatever a report says. */
const SWING_MS_MAX = 8_000;
const HOLD_MS = 2_000;
/** Fewer different pictures a second are no motion any more. */
const PICTURES_PER_SECOND_MIN = 14;

/** The slowest choice for which a camera has enough pictures. */
export function slownessFor(fps: number): number {
  return SLOWNESSES.findLast((slowness) => fps / slowness >= PICTURES_PER_SECOND_MIN) ?? 1;
}

export function filmTiming(
  report: Pick<SwingReport, 'events' | 'clips'>,
  cameras: readonly string[],
  slowness: number,
): FilmTiming {
  const { fromMs, toMs } = shownRange(report, cameras);
  const at = (name: string) => report.events.find((event) => event.name === name)?.timeMs;
  const impactMs = at('impact');
  const topMs = at('top') ?? (impactMs === undefined ? undefined : impactMs - DOWNSWING_MS);
  const clamp = (timeMs: number) => Math.min(toMs, Math.max(fromMs, timeMs));
  const slowFromMs = topMs === undefined || impactMs === undefined ? toMs : clamp(topMs - BEFORE_TOP_MS);
  const slowToMs = impactMs === undefined ? toMs : Math.max(slowFromMs, clamp(impactMs + AFTER_IMPACT_MS));
  const segments = [
    { fromMs, toMs: slowFromMs, slowness: 1 },
    { fromMs: slowFromMs, toMs: slowToMs, slowness },
    { fromMs: slowToMs, toMs, slowness: 1 },
  ].filter((segment) => segment.toMs > segment.fromMs);
  return { segments, ticks: Math.ceil((movingMs({ segments }) + HOLD_MS) / TICK_MS) };
}

/** How long the picture moves: what of the film is no still picture. */
export function movingMs({ segments }: Pick<FilmTiming, 'segments'>): number {
  return segments.reduce((sum, { fromMs, toMs, slowness }) => sum + (toMs - fromMs) * slowness, 0);
}

export function filmMs({ ticks }: Pick<FilmTiming, 'ticks'>): number {
  return ticks * TICK_MS;
}

/** When a moment of the swing is shown; before the first segment it goes on backwards at its speed, as the last does. */
export function shownAtMs({ segments }: FilmTiming, timeMs: number): number {
  let shownMs = 0;
  for (const [index, { fromMs, toMs, slowness }] of segments.entries()) {
    if (timeMs < toMs || index === segments.length - 1) return shownMs + (timeMs - fromMs) * slowness;
    shownMs += (toMs - fromMs) * slowness;
  }
  return shownMs;
}

/** The segment of a place in the film; undefined in the still picture. */
export function segmentAt({ segments }: FilmTiming, filmTimeMs: number): FilmSegment | undefined {
  let endMs = 0;
  return segments.find(({ fromMs, toMs, slowness }) => {
    endMs += (toMs - fromMs) * slowness;
    return filmTimeMs < endMs;
  });
}

/** What all shown cameras have pictures of, round the swing; where they share nothing, what any has. */
function shownRange(
  { events, clips }: Pick<SwingReport, 'events' | 'clips'>,
  cameras: readonly string[],
): { fromMs: number; toMs: number } {
  const shown = clips.filter(({ camera }) => cameras.includes(camera));
  const common = [Math.max(...shown.map((clip) => clip.fromMs)), Math.min(...shown.map((clip) => clip.toMs))] as const;
  const any = [Math.min(...shown.map((clip) => clip.fromMs)), Math.max(...shown.map((clip) => clip.toMs))] as const;
  const [clipFromMs, clipToMs] = common[1] > common[0] ? common : any;
  const times = events.map(({ timeMs }) => timeMs);
  const wantedFromMs = times.length === 0 ? clipFromMs : Math.min(...times) - LEAD_MS;
  const wantedToMs = times.length === 0 ? clipToMs : Math.max(...times) + TAIL_MS;
  const fromMs = Math.min(Math.max(clipFromMs, wantedFromMs), clipToMs);
  const toMs = Math.max(fromMs, Math.min(clipToMs, wantedToMs));
  // The end matters more than a long wait before it.
  return { fromMs: Math.max(fromMs, toMs - SWING_MS_MAX), toMs };
}
