/**
 * The bay's own controller behind `BayHardware`: keeps the process of the serial line alive, and the picture of what
 * stands behind it.
 *
 * INVARIANTS
 * - Every command ends in one outcome: with the controller's answer, with the link, or with the line's process.
 * - The picture is `unknown` when the line's process was silent for {@link CHILD_SILENT_MS_MAX}, whatever the reason.
 * - A report is acknowledged after `events` has delivered it.
 * - The motion lock that was last asked for holds again before any other command, whenever the link comes back.
 */
import { randomInt } from 'node:crypto';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Observable, Subject } from 'rxjs';
import { type Clock, NS_PER_MS } from '../../device/clock/clock.ts';
import type {
  BayHardware,
  CommandOutcome,
  HardwareCommand,
  HardwareEvent,
  HardwareState,
} from '../../device/ports/bay-hardware.port.ts';
import { SupervisedChild } from '../../device/process/supervised-child.ts';
import type { Log } from '../../device/telemetry/log.ts';
import type { CommandMessage } from '../protocol/message.ts';
import { LINK_LOST_AFTER_MS } from '../protocol/protocol-limits.ts';
import type { EndedCommand } from './command-desk.ts';
import { HardwareClosedError } from '../hardware-closed-error.ts';
import { SerialLineError } from './errors.ts';
import { HardwarePicture } from './hardware-picture.ts';
import type { LossReason } from './link-effect.ts';
import type { UsbIdentity } from './port-choice.ts';
import type { SerialHardwareConfig } from './serial.config.ts';
import {
  type ClockStanding,
  DAEMON_PULSE_MS,
  type PortTrouble,
  PULSE_MS,
  type SerialCounts,
  type SerialOrder,
  type SerialReport,
} from './serial-messages.ts';
import { wireCommand } from './wire-command.ts';

/** Node and the port's native code, on a machine that is busy with an analysis. */
const START_MS_MAX = 10_000;
const RESTART = { firstDelayMs: 100, delayMsMax: 1_500, healthyAfterMs: 10_000 };
/** Its controller is safe long before; then the process itself is given up. */
const CHILD_FROZEN_MS = 1_200;
const CHILD_SILENT_MS_MAX = LINK_LOST_AFTER_MS;
const WATCH_MS = 25;
const STOP_GRACE_MS = 1_500;
const GO_SAFE_MS_MAX = 400;
const DROP_NAMED_EVERY_MS = 2_000;
const HOST_ID_MAX = 2 ** 48 - 1;

const LOSSES: { readonly [why in LossReason]: string | null } = {
  closed: null,
  asked: null,
  silent: 'does not answer',
  deaf: 'does not hear',
  forgotten: 'has ended the session',
  reset: 'was reset',
  unannounced: 'does not say what it has',
  unattended: 'was left to itself, since this bay’s program stood still',
};

export interface SerialHardwareParts {
  readonly config: SerialHardwareConfig;
  readonly clock: Clock;
  readonly log: Log;
}

/** For the doctor and benches: how the line is. */
export interface SerialStanding {
  /** Why there is no link, as far as it is known; null while there is one. */
  readonly trouble: SerialLineError | null;
  readonly counts: SerialCounts | null;
  readonly clock: ClockStanding | null;
  /** By the controller, since it started, because it had no room for them. */
  readonly eventsDropped: number;
  readonly restarts: number;
  /** Of the line's process. */
  readonly pid: number | undefined;
}

/** Looks for the controller from now on; `state().link` tells when it is found. */
export function openSerialHardware(parts: SerialHardwareParts): SerialBayHardware {
  return new SerialBayHardware(parts);
}

export class SerialBayHardware implements BayHardware {
  readonly #parts: SerialHardwareParts;
  readonly #child: SupervisedChild;
  readonly #events = new Subject<HardwareEvent>();
  readonly #picture: HardwarePicture;
  readonly #open = new Map<number, (outcome: CommandOutcome) => void>();
  readonly #watch: NodeJS.Timeout;
  readonly #beat: NodeJS.Timeout;
  #commandId = 0;
  #heardMs = performance.now();
  /** Until it has, the line's process is starting, which its supervisor watches. */
  #hasSpoken = false;
  /** The line's process was silent for too long: what it says counts again from its next session on. */
  #isDeaf = false;
  #isLockWanted = false;
  #remembered: UsbIdentity | null = null;
  #path: string;
  #trouble: SerialLineError | null = null;
  #eventsDropped = 0;
  #counts: SerialCounts | null = null;
  #clock: ClockStanding | null = null;
  #dropNamed: string | null = null;
  #dropNamedMs = Number.NEGATIVE_INFINITY;
  #closing: Promise<void> | null = null;

  constructor(parts: SerialHardwareParts) {
    this.#parts = parts;
    const { port } = parts.config;
    this.#path = port;
    this.#picture = new HardwarePicture(`host-${randomInt(HOST_ID_MAX).toString(16)}`, `no controller yet at ${port}`);
    const entry = fileURLToPath(new URL(`./serial-child${extname(fileURLToPath(import.meta.url))}`, import.meta.url));
    this.#child = new SupervisedChild({
      name: 'serial line',
      command: process.execPath,
      args: [entry],
      ipc: true,
      outputAgeMsMax: CHILD_FROZEN_MS,
      startMsMax: START_MS_MAX,
      restart: RESTART,
      stopGraceMs: STOP_GRACE_MS,
      onStarted: () => this.#start(),
      onMessage: (message) => this.#hear(message as SerialReport),
      onStopped: ({ reason, lastWords }) => {
        if (reason === 'stopped') return;
        this.#lose(0);
        this.#suffer({ code: 'serial/died', detail: lastWords || 'The process of the serial line ended.' });
      },
      log: parts.log,
    });
    this.#child.start();
    this.#watch = setInterval(() => this.#watchChild(), WATCH_MS);
    this.#beat = setInterval(() => this.#order({ type: 'alive' }), DAEMON_PULSE_MS);
  }

  get events(): Observable<HardwareEvent> {
    return this.#events;
  }

  get standing(): SerialStanding {
    const { restarts, pid } = this.#child;
    const eventsDropped = this.#eventsDropped;
    return { trouble: this.#trouble, counts: this.#counts, clock: this.#clock, eventsDropped, restarts, pid };
  }

  state(): HardwareState {
    return this.#picture.state(this.#isLockWanted);
  }

  command(command: HardwareCommand): Promise<CommandOutcome> {
    if (this.#closing !== null) return Promise.reject(new HardwareClosedError());
    // A lock is wanted from the moment it is asked for, and also where the link is lost: it only forbids.
    if (command.type === 'motion-lock') this.#isLockWanted = command.isOn;
    const { isMotionLocked, isStopPressed, link } = this.state();
    const wire = wireCommand(command, {
      isLinkUp: link === 'up',
      isStopPressed,
      isMotionLocked,
      device: command.type === 'motion-lock' ? undefined : this.#picture.announced(command.device),
    });
    if (typeof wire === 'string') return Promise.resolve({ status: 'refused', reason: wire });
    return this.#ask(wire.message, wire.motionTimeoutMs);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    if (this.#picture.link === 'up') {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, GO_SAFE_MS_MAX);
      void this.#ask({ type: 'go-safe' }, 0).then(() => resolve());
      await promise;
      clearTimeout(timer);
    }
    clearInterval(this.#watch);
    clearInterval(this.#beat);
    await this.#child.stop();
    this.#lose(0);
    this.#events.complete();
  }

  #ask(message: CommandMessage, motionTimeoutMs: number): Promise<CommandOutcome> {
    this.#commandId++;
    const id = this.#commandId;
    const { promise, resolve } = Promise.withResolvers<CommandOutcome>();
    this.#open.set(id, resolve);
    const isSent = this.#order({ type: 'command', command: { id, message, motionTimeoutMs } });
    if (!isSent) this.#end({ id, outcome: { status: 'refused', reason: 'link-lost' } });
    return promise;
  }

  #start(): void {
    this.#hasSpoken = false;
    this.#isDeaf = false;
    const { port, baudRate, isUart } = this.#parts.config;
    this.#order({ type: 'start', port, baudRate, isUart, remembered: this.#remembered });
  }

  #order(order: SerialOrder): boolean {
    return this.#child.send(order);
  }

  #hear(report: SerialReport): void {
    this.#heardMs = performance.now();
    this.#hasSpoken = true;
    if (this.#isDeaf && !this.#listensAgain(report)) return;
    switch (report.type) {
      case 'opened':
        this.#path = report.path;
        this.#remembered = report.identity ?? this.#remembered;
        return;
      case 'trouble':
        return this.#suffer(report.trouble);
      case 'welcomed':
        this.#picture.welcomed(report.bootId);
        this.#picture.describe(`${report.welcome.description} at ${this.#path}`);
        return;
      case 'up':
        return this.#rise();
      case 'lost':
        return this.#hearLoss(report.why, report.atNs);
      case 'report': {
        const events = this.#picture.report(report);
        if (events === null) return;
        this.#tell(events);
        this.#order({ type: 'handed-on', bootId: report.bootId, sequence: report.sequence });
        return;
      }
      case 'pulse':
        return this.#tell(this.#picture.pulse(report));
      case 'vitals':
        this.#picture.vitals(report.vitals);
        return this.#countDropped(report.vitals.eventsDropped);
      case 'ended':
        return this.#end(report.ended);
      case 'pulse-of-life':
        this.#counts = report.counts;
        this.#clock = report.clock;
        return this.#nameDropped(report.counts.lastDropped);
    }
  }

  /** Asked to start over, the line's process begins a session; only from there on is the picture whole again. */
  #listensAgain(report: SerialReport): boolean {
    if (report.type === 'welcomed' || report.type === 'opened' || report.type === 'trouble') this.#isDeaf = false;
    return !this.#isDeaf;
  }

  #hearLoss(why: LossReason, noticedNs: number): void {
    this.#parts.log.warn({ why }, 'The link to the bay’s controller is lost.');
    const readAfterMs = Math.max(0, this.#parts.clock.monotonicNs() - noticedNs) / NS_PER_MS;
    this.#lose(readAfterMs + (why === 'silent' || why === 'unattended' ? LINK_LOST_AFTER_MS : 0));
    // What closed the port has been told before.
    const detail = LOSSES[why];
    const code = why === 'unattended' ? 'serial/unattended' : 'serial/silent';
    if (detail !== null) this.#suffer({ code, detail: `The controller at ${this.#path} ${detail}.` });
  }

  #suffer(trouble: PortTrouble): void {
    this.#trouble = new SerialLineError(trouble);
    // Somebody who sends what cannot be understood is told so, whatever else is wrong with the line.
    const dropped = this.#dropNamed === null ? '' : ` A packet was dropped, ${this.#dropNamed}`;
    this.#picture.describe(`no controller: ${trouble.detail}${dropped}`);
    this.#parts.log.warn({ ...trouble }, 'There is no line to the bay’s controller.');
  }

  /** Who writes a controller learns here why its link does not come up; a line of noise does not fill the log. */
  #nameDropped(lastDropped: string | null): void {
    const nowMs = performance.now();
    if (lastDropped === this.#dropNamed || (lastDropped !== null && nowMs < this.#dropNamedMs + DROP_NAMED_EVERY_MS))
      return;
    this.#dropNamed = lastDropped;
    if (lastDropped === null) return;
    this.#dropNamedMs = nowMs;
    this.#picture.describe(`no controller: a packet at ${this.#path} was dropped, ${lastDropped}`);
    this.#parts.log.warn({ lastDropped }, 'A packet of the bay’s controller was dropped.');
  }

  /** What a controller had to forget, since nobody took it from it for long, is gone; that it was is told. */
  #countDropped(eventsDropped: number): void {
    if (eventsDropped > this.#eventsDropped) {
      this.#parts.log.warn({ eventsDropped }, 'The bay’s controller had no room for all its events.');
    }
    this.#eventsDropped = eventsDropped;
  }

  #rise(): void {
    this.#trouble = null;
    this.#tell(this.#picture.up(this.#parts.clock.monotonicNs()));
    // Before any other: the events above may have asked for motions, which the wanted lock refused.
    if (this.#isLockWanted) void this.#ask({ type: 'motion-lock', isOn: true }, 0);
  }

  #watchChild(): void {
    if (!this.#isChildSilent() || this.#isDeaf) return;
    // After a pause of this very process its messages are still to be read: they come first.
    setImmediate(() => {
      if (!this.#isChildSilent() || this.#isDeaf || this.#child.pid === undefined) return;
      this.#isDeaf = true;
      this.#parts.log.warn({}, 'The process of the serial line is silent.');
      this.#lose(CHILD_SILENT_MS_MAX);
      this.#order({ type: 'start-over' });
    });
  }

  #isChildSilent(): boolean {
    return this.#hasSpoken && performance.now() - this.#heardMs > CHILD_SILENT_MS_MAX;
  }

  /** @param unnoticedMs how long it may have been lost before it was noticed, beyond the time between two pulses */
  #lose(unnoticedMs: number): void {
    const atNs = this.#parts.clock.monotonicNs();
    this.#tell(this.#picture.lost(atNs, (unnoticedMs + PULSE_MS) * NS_PER_MS));
    for (const id of this.#open.keys()) this.#end({ id, outcome: { status: 'failed', fault: 'link-lost' } });
  }

  #end({ id, outcome }: EndedCommand): void {
    this.#open.get(id)?.(outcome);
    this.#open.delete(id);
  }

  #tell(events: readonly HardwareEvent[]): void {
    for (const event of events) this.#events.next(event);
  }
}
