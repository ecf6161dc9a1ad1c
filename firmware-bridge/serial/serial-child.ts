/**
 * The process of the serial line: owns the port, keeps the session with the controller and its clock, and passes on what
 * the controller reports. An adapter that is unplugged may take it down; the daemon starts it again.
 *
 * It decides nothing about the bay. It lives so long as the daemon does, and falls silent when the daemon hangs, so that
 * the controller goes safe.
 */
import { randomInt } from 'node:crypto';
import { constants, setPriority } from 'node:os';
import { NS_PER_MS, NS_PER_S, systemClock } from '../../device/clock/clock.ts';
import { exitWithOwner } from '../../device/process/exit-with-owner.ts';
import { FrameReader } from '../protocol/frame-reader.ts';
import { encodeFrame } from '../protocol/packet.ts';
import { CRC_BYTES, HEADER_BYTES, PACKET_BYTES_MAX, PROTOCOL_VERSION } from '../protocol/protocol-limits.ts';
import type { LinkEffect, LinkInput, OutgoingPacket } from './link-effect.ts';
import { LinkMachine } from './link-machine.ts';
import { wantedPort } from './port-choice.ts';
import { PortKeeper } from './port-keeper.ts';
import {
  type ClockStanding,
  DAEMON_SILENT_MS_MAX,
  DAEMON_WATCH_MS,
  PULSE_MS,
  type SerialOrder,
  type SerialReport,
} from './serial-messages.ts';

/** Reports on their way to a daemon that does not read; beyond it the controller keeps them. */
const UNSENT_MAX = 128;
/**
 * A tick that comes so late finds a controller silent that was only not listened to: what waits in the port is read
 * first, for {@link READ_FIRST_MS}.
 */
const LATE_MS = 50;
const READ_FIRST_MS = 20;
/** A link that is lost brings what was meant for the session before; only then is a drop worth naming. */
const DROPPED_TOLD_AFTER_MS = 1_000;
const BOOT_ID_MAX = 2 ** 32 - 1;
const NS_PER_US = 1_000;
/** Header, payload and checksum of a heartbeat as of its reply, the byte of its stuffing, and a zero on either side. */
const HEARTBEAT_FRAME_BYTES = HEADER_BYTES + 24 + CRC_BYTES + 3;
const BITS_A_BYTE = 10;
const BAUD_RATE_TOLERANCE = 1.05;

let unsent = 0;

function report(message: SerialReport): void {
  unsent++;
  process.send?.(message, undefined, undefined, () => {
    unsent--;
  });
}

class SerialProcess {
  readonly #machine: LinkMachine;
  readonly #reader = new FrameReader();
  readonly #keeper: PortKeeper;
  #timer: NodeJS.Timeout | undefined;
  #tickDueNs = Number.POSITIVE_INFINITY;
  #newestUs: number | null = null;
  #isUp = false;
  #versionTold: number | undefined;
  #daemonHeardMs = performance.now();
  #isAttended = true;
  #changedMs = performance.now();

  constructor(order: Extract<SerialOrder, { type: 'start' }>) {
    const wanted = wantedPort(order.port);
    if (wanted === null) throw new RangeError(`${order.port} names no port`);
    this.#machine = new LinkMachine(() => randomInt(1, BOOT_ID_MAX), order.isUart ? leastWayNs(order.baudRate) : 0);
    this.#keeper = new PortKeeper({
      wanted,
      baudRate: order.baudRate,
      remembered: order.remembered,
      onChunk: (bytes, arrivedNs) => this.#read(bytes, arrivedNs),
      onOpened: (path, identity) => {
        this.#reader.reset();
        report({ type: 'opened', path, identity });
        this.#advance({ type: 'opened' });
      },
      onClosed: () => this.#advance({ type: 'closed' }),
      onTrouble: (trouble) => report({ type: 'trouble', trouble }),
      isAnswering: () => this.#isUp,
      onWedged: () => {
        report({ type: 'trouble', trouble: { code: 'serial/wedged', detail: 'The port could not be closed.' } });
        setTimeout(() => process.exit(1), PULSE_MS);
      },
    });
  }

  run(): void {
    void this.#keeper.run();
    setInterval(() => this.#live(), PULSE_MS);
    setInterval(() => this.#watchDaemon(), DAEMON_WATCH_MS);
  }

  stop(): Promise<void> {
    return this.#keeper.stop();
  }

  obey(order: SerialOrder): void {
    this.#daemonHeardMs = performance.now();
    this.#attend(true);
    if (order.type === 'command') this.#advance({ type: 'command', command: order.command });
    else if (order.type === 'handed-on' || order.type === 'start-over') this.#advance(order);
  }

  #watchDaemon(): void {
    if (performance.now() - this.#daemonHeardMs > DAEMON_SILENT_MS_MAX) this.#attend(false);
  }

  #attend(isAttended: boolean): void {
    if (isAttended === this.#isAttended) return;
    this.#isAttended = isAttended;
    this.#advance({ type: isAttended ? 'attended' : 'unattended' });
  }

  #live(): void {
    this.#tellVersion();
    // A daemon that does not read finds the newest when it does.
    if (unsent < UNSENT_MAX) report({ type: 'pulse-of-life', counts: this.#counts(), clock: this.#clockStanding() });
  }

  /** Once for each version: a controller of another one is there and cannot be spoken to. */
  #tellVersion(): void {
    const { otherVersion } = this.#reader;
    if (this.#isUp || otherVersion === undefined || otherVersion === this.#versionTold) return;
    this.#versionTold = otherVersion;
    const detail = `The controller speaks version ${otherVersion} of the protocol, this bay version ${PROTOCOL_VERSION}.`;
    report({ type: 'trouble', trouble: { code: 'serial/version', detail } });
  }

  #read(bytes: Uint8Array, arrivedNs: number): void {
    for (const packet of this.#reader.push(bytes)) {
      this.#newestUs = packet.sentUs;
      this.#advance({ type: 'packet', packet, arrivedNs, hasRoom: unsent < UNSENT_MAX });
    }
  }

  #advance(input: LinkInput): void {
    for (const effect of this.#machine.advance(input, systemClock.monotonicNs())) this.#carryOut(effect);
    this.#arm(this.#machine.nextDueNs);
  }

  #carryOut(effect: LinkEffect): void {
    switch (effect.type) {
      case 'send':
        this.#send(effect.packet);
        return;
      case 'discard-output':
        this.#keeper.line?.discardOutput();
        return;
      case 'up':
        this.#change(true);
        report(effect);
        return;
      case 'lost':
        this.#change(false);
        report({ ...effect, atNs: systemClock.monotonicNs() });
        return;
      default:
        report(effect);
    }
  }

  #change(isUp: boolean): void {
    this.#isUp = isUp;
    this.#changedMs = performance.now();
    this.#reader.forgetDropped();
  }

  #send(packet: OutgoingPacket): void {
    this.#keeper.line?.write(
      () => encodeFrame({ ...packet, sentUs: Math.floor(systemClock.monotonicNs() / NS_PER_US) }),
      PACKET_BYTES_MAX,
    );
  }

  #arm(dueNs: number): void {
    if (dueNs === this.#tickDueNs) return;
    this.#tickDueNs = dueNs;
    clearTimeout(this.#timer);
    if (!Number.isFinite(dueNs)) return;
    this.#timer = setTimeout(() => this.#tick(), Math.max(0, (dueNs - systemClock.monotonicNs()) / NS_PER_MS));
  }

  #tick(): void {
    const lateMs = (systemClock.monotonicNs() - this.#tickDueNs) / NS_PER_MS;
    this.#tickDueNs = Number.POSITIVE_INFINITY;
    if (lateMs < LATE_MS) this.#advance({ type: 'tick' });
    else this.#timer = setTimeout(() => this.#advance({ type: 'tick' }), READ_FIRST_MS);
  }

  #counts() {
    const line = this.#keeper.line?.counts ?? { bytesIn: 0, bytesOut: 0, framesDiscarded: 0 };
    const { packets, dropped, bytesDropped } = this.#reader.counts;
    const framesDropped = Object.values(dropped).reduce((sum, count) => sum + count, 0);
    const { opens } = this.#keeper;
    const isDown = !this.#isUp && performance.now() - this.#changedMs > DROPPED_TOLD_AFTER_MS;
    const lastDropped = isDown ? this.#tellingDrop() : null;
    return { ...line, ...this.#machine.counts, packets, framesDropped, noiseBytes: bytesDropped, opens, lastDropped };
  }

  /** What was a packet and no message says more than noise does, and a welcome more than what came after it. */
  #tellingDrop(): string | null {
    const welcome = this.#machine.isGreeting ? (this.#machine.droppedWelcome ?? this.#reader.droppedWelcome) : null;
    return welcome ?? this.#machine.lastDropped ?? this.#reader.lastDropped;
  }

  #clockStanding(): ClockStanding | null {
    const { clock } = this.#machine;
    const newest = this.#newestUs === null ? null : clock.hostTimeOf(this.#newestUs);
    return newest === null ? null : { exchanges: clock.exchanges, driftPpm: clock.driftPpm, newest };
  }
}

/** A heartbeat's bytes, with start and stop bit, on a line that runs as much too fast as still works. */
function leastWayNs(baudRate: number): number {
  return ((HEARTBEAT_FRAME_BYTES * BITS_A_BYTE) / (baudRate * BAUD_RATE_TOLERANCE)) * NS_PER_S;
}

/** The controller's dead man's switch must not wait for a swing's analysis. Where that is not allowed it is left. */
function hurry(): void {
  try {
    setPriority(constants.priority.PRIORITY_HIGH);
  } catch {
    // Only the superuser may; the analysis has a low priority of its own.
  }
}

process.once('message', (order: SerialOrder) => {
  if (order.type !== 'start') throw new TypeError(`The first order was ${order.type}.`);
  hurry();
  const serial = new SerialProcess(order);
  exitWithOwner(() => serial.stop());
  process.on('message', (next: SerialOrder) => serial.obey(next));
  serial.run();
});
