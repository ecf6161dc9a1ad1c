import { TimesUnreadableError } from './errors.ts';

/**
 * Which frames of several cameras show the same moment: for each frame of each view, in order, the number of its
 * moment, or null where it belongs to none.
 */
export type FrameMoments = readonly (readonly (number | null)[])[];

/** Frames further apart than this part of the frame interval are not the same moment. */
const APART_MAX = 0.5;

/** By the frames' own times, on one clock: each frame joins the frame of the first view that is nearest in time. */
export function momentsByTime(timesMs: readonly (readonly number[])[]): FrameMoments {
  const first = timesMs[0] ?? [];
  const interval = first.length < 2 ? 0 : ((first.at(-1) as number) - (first[0] as number)) / (first.length - 1);
  return timesMs.map((times) => {
    const taken = new Set<number>();
    return times.map((time) => {
      const nearest = nearestIndex(first, time);
      const apart = Math.abs((first[nearest] ?? Number.POSITIVE_INFINITY) - time);
      if (apart > APART_MAX * interval || taken.has(nearest)) return null;
      taken.add(nearest);
      return nearest;
    });
  });
}

/** Times rise; the index of the one nearest to `time`. */
function nearestIndex(times: readonly number[], time: number): number {
  let [low, high] = [0, times.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) < time) low = middle + 1;
    else high = middle;
  }
  const before = Math.max(0, low - 1);
  const isBefore = Math.abs((times[before] as number) - time) <= Math.abs((times[low] as number) - time);
  return isBefore ? before : low;
}

/**
 * From the table that recording programs write: `sync_index` numbers the moments, `cam_id` names the camera, a row a
 * frame. A view is the camera whose id is the view's name, or the number at the end of it; otherwise ids are taken in
 * the order of the views.
 * @throws TimesUnreadableError; `file` is what it calls the table.
 */
export function momentsFromTable(text: string, views: readonly string[], file: string): FrameMoments {
  const [head = '', ...lines] = text.trim().split(/\r?\n/);
  const columns = head.split(',').map((word) => word.trim());
  const [moment, camera] = [columns.indexOf('sync_index'), columns.indexOf('cam_id')];
  if (moment < 0 || camera < 0) throw new TimesUnreadableError(file, 'a column is missing');
  const byCamera = new Map<string, (number | null)[]>();
  for (const line of lines) {
    const cells = line.split(',').map((word) => word.trim());
    const id = cells[camera] ?? '';
    const index = Number(cells[moment] === '' ? Number.NaN : cells[moment]);
    if (id === '') throw new TimesUnreadableError(file, `the row “${line}” names no camera`);
    const frames = byCamera.get(id) ?? [];
    frames.push(Number.isInteger(index) ? index : null);
    byCamera.set(id, frames);
  }
  const ids = [...byCamera.keys()].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const named = views.map((view) => ids.find((id) => id === view || id === /\d+$/.exec(view)?.[0]));
  const isNamed = named.every((id) => id !== undefined) && new Set(named).size === views.length;
  return views.map((view, i) => {
    const frames = byCamera.get((isNamed ? named[i] : ids[i]) ?? '');
    if (frames === undefined) throw new TimesUnreadableError(file, `it has no rows for the view ${view}`);
    return frames;
  });
}
