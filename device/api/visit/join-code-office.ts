/**
 * Codes for joining a visit by phone: single use, two minutes. The bay's screen shows one as a QR code, and whoever
 * stands before it can read it; a photograph of the screen is worth nothing soon after.
 */
import { randomBytes } from 'node:crypto';
import { type Clock, NS_PER_S } from '../../clock/clock.ts';

export const JOIN_CODE_SECONDS = 120;
/** Above it the oldest is forgotten: a screen that shows a new one every minute has two alive. */
const CODES_MAX = 64;
const CODE_BYTES = 16;

export class JoinCodeOffice {
  readonly #clock: Clock;
  /** In the order of issue. */
  readonly #codes = new Map<string, { readonly session: string; readonly endsAtNs: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  issue(session: string): string {
    const oldest = this.#codes.keys().next().value;
    if (this.#codes.size >= CODES_MAX && oldest !== undefined) this.#codes.delete(oldest);
    const code = randomBytes(CODE_BYTES).toString('base64url');
    this.#codes.set(code, { session, endsAtNs: this.#clock.monotonicNs() + JOIN_CODE_SECONDS * NS_PER_S });
    return code;
  }

  /** The visit that a good code leads to; it is not good any more. */
  redeem(code: string): string | undefined {
    const found = this.#codes.get(code);
    this.#codes.delete(code);
    return found !== undefined && this.#clock.monotonicNs() <= found.endsAtNs ? found.session : undefined;
  }
}
