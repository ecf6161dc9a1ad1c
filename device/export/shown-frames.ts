/**
 * Which picture of a camera every tick of the film shows: the newest whose time, rounded to a tick, has come. It is the
 * rule of the filters in `film-command.ts`, said again, so that the skeleton is drawn over the picture it belongs to.
 */
import { FILM_FPS, type FilmTiming, shownAtMs } from './film-timing.ts';

/**
 * Added to every picture's time: cameras and film have simple rates, so many pictures would otherwise lie just between
 * two ticks, and rounding errors would decide.
 */
export const OFF_TIES_MS = 0.2;

/** Less than the time between two pictures: one that lies on an edge of the film is on the same side for everybody. */
const EDGE_MS = 0.1;

/** The pictures of the film are those from here … */
export function startMs({ segments }: FilmTiming): number {
  return (segments[0]?.fromMs ?? 0) - EDGE_MS;
}

/** … up to here. */
export function endMs({ segments }: FilmTiming): number {
  return (segments.at(-1)?.toMs ?? 0) - EDGE_MS;
}

/** For every tick, the index of the time that is shown; the first before it has come, the last for ever. */
export function shownFrames(timing: FilmTiming, timesMs: ArrayLike<number>): Uint32Array {
  const frames = new Uint32Array(timing.ticks);
  const tickOf = (timeMs: number) => Math.round(((shownAtMs(timing, timeMs) + OFF_TIES_MS) * FILM_FPS) / 1_000);
  let frame = 0;
  while (frame + 1 < timesMs.length && (timesMs[frame] ?? 0) < startMs(timing)) frame++;
  for (let tick = 0; tick < timing.ticks; tick++) {
    for (let next = timesMs[frame + 1]; next !== undefined; next = timesMs[frame + 1]) {
      if (next >= endMs(timing) || tickOf(next) > tick) break;
      frame++;
    }
    frames[tick] = frame;
  }
  return frames;
}
