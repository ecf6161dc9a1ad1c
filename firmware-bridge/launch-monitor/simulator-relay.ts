/**
 * Passes shots on to a simulator, in its dialect, over one connection that is made again whenever it is lost.
 *
 * INVARIANTS
 * - A shot is sent at most once. One that was not answered in time may have arrived, and is not sent again.
 * - One shot is under way at a time and {@link WAITING_MAX} wait, each in its turn; when the connection goes, the one
 *   under way is `unanswered` and those that wait are `not-connected`.
 * - Replies carry no number, so they count in order. A reply that comes after its shot was given up belongs to that
 *   shot, not to the next one, for {@link OWED_MS}.
 * - Attempts to connect are 5 s apart at first and 60 s at most.
 */
import { connect, type Socket } from 'node:net';
import { BehaviorSubject } from 'rxjs';
import { type Clock, NS_PER_MS } from '../../device/clock/clock.ts';
import type { LaunchMonitorState, Shot, ShotRelay } from '../../device/ports/launch-monitor.port.ts';
import { Backoff } from '../../device/process/backoff.ts';
import type { Counters } from '../../device/telemetry/counters.ts';
import type { Log } from '../../device/telemetry/log.ts';
import { MessageSplitter } from './message-splitter.ts';
import type { SimulatorDialect, SimulatorWord } from './simulator-dialect.ts';

export type RelayOutcome = Awaited<ReturnType<ShotRelay['relay']>>;

const WAITING_MAX = 4;
const OWED_MS = 10_000;
const CONNECT_WITHIN_MS = 5_000;
const KEEP_ALIVE_MS = 30_000;
const UNREAD_BYTES_MAX = 64 * 1024;
const BACKOFF = { firstDelayMs: 5_000, delayMsMax: 60_000, healthyAfterMs: 30_000 };
/** Lets the last status leave before the connection is closed. */
const FAREWELL_MS = 250;
/** A simulator tells of its player in bursts; the newest word of each burst is taken. */
const PLAYER_SETTLES_MS = 2_000;
/** A sentence without an end is taken for whole when nothing follows for so long. */
const TEXT_ENDS_AFTER_MS = 250;

export interface SimulatorRelayParts {
  readonly dialect: SimulatorDialect;
  readonly host: string;
  readonly port: number;
  readonly deviceId: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly counters: Counters;
  /** For tests, which do not wait as long as a bay may. */
  readonly backoff?: typeof BACKOFF;
  readonly answerWithinMs?: number;
}

interface Waiting {
  readonly shot: Shot;
  readonly settle: (outcome: RelayOutcome) => void;
}

export class SimulatorRelay implements ShotRelay {
  readonly states: BehaviorSubject<LaunchMonitorState>;
  readonly #parts: SimulatorRelayParts;
  readonly #backoff: Backoff;
  #socket: Socket | null = null;
  #isConnected = false;
  #isSimulatorReady = false;
  /** What the bay says of itself. */
  #isReady = true;
  #club: string | null = null;
  #connectedNs = 0;
  #retry: NodeJS.Timeout | undefined;
  #heartbeat: NodeJS.Timeout | undefined;
  #flush: NodeJS.Timeout | undefined;
  #player: NodeJS.Timeout | undefined;
  #answer: NodeJS.Timeout | undefined;
  #underWay: Waiting | null = null;
  #waiting: Waiting[] = [];
  /** When each shot that was given up was given up. */
  #owedSinceNs: number[] = [];
  #shotNumber = 0;
  #isClosed = false;

  constructor(parts: SimulatorRelayParts) {
    this.#parts = parts;
    this.#backoff = new Backoff(parts.backoff ?? BACKOFF);
    this.states = new BehaviorSubject<LaunchMonitorState>(this.#describe());
  }

  open(): void {
    this.#connect();
  }

  state(): LaunchMonitorState {
    return this.states.value;
  }

  relay(shot: Shot): Promise<RelayOutcome> {
    if (!this.#isConnected) return Promise.resolve({ status: 'not-connected' });
    if (this.#waiting.length >= WAITING_MAX) {
      this.#parts.counters.count('shot_relay_shots', { outcome: 'too-many' });
      return Promise.resolve({ status: 'refused', message: 'Too many shots wait for the simulator.' });
    }
    return new Promise((resolve) => {
      this.#waiting.push({ shot, settle: resolve });
      this.#sendNext();
    });
  }

  setReady(isReady: boolean): void {
    if (this.#isReady === isReady) return;
    this.#isReady = isReady;
    if (this.#isConnected) this.#send(this.#parts.dialect.status(this.#parts.deviceId, isReady));
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#retry);
    const socket = this.#socket;
    if (socket !== null && this.#isConnected) {
      this.#send(this.#parts.dialect.status(this.#parts.deviceId, false));
      await new Promise((resolve) => setTimeout(resolve, FAREWELL_MS));
    }
    if (socket !== null && !socket.closed) {
      await new Promise<void>((resolve) => {
        socket.once('close', () => resolve());
        socket.destroy();
      });
    }
    this.states.next({ link: 'off', isReady: false, isBallDetected: false, description: 'closed' });
    this.states.complete();
  }

  #connect(): void {
    const { host, port, dialect, log, clock } = this.#parts;
    const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS });
    const splitter = new MessageSplitter();
    const startedNs = clock.monotonicNs();
    let problem = `${dialect.name} closed the connection`;
    this.#socket = socket;
    socket.setTimeout(CONNECT_WITHIN_MS, () => {
      if (this.#isConnected) return;
      problem = 'no answer';
      socket.destroy();
    });
    socket.on('connect', () => {
      socket.setTimeout(0);
      this.#begin();
    });
    socket.on('data', (chunk) => {
      clearTimeout(this.#flush);
      for (const piece of splitter.push(chunk)) this.#hear(dialect.understand(piece));
      this.#flush = setTimeout(() => {
        for (const piece of splitter.flush()) this.#hear(dialect.understand(piece));
      }, TEXT_ENDS_AFTER_MS);
    });
    socket.on('error', (error) => {
      problem = error.message;
    });
    socket.on('close', () => {
      const wasConnected = this.#isConnected;
      this.#end();
      if (this.#isClosed) return;
      const livedMs = wasConnected ? (clock.monotonicNs() - this.#connectedNs) / NS_PER_MS : 0;
      const delayMs = this.#backoff.delayAfterRunOf(livedMs);
      const tookMs = Math.round((clock.monotonicNs() - startedNs) / NS_PER_MS);
      log.warn({ host, port, problem, delayMs, tookMs }, `There is no connection to ${dialect.name}.`);
      this.#sayState();
      this.#retry = setTimeout(() => this.#connect(), delayMs);
    });
  }

  #begin(): void {
    const { dialect, deviceId, host, port, log, clock } = this.#parts;
    this.#isConnected = true;
    this.#connectedNs = clock.monotonicNs();
    this.#isSimulatorReady = dialect.isReadyAtOnce;
    this.#shotNumber = 0;
    this.#owedSinceNs = [];
    log.info({ host, port }, `Connected to ${dialect.name}.`);
    this.#send(dialect.status(deviceId, this.#isReady));
    if (dialect.heartbeatMs !== null) {
      this.#heartbeat = setInterval(() => this.#send(dialect.heartbeat(deviceId, this.#isReady)), dialect.heartbeatMs);
    }
    this.#sayState();
  }

  #end(): void {
    for (const timer of [this.#heartbeat, this.#flush, this.#player, this.#answer]) clearTimeout(timer);
    this.#player = undefined;
    this.#socket = null;
    this.#isConnected = false;
    this.#isSimulatorReady = false;
    this.#club = null;
    const underWay = this.#underWay;
    this.#underWay = null;
    const waiting = this.#waiting;
    this.#waiting = [];
    if (underWay !== null) this.#settle(underWay, { status: 'unanswered' });
    for (const one of waiting) this.#settle(one, { status: 'not-connected' });
  }

  #sendNext(): void {
    if (this.#underWay !== null) return;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    const { dialect, deviceId } = this.#parts;
    const message = dialect.shot(deviceId, next.shot, this.#shotNumber + 1);
    if (message === null) {
      this.#settle(next, { status: 'refused', message: `${dialect.name} takes no shot without a ball flight.` });
      this.#sendNext();
      return;
    }
    this.#shotNumber++;
    this.#underWay = next;
    this.#answer = setTimeout(() => {
      this.#owedSinceNs.push(this.#parts.clock.monotonicNs());
      this.#answered({ status: 'unanswered' });
    }, this.#parts.answerWithinMs ?? dialect.answerWithinMs);
    this.#send(message);
  }

  #hear(word: SimulatorWord): void {
    switch (word.type) {
      case 'accepted':
        this.#isSimulatorReady = true;
        if (!this.#isOwed()) this.#answered({ status: 'accepted' });
        break;
      case 'refused':
        if (!this.#isOwed()) this.#answered({ status: 'refused', message: word.message });
        break;
      case 'ready':
        this.#isSimulatorReady = true;
        break;
      case 'player':
        this.#isSimulatorReady = true;
        this.#club = word.club;
        this.#player ??= setTimeout(() => {
          this.#player = undefined;
          this.#sayState();
        }, PLAYER_SETTLES_MS);
        break;
      case 'ended':
        this.#isSimulatorReady = false;
        break;
      case 'other':
        this.#parts.counters.count('shot_relay_words_unknown');
        break;
    }
    if (word.type !== 'player') this.#sayState();
  }

  /** Whether this reply belongs to a shot that was given up; takes that shot off. */
  #isOwed(): boolean {
    const nowNs = this.#parts.clock.monotonicNs();
    this.#owedSinceNs = this.#owedSinceNs.filter((sinceNs) => nowNs - sinceNs <= OWED_MS * NS_PER_MS);
    return this.#owedSinceNs.shift() !== undefined;
  }

  #answered(outcome: RelayOutcome): void {
    clearTimeout(this.#answer);
    const underWay = this.#underWay;
    this.#underWay = null;
    if (underWay !== null) this.#settle(underWay, outcome);
    this.#sendNext();
  }

  #settle({ shot, settle }: Waiting, outcome: RelayOutcome): void {
    const { counters, log, dialect } = this.#parts;
    counters.count('shot_relay_shots', { outcome: outcome.status });
    if (outcome.status !== 'accepted') log.warn({ shot: shot.id, outcome }, `A shot did not reach ${dialect.name}.`);
    settle(outcome);
  }

  #send(text: string): void {
    const socket = this.#socket;
    if (socket?.writable !== true) return;
    socket.write(text);
    // A simulator that hangs reads nothing for hours; heartbeats must not pile up for it.
    if (socket.writableLength > UNREAD_BYTES_MAX) socket.destroy();
  }

  #sayState(): void {
    const next = this.#describe();
    const { link, isReady, description } = this.states.value;
    if (next.link !== link || next.isReady !== isReady || next.description !== description) this.states.next(next);
  }

  #describe(): LaunchMonitorState {
    const { dialect, host, port } = this.#parts;
    const club = this.#club === null ? '' : `, club ${this.#club}`;
    return {
      link: this.#isConnected ? 'connected' : 'waiting',
      isReady: this.#isSimulatorReady,
      isBallDetected: false,
      description: `${dialect.name} at ${host}:${port}${club}`,
    };
  }
}
