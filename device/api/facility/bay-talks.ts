/**
 * Which bays the facility has heard since it was opened, and with how many it is speaking just now. Nothing is lost where
 * an exchange is cut, the bay says it all again and rests before; who restarts on purpose can spare it that.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, NS_PER_MS } from '../../clock/clock.ts';

const LOOK_MS = 50;
/** A facility has no more bays than this; of others the longest silent are forgotten. */
const BAYS_MAX = 500;

export class BayTalks {
  readonly #clock: Pick<Clock, 'monotonicNs'>;
  /** By name, the longest silent first. */
  readonly #heardAtMs = new Map<string, number>();
  #underWay = 0;

  constructor(clock: Pick<Clock, 'monotonicNs'>) {
    this.#clock = clock;
  }

  /** A bay has begun to speak. Call what is answered, once, when it has its answer or has gone. */
  begin(): () => void {
    this.#underWay++;
    return () => void this.#underWay--;
  }

  /** What a bay had to tell has been taken. */
  heard(bay: string): void {
    this.#heardAtMs.delete(bay);
    this.#heardAtMs.set(bay, this.#nowMs());
    const [longestSilent] = this.#heardAtMs.keys();
    if (this.#heardAtMs.size > BAYS_MAX && longestSilent !== undefined) this.#heardAtMs.delete(longestSilent);
  }

  /** Bays that were heard within so many milliseconds; of infinitely many those since the facility was opened. */
  heardWithin(ms: number): string[] {
    const sinceMs = this.#nowMs() - ms;
    return [...this.#heardAtMs].filter(([, atMs]) => atMs >= sinceMs).map(([bay]) => bay);
  }

  /** Resolves when no bay is speaking, or after so many milliseconds: where there are many, one always is. */
  async pause(msMax: number): Promise<void> {
    const untilMs = this.#nowMs() + msMax;
    while (this.#underWay > 0 && this.#nowMs() < untilMs) await sleep(LOOK_MS);
  }

  #nowMs(): number {
    return this.#clock.monotonicNs() / NS_PER_MS;
  }
}
