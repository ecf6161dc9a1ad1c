/** Makes one hour of the range after the other, on a thread of its own: what is heard, seen and said on the line. */
import { parentPort } from 'node:worker_threads';
import { type MadeHour, makeHour } from './range-hour.ts';

export interface HourAsked {
  readonly seed: number;
  readonly hour: number;
  readonly durationMs: number;
}

parentPort?.on('message', (asked: HourAsked) => {
  const made: MadeHour = makeHour(asked.seed, asked.hour, asked.durationMs);
  parentPort?.postMessage(
    made,
    made.poses.map(({ rows }) => rows.buffer),
  );
});
