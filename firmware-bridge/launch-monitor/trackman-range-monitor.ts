/**
 * Listens to TrackMan Range's local site for the balls of this bay.
 *
 * The site measures every bay of the range: those of others are passed over. It is asked for a new ticket with each
 * connection; attempts are 5 s apart at first and 60 s at most, also where the key is refused, since a key may be
 * replaced while the bay runs.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { BehaviorSubject, Subject } from 'rxjs';
import { v7 as uuidv7 } from 'uuid';
import { WebSocket } from 'ws';
import { type Clock, NS_PER_MS } from '../../device/clock/clock.ts';
import { explain } from '../../device/errors/bay-error.ts';
import type { LaunchMonitor, LaunchMonitorState, Shot } from '../../device/ports/launch-monitor.port.ts';
import { Backoff } from '../../device/process/backoff.ts';
import type { Counters } from '../../device/telemetry/counters.ts';
import type { Log } from '../../device/telemetry/log.ts';
import { trackmanUnreachable } from './errors.ts';
import { type TrackmanBall, TrackmanBalls } from './trackman-balls.ts';
import { readTrackman } from './trackman-message.ts';
import type { TrackmanSite } from './trackman-site.ts';

const BACKOFF = { firstDelayMs: 5_000, delayMsMax: 60_000, healthyAfterMs: 30_000 };
const HANDSHAKE_WITHIN_MS = 10_000;
const MESSAGE_BYTES_MAX = 64 * 1024;
/** A site that does not answer for so long is gone, whatever TCP believes. */
const PING_MS = 20_000;
const LOOK_MS = 500;

export interface TrackmanRangeMonitorParts {
  readonly site: TrackmanSite;
  readonly bayId: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly counters: Counters;
  /** For tests, which do not wait as long as a bay may. */
  readonly backoff?: typeof BACKOFF;
  readonly pingMs?: number;
}

export class TrackmanRangeMonitor implements LaunchMonitor {
  readonly shots = new Subject<Shot>();
  readonly states = new BehaviorSubject<LaunchMonitorState>(stateOf('waiting', 'not connected yet'));
  readonly #parts: TrackmanRangeMonitorParts;
  readonly #balls = new TrackmanBalls();
  readonly #ending = new AbortController();
  #look: NodeJS.Timeout | undefined;
  #running: Promise<void> | null = null;

  constructor(parts: TrackmanRangeMonitorParts) {
    this.#parts = parts;
  }

  open(): void {
    this.#running ??= this.#run();
    this.#look ??= setInterval(() => {
      for (const ball of this.#balls.overdue(this.#parts.clock.monotonicNs())) this.#deliver(ball);
    }, LOOK_MS);
  }

  state(): LaunchMonitorState {
    return this.states.value;
  }

  /** TrackMan Range knows its players by its own sessions; there is nothing to tell it. */
  setPlayer(): void {}

  async close(): Promise<void> {
    if (this.#ending.signal.aborted) return;
    this.#ending.abort();
    clearInterval(this.#look);
    await this.#running;
    this.states.next(stateOf('off', 'closed'));
    this.shots.complete();
    this.states.complete();
  }

  async #run(): Promise<void> {
    const { log, clock, backoff: options } = this.#parts;
    const { signal } = this.#ending;
    const backoff = new Backoff(options ?? BACKOFF);
    while (!signal.aborted) {
      const startedNs = clock.monotonicNs();
      let reason = 'the site closed the connection';
      try {
        await this.#listen();
      } catch (error) {
        reason = explain(error);
      }
      if (signal.aborted) return;
      const delayMs = backoff.delayAfterRunOf((clock.monotonicNs() - startedNs) / NS_PER_MS);
      log.warn({ reason, delayMs }, 'There is no connection to TrackMan Range.');
      this.#say(stateOf('waiting', `TrackMan Range: ${reason}`));
      await sleep(delayMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Resolves when an open channel has closed; rejects where there was none. */
  async #listen(): Promise<void> {
    const { site, pingMs } = this.#parts;
    const { signal } = this.#ending;
    const channel = await site.openChannel();
    if (signal.aborted) return;
    const socket = new WebSocket(channel.socketUrl, {
      handshakeTimeout: HANDSHAKE_WITHIN_MS,
      maxPayload: MESSAGE_BYTES_MAX,
      followRedirects: false,
    });
    const end = (): void => socket.terminate();
    signal.addEventListener('abort', end, { once: true });
    let isAlive = true;
    const pulse = setInterval(() => {
      if (!isAlive) return socket.terminate();
      isAlive = false;
      if (socket.readyState === WebSocket.OPEN) socket.ping();
    }, pingMs ?? PING_MS);
    socket.on('pong', () => {
      isAlive = true;
    });
    socket.on('message', (data) => {
      isAlive = true;
      // Whole messages come as one buffer, as the library's default has it.
      this.#hear((data as Buffer).toString('utf8'));
    });
    try {
      const closed = new Promise<void>((resolve, reject) => {
        socket.on('close', () => resolve());
        socket.on('error', (error) => reject(trackmanUnreachable('its measurements', error)));
      });
      const isOpen = new Promise<void>((resolve) => {
        socket.on('open', () => resolve());
      });
      await Promise.race([isOpen, closed]);
      if (socket.readyState === WebSocket.OPEN) {
        await Promise.race([channel.subscribe(), closed]);
        this.#say(stateOf('connected', `TrackMan Range, bay ${this.#parts.bayId}`));
      }
      await closed;
    } finally {
      clearInterval(pulse);
      signal.removeEventListener('abort', end);
      socket.terminate();
    }
  }

  #hear(text: string): void {
    const { counters, clock, bayId } = this.#parts;
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      counters.count('launch_monitor_messages_unreadable', { kind: 'trackman' });
      return;
    }
    const measurement = readTrackman(message);
    if (measurement === null) return;
    if (measurement.bayId.toLowerCase() !== bayId.toLowerCase()) {
      counters.count('launch_monitor_shots_of_other_bays');
      return;
    }
    const complete = this.#balls.take(measurement, text, clock.monotonicNs());
    if (complete !== null) this.#deliver(complete);
  }

  #deliver({ id, receivedNs, ball, raw }: TrackmanBall): void {
    const { bayId, counters } = this.#parts;
    counters.count('launch_monitor_shots');
    const shot = { id: uuidv7(), source: 'trackman', deviceId: bayId, shotNumber: id } as const;
    this.shots.next({ ...shot, receivedNs, ball, club: null, raw });
  }

  #say(state: LaunchMonitorState): void {
    const { link, description } = this.states.value;
    if (state.link !== link || state.description !== description) this.states.next(state);
  }
}

/** A range's radar measures whatever flies: it is ready while it is connected, and does not look for a ball on a tee. */
function stateOf(link: LaunchMonitorState['link'], description: string): LaunchMonitorState {
  return { link, isReady: link === 'connected', isBallDetected: false, description };
}
