/**
 * Puts the messages of each ball together to one shot. Pure; the caller brings the time.
 *
 * INVARIANTS
 * - A ball is delivered once: with its last message, or {@link WAIT_MS} after its first one with what was measured by
 *   then. Later messages of it change nothing.
 * - A shot was received when its first message was: the last one comes when the ball lies, seconds later.
 * - At most {@link BALLS_MAX} balls are in flight and {@link REMEMBERED_MAX} are remembered; a bay cannot hit more.
 */
import { NS_PER_MS } from '../../device/clock/clock.ts';
import type { BallFlight } from '../../device/ports/launch-monitor.port.ts';
import type { TrackmanMeasurement } from './trackman-message.ts';

/** No ball flies longer. */
export const WAIT_MS = 10_000;
const BALLS_MAX = 16;
const REMEMBERED_MAX = 64;
const RAW_LENGTH_MAX = 16_384;

export interface TrackmanBall {
  readonly id: string;
  readonly receivedNs: number;
  readonly ball: BallFlight;
  /** Its messages as they came, but for the live ones, a line each. */
  readonly raw: string;
}

interface InFlight {
  readonly receivedNs: number;
  readonly ball: BallFlight | null;
  readonly raw: string;
}

export class TrackmanBalls {
  readonly #inFlight = new Map<string, InFlight>();
  readonly #delivered = new Set<string>();

  /** The ball that this message completes, if it does. */
  take({ id, phase, ball }: TrackmanMeasurement, raw: string, nowNs: number): TrackmanBall | null {
    if (this.#delivered.has(id)) return null;
    const before = this.#inFlight.get(id);
    const lines = [before?.raw, phase === 'live' ? undefined : raw].filter((line) => line !== undefined && line !== '');
    const next: InFlight = {
      receivedNs: before?.receivedNs ?? nowNs,
      // Live messages are of one moment of the flight; the launch is in the first and in the last.
      ball: phase === 'live' ? (before?.ball ?? null) : (ball ?? before?.ball ?? null),
      raw: lines.join('\n').slice(0, RAW_LENGTH_MAX),
    };
    this.#inFlight.set(id, next);
    if (phase === 'final') return this.#deliver(id);
    const oldest = this.#inFlight.keys().next().value;
    return this.#inFlight.size > BALLS_MAX && oldest !== undefined ? this.#deliver(oldest) : null;
  }

  /** Balls whose last message has not come in time. */
  overdue(nowNs: number): TrackmanBall[] {
    const late = [...this.#inFlight].filter(([, { receivedNs }]) => nowNs - receivedNs >= WAIT_MS * NS_PER_MS);
    return late.map(([id]) => this.#deliver(id)).filter((ball) => ball !== null);
  }

  /** Null for a ball of which nothing was measured. */
  #deliver(id: string): TrackmanBall | null {
    const found = this.#inFlight.get(id);
    this.#inFlight.delete(id);
    this.#delivered.add(id);
    const oldest = this.#delivered.values().next().value;
    if (this.#delivered.size > REMEMBERED_MAX && oldest !== undefined) this.#delivered.delete(oldest);
    if (found === undefined || found.ball === null) return null;
    return { id, receivedNs: found.receivedNs, ball: found.ball, raw: found.raw };
  }
}
