/**
 * Reads what launch-monitor software writes into files: which columns a file has and in which units is the bridge's to
 * know.
 *
 * CONTRACT
 * - Pure and bounded: at most `linesMax` lines are looked at, and nothing is kept.
 * - A line that cannot be read is refused by number, field and reason; it costs no other line.
 * - Units are SI and degrees, as in `launch-monitor.port.ts`.
 */
import type { BallFlight, LaunchMonitorSource } from './launch-monitor.port.ts';

export interface FileShot {
  /** Names the shot once within its file's source. */
  readonly shotNumber: string;
  /** UTC, ISO 8601. */
  readonly recordedAt: string;
  readonly ball: BallFlight | null;
  readonly distanceM: number | null;
  readonly clubName: string | null;
  /** The line as it came. */
  readonly raw: string;
}

export interface RefusedLine {
  /** From 1; the file as a whole where it is 1 and `field` is null. */
  readonly line: number;
  readonly field: string | null;
  readonly reason: string;
}

export interface ReadShots {
  readonly shots: readonly FileShot[];
  readonly refused: readonly RefusedLine[];
}

export interface ShotFileReader {
  readonly source: LaunchMonitorSource;
  /** Throws `launch-monitor/columns-not-given` where nobody has said what the columns mean. */
  read(text: string, linesMax: number): ReadShots;
}
