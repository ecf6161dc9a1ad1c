/**
 * Which shots of a monitor came already. Pure.
 *
 * A monitor repeats a shot when its reply was lost: on the same connection under the same number, or on the next one,
 * where it may have begun to count anew. So a repeat is the same ball from the same monitor within
 * {@link REPEATED_WITHIN_MS}, and on one connection only under the same number: an installer's test button sends the
 * same ball again and again. A number that comes again with another ball is a monitor that does not count; the shot is
 * another one and gets a number of its own.
 */
import { NS_PER_MS } from '../../device/clock/clock.ts';

const REPEATED_WITHIN_MS = 60_000;
const REMEMBERED_MAX = 64;

export interface ArrivedShot {
  readonly connection: string;
  /** As the monitor gave it; null where it does not count. */
  readonly shotNumber: string | null;
  /** All that was measured, and the monitor's name. */
  readonly measured: string;
  readonly receivedNs: number;
}

export class RecentShots {
  readonly #shots: ArrivedShot[] = [];
  readonly #timesNumbered = new Map<string, number>();

  /** The number of a new shot, unique within its connection; null for a shot that came already. */
  admit(shot: ArrivedShot): string | null {
    if (this.#shots.some((earlier) => isRepeat(shot, earlier))) return null;
    this.#shots.push(shot);
    if (this.#shots.length > REMEMBERED_MAX) this.#shots.shift();
    return this.#uniqueNumber(shot);
  }

  #uniqueNumber({ connection, shotNumber }: ArrivedShot): string {
    const key = `${connection} ${shotNumber ?? ''}`;
    const times = (this.#timesNumbered.get(key) ?? 0) + 1;
    this.#timesNumbered.delete(key);
    this.#timesNumbered.set(key, times);
    const oldest = this.#timesNumbered.keys().next().value;
    if (this.#timesNumbered.size > REMEMBERED_MAX && oldest !== undefined) this.#timesNumbered.delete(oldest);
    if (shotNumber === null) return `#${times}`;
    return times === 1 ? shotNumber : `${shotNumber}#${times}`;
  }
}

function isRepeat(shot: ArrivedShot, earlier: ArrivedShot): boolean {
  if (shot.measured !== earlier.measured) return false;
  if (shot.receivedNs - earlier.receivedNs > REPEATED_WITHIN_MS * NS_PER_MS) return false;
  return shot.connection !== earlier.connection || shot.shotNumber === earlier.shotNumber;
}
