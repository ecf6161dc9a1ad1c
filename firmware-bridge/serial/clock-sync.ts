/**
 * Turns a controller's microseconds into this machine's CLOCK_MONOTONIC.
 *
 *     host        t1 ─────────────────────────────── t4        CLOCK_MONOTONIC, ns
 *                    ╲ request               reply ╱
 *     controller       t2 ───────────────────── t3             its own count, µs
 *
 * Nothing arrives before it was sent: at t2 the host's clock showed t1 or more, at t3 it showed t4 or less. That
 * bounds `offset = host − controller` at two moments, however the delay is split between the two ways. Between them the
 * offset runs straight, but for a wander that is allowed for. The middle of what remains possible is the answer and
 * half its width the stated error: it holds for every delay and jitter, as long as the controller's clock runs within
 * {@link DRIFT_MAX} and wanders by no more than {@link WANDER_MAX}. (The convex-hull method for clock offset and skew:
 * Zhang, Liu and Xia, "Clock synchronization algorithms for network measurements", INFOCOM 2002.)
 *
 * Where the exchanges contradict each other, the clock has done something else, and the older ones are forgotten.
 */
import { allLines, type FeasibleLines, linesThrough, valuesAt } from './feasible-lines.ts';

/** One question and its answer; see the drawing. Controller stamps are cut down to whole microseconds. */
export interface ClockExchange {
  readonly sentNs: number;
  readonly controllerReceivedUs: number;
  readonly controllerSentUs: number;
  readonly receivedNs: number;
}

export interface HostInstant {
  readonly atNs: number;
  /** Half the width of the interval in which the instant lies. */
  readonly uncertaintyNs: number;
}

/** Ten times what PROTOCOL.md asks of a controller. */
const DRIFT_MAX = 0.001;
/** By how much the rate may differ from one time to another within the window: a few degrees' worth of a quartz. */
const WANDER_MAX = 5e-6;
/** Of each such span only the quickest exchange is kept. */
const SPAN_NS = 500e6;
const SPANS_MAX = 48;
/** Beyond any offset that one exchange leaves open; only bounds the polygon's first corners. */
const OFFSET_NS_MAX = 1e12;
const NS_PER_US = 1_000;
/** Controller stamps are cut, so the true count is up to this much later. */
const CUT_NS = NS_PER_US;

export class ClockSync {
  /** Oldest first. */
  #exchanges: ClockExchange[] = [];
  #lines: FeasibleLines = [];
  /** The newest kept exchange's controller time and an offset near the truth: what `#lines` are relative to. */
  #origin = { controllerNs: 0, offsetNs: 0 };
  #contradictions = 0;

  /** How many exchanges the estimate stands on. */
  get exchanges(): number {
    return this.#exchanges.length;
  }

  /** How often older exchanges were forgotten because newer ones contradicted them. */
  get contradictions(): number {
    return this.#contradictions;
  }

  /** Takes one exchange; false for one that cannot have happened, which is left out. */
  add(exchange: ClockExchange): boolean {
    if (!isPossible(exchange)) return false;
    const last = this.#exchanges.at(-1);
    if (last !== undefined && exchange.receivedNs < last.receivedNs) return false;
    if (last !== undefined && spanOf(last) === spanOf(exchange)) {
      if (widthNs(exchange) >= widthNs(last)) return true;
      this.#exchanges.pop();
    }
    this.#exchanges.push(exchange);
    if (this.#exchanges.length > SPANS_MAX) this.#exchanges.shift();
    this.#solve();
    return true;
  }

  /** When the controller's count stood at `controllerUs`; null before the first exchange. */
  hostTimeOf(controllerUs: number): HostInstant | null {
    const x = controllerUs * NS_PER_US - this.#origin.controllerNs;
    const offsets = valuesAt(this.#lines, x);
    if (offsets === null) return null;
    const wanderNs = WANDER_MAX * Math.abs(x);
    const fromNs = controllerUs * NS_PER_US + this.#origin.offsetNs + offsets.from - wanderNs;
    const toNs = controllerUs * NS_PER_US + this.#origin.offsetNs + offsets.to + wanderNs + CUT_NS;
    return { atNs: (fromNs + toNs) / 2, uncertaintyNs: (toNs - fromNs) / 2 };
  }

  /** How much faster the host's clock runs, in parts of a million: the middle of what is possible; null before that. */
  get driftPpm(): number | null {
    if (this.#exchanges.length < 2) return null;
    const slopes = this.#lines.map(({ b }) => b);
    return ((Math.min(...slopes) + Math.max(...slopes)) / 2) * 1e6;
  }

  /** Newest first, until one contradicts; that one and all before it are forgotten. */
  #solve(): void {
    const newest = this.#exchanges.at(-1);
    if (newest === undefined) return;
    const controllerNs = newest.controllerSentUs * NS_PER_US;
    const offsetNs = newest.receivedNs - controllerNs;
    this.#origin = { controllerNs, offsetNs };
    let lines = allLines(DRIFT_MAX, OFFSET_NS_MAX);
    for (let at = this.#exchanges.length - 1; at >= 0; at--) {
      const exchange = this.#exchanges[at];
      if (exchange === undefined) continue;
      const fewer = this.#linesOf(exchange, lines);
      if (fewer.length === 0) {
        this.#contradictions++;
        this.#exchanges = this.#exchanges.slice(at + 1);
        break;
      }
      lines = fewer;
    }
    this.#lines = lines;
  }

  #linesOf(exchange: ClockExchange, lines: FeasibleLines): FeasibleLines {
    const { controllerNs, offsetNs } = this.#origin;
    const received = exchange.controllerReceivedUs * NS_PER_US - controllerNs;
    const sent = exchange.controllerSentUs * NS_PER_US - controllerNs;
    const leastNs = exchange.sentNs - received - CUT_NS - controllerNs - offsetNs - WANDER_MAX * Math.abs(received);
    const mostNs = exchange.receivedNs - sent - controllerNs - offsetNs + WANDER_MAX * Math.abs(sent);
    const above = linesThrough(lines, received, { from: leastNs, to: Number.MAX_SAFE_INTEGER });
    return linesThrough(above, sent, { from: Number.MIN_SAFE_INTEGER, to: mostNs });
  }
}

function spanOf({ receivedNs }: ClockExchange): number {
  return Math.floor(receivedNs / SPAN_NS);
}

/** What the exchange leaves open, before anything else is known. */
function widthNs({ sentNs, controllerReceivedUs, controllerSentUs, receivedNs }: ClockExchange): number {
  return receivedNs - sentNs - (controllerSentUs - controllerReceivedUs) * NS_PER_US;
}

function isPossible(exchange: ClockExchange): boolean {
  const controllerNs = (exchange.controllerSentUs - exchange.controllerReceivedUs) * NS_PER_US;
  const hostNs = exchange.receivedNs - exchange.sentNs;
  return controllerNs >= 0 && controllerNs - CUT_NS <= hostNs * (1 + DRIFT_MAX);
}
