/**
 * The host's end of the session that PROTOCOL.md describes. Pure: events and the time go in, effects come out; the child
 * process carries them out.
 *
 *      closed ── opened ──► greeting ── welcome ──► announcing ── every device told ──► up
 *        ▲                    ▲  ▲                      │                               │
 *        └──── closed ────────┘  └───────────── lost ───┴───────────────────────────────┘
 *
 * Left unattended, because whom it serves stands still, it sends nothing: after 400 ms both ends take the link for lost.
 * A shorter pause costs nothing.
 *
 * INVARIANTS
 * - The link is up only while heartbeats come back: what the controller says of itself proves one direction alone.
 * - Every session has a boot id of its own, so that no command of an older one can be carried out in it.
 * - `hello` is sent at most every {@link HELLO_EVERY_MS}, whatever the controller answers.
 * - A report is passed on once, and acknowledged when it was handed on, then and whenever it is repeated.
 * - Every command ends in exactly one `ended`, at the latest with the session.
 */
import { NS_PER_MS } from '../../device/clock/clock.ts';
import type { CommandResult, Message, ReportMessage } from '../protocol/message.ts';
import { droppedPacket } from '../protocol/dropped-packet.ts';
import { MESSAGE_TYPES } from '../protocol/message.ts';
import { decodeMessage, encodePayload, flawOf } from '../protocol/message-codec.ts';
import type { Packet } from '../protocol/packet.ts';
import {
  HEARTBEAT_AGAIN_MS,
  HEARTBEAT_MS,
  HELLO_EVERY_MS,
  LINK_LOST_AFTER_MS,
  PROTOCOL_VERSION,
  SAFE_WITHIN_MS,
} from '../protocol/protocol-limits.ts';
import { ClockSync, type HostInstant } from './clock-sync.ts';
import { type AskedCommand, CommandDesk, type EndedCommand, type SentCommand } from './command-desk.ts';
import type { LinkCounts, LinkEffect, LinkInput, LossReason, Told, Vitals } from './link-effect.ts';
import { PulseGate } from './pulse-gate.ts';
import { ReportLedger } from './report-ledger.ts';

/**
 * Announcements and states of 16 devices, each acknowledged, take a third of a second on the slowest line, and ten times as
 * long where one byte in a hundred is lost. Heartbeats hold the session meanwhile, and no command is taken.
 */
const ANNOUNCED_WITHIN_MS = 6_000;
const NS_PER_US = 1_000;

export class LinkMachine {
  readonly counts: LinkCounts = {
    malformed: 0,
    unknownType: 0,
    foreign: 0,
    unfit: 0,
    repeated: 0,
    postponed: 0,
    pulsesDropped: 0,
  };

  /** Which packet was dropped last and why; null while none was, and since a session began or ended. */
  lastDropped: string | null = null;
  /** The same of the last welcome: without one nothing that follows can be taken. */
  droppedWelcome: string | null = null;

  readonly #newBootId: () => number;
  readonly #leastWayNs: number;
  readonly #desk = new CommandDesk();
  readonly #ledger = new ReportLedger();
  readonly #pulseGate = new PulseGate();
  #clock = new ClockSync();
  #clockBootId = 0;
  #phase: 'closed' | 'greeting' | 'announcing' | 'up' = 'closed';
  #hostBootId = 0;
  /** Of the session, 0 outside one. */
  #controllerBootId = 0;
  #devices = 0;
  readonly #announced = new Set<number>();
  readonly #told = new Set<number>();
  /** Of packets that are not acknowledged; those that are have the desk's count. */
  #sequence = 0;
  #helloDueNs = Number.NEGATIVE_INFINITY;
  #isUnattended = false;
  #heartbeatDueNs = 0;
  #heartbeatSentNs = 0;
  #provenNs = 0;
  #announcedByNs = 0;
  #vitals: Vitals | null = null;
  #effects: LinkEffect[] = [];

  /**
   * @param newBootId gives a number from 1 to 2³² − 1 that no session had before
   * @param leastWayNs how long a heartbeat, and its reply, is under way at the least; 0 where that is not known
   */
  constructor(newBootId: () => number, leastWayNs = 0) {
    this.#newBootId = newBootId;
    this.#leastWayNs = leastWayNs;
  }

  get clock(): ClockSync {
    return this.#clock;
  }

  /** When the next `tick` is due, whatever comes before it. */
  get nextDueNs(): number {
    if (this.#isUnattended) return this.#isInSession ? this.#silentNs : Number.POSITIVE_INFINITY;
    switch (this.#phase) {
      case 'closed':
        return Number.POSITIVE_INFINITY;
      case 'greeting':
        return this.#helloDueNs;
      case 'announcing':
        return Math.min(this.#heartbeatDueNs, this.#silentNs, this.#desk.nextDueNs, this.#announcedByNs);
      case 'up':
        return Math.min(this.#heartbeatDueNs, this.#silentNs, this.#desk.nextDueNs);
    }
  }

  /** @param nowNs CLOCK_MONOTONIC now; never earlier than at the last input */
  advance(input: LinkInput, nowNs: number): readonly LinkEffect[] {
    this.#effects = [];
    this.#take(input, nowNs);
    this.#work(nowNs);
    return this.#effects;
  }

  get #silentNs(): number {
    return this.#provenNs + LINK_LOST_AFTER_MS * NS_PER_MS;
  }

  get #isInSession(): boolean {
    return this.#phase === 'announcing' || this.#phase === 'up';
  }

  #take(input: LinkInput, nowNs: number): void {
    switch (input.type) {
      case 'opened':
        if (this.#phase === 'closed') this.#greet();
        return;
      case 'closed':
        if (this.#phase === 'closed') return;
        this.#lose('closed');
        this.#phase = 'closed';
        return;
      case 'packet':
        this.#hear(input.packet, input.arrivedNs, input.hasRoom, nowNs);
        return;
      case 'command':
        this.#ask(input.command);
        return;
      case 'handed-on':
        this.#ledger.handedOn(input.bootId, input.sequence);
        if (this.#isInSession && input.bootId === this.#controllerBootId) this.#acknowledge(input.sequence);
        return;
      case 'start-over':
        if (this.#phase !== 'closed') this.#lose('asked');
        return;
      case 'unattended':
      case 'attended':
        this.#isUnattended = input.type === 'unattended';
        return;
      case 'tick':
        return;
    }
  }

  /** Does what is due. */
  #work(nowNs: number): void {
    if (this.#isUnattended) {
      if (this.#isInSession && nowNs >= this.#silentNs) this.#lose('unattended');
      return;
    }
    if (this.#phase === 'greeting' && nowNs >= this.#helloDueNs) {
      this.#helloDueNs = nowNs + HELLO_EVERY_MS * NS_PER_MS;
      this.#send({ type: 'hello', lowestVersion: PROTOCOL_VERSION, highestVersion: PROTOCOL_VERSION });
    }
    if (!this.#isInSession) return;
    if (nowNs >= this.#silentNs) return this.#lose('silent');
    if (this.#phase === 'announcing' && nowNs >= this.#announcedByNs) return this.#lose('unannounced');
    const { again, ended, isDeaf } = this.#desk.tick(nowNs);
    for (const command of ended) this.#effects.push({ type: 'ended', ended: command });
    if (isDeaf) return this.#lose('deaf');
    const command = again ?? this.#desk.next(nowNs);
    if (command !== null) this.#sendCommand(command);
    if (nowNs >= this.#heartbeatDueNs) {
      this.#heartbeatSentNs = nowNs;
      this.#heartbeatDueNs = nowNs + HEARTBEAT_AGAIN_MS * NS_PER_MS;
      this.#send({ type: 'heartbeat' });
    }
  }

  #hear(packet: Packet, arrivedNs: number, hasRoom: boolean, nowNs: number): void {
    if (this.#phase === 'closed') return;
    const message = decodeMessage(packet);
    if (message === 'malformed') this.#drop('malformed', packet, flawOf(packet));
    else if (message === 'unknown-type') this.#drop('unknownType', packet, flawOf(packet));
    else if (message.type === 'welcome') this.#welcome(packet, message, nowNs);
    else if (!this.#isInSession) this.#drop('foreign', packet, 'it came before a welcome');
    else if (packet.bootId !== this.#controllerBootId) this.#lose('reset');
    else this.#hearInSession(packet, message, arrivedNs, hasRoom, nowNs);
  }

  /** Whether it still waits for a welcome that it can take. */
  get isGreeting(): boolean {
    return this.#phase === 'greeting';
  }

  #drop(count: 'malformed' | 'unknownType' | 'foreign' | 'unfit', packet: Packet, why: string): void {
    this.counts[count]++;
    this.lastDropped = droppedPacket(packet, why);
    if (packet.type === MESSAGE_TYPES.welcome) this.droppedWelcome = this.lastDropped;
  }

  #welcome(packet: Packet, welcome: Told<'welcome'>, nowNs: number): void {
    const { bootId } = packet;
    const { session, safeAfterMs } = welcome;
    if (session !== this.#hostBootId) {
      return this.#drop('foreign', packet, `its session is ${hex(session)}, not ${hex(this.#hostBootId)}`);
    }
    if (safeAfterMs < LINK_LOST_AFTER_MS || safeAfterMs > SAFE_WITHIN_MS) {
      const range = `${LINK_LOST_AFTER_MS} … ${SAFE_WITHIN_MS}`;
      return this.#drop('unfit', packet, `it is safe after ${safeAfterMs} ms, which is not within ${range}`);
    }
    if (this.#isInSession) {
      // A late answer to a repeated `hello`, or of a controller that was reset after the first.
      if (bootId !== this.#controllerBootId) this.#lose('reset');
      return;
    }
    this.#phase = 'announcing';
    this.droppedWelcome = null;
    this.#controllerBootId = bootId;
    this.#devices = welcome.devices;
    this.#provenNs = nowNs;
    this.#heartbeatDueNs = nowNs;
    this.#announcedByNs = nowNs + ANNOUNCED_WITHIN_MS * NS_PER_MS;
    if (bootId !== this.#clockBootId) {
      this.#clock = new ClockSync();
      this.#clockBootId = bootId;
    }
    this.#effects.push({ type: 'welcomed', bootId, welcome });
    this.#riseWhenAllTold();
  }

  #hearInSession(packet: Packet, message: Message, arrivedNs: number, hasRoom: boolean, nowNs: number): void {
    switch (message.type) {
      case 'heartbeat-reply':
        return this.#hearReply(packet, message, arrivedNs);
      case 'ack':
        if (message.bootId !== this.#hostBootId) this.counts.foreign++;
        else this.#end(this.#desk.acknowledged(message.sequence, message.result, nowNs));
        return;
      case 'pulse': {
        const at = this.#instant(message);
        const { bootId, sequence } = packet;
        const passes = hasRoom && this.#pulseGate.passes(arrivedNs);
        if (at !== null && passes) this.#effects.push({ type: 'pulse', bootId, sequence, pulse: message, at });
        else this.counts.pulsesDropped++;
        return;
      }
      case 'announce':
      case 'state':
      case 'event':
      case 'ended':
        return this.#hearReport(packet, message, hasRoom && this.#ledger.hasRoom);
      default:
        // What only a host says: our own bytes, from a line that is joined to itself.
        this.counts.foreign++;
    }
  }

  #hearReply(packet: Packet, reply: Told<'heartbeat-reply'>, arrivedNs: number): void {
    if (reply.session !== this.#hostBootId) return this.#lose('forgotten');
    const { isMotionLocked, isStopPressed, eventsWaiting, eventsDropped } = reply;
    const sentNs = reply.hostSentUs * NS_PER_US;
    this.#heartbeatDueNs = this.#heartbeatSentNs + HEARTBEAT_MS * NS_PER_MS;
    // An answer that was long under way proves nothing about now.
    if (arrivedNs - sentNs < LINK_LOST_AFTER_MS * NS_PER_MS) this.#provenNs = Math.max(this.#provenNs, arrivedNs);
    this.#clock.add({
      sentNs: sentNs + this.#leastWayNs,
      controllerReceivedUs: reply.receivedUs,
      controllerSentUs: packet.sentUs,
      receivedNs: arrivedNs - this.#leastWayNs,
    });
    const vitals = { isMotionLocked, isStopPressed, eventsWaiting, eventsDropped };
    if (this.#vitals !== null && isSame(vitals, this.#vitals)) return;
    this.#vitals = vitals;
    this.#effects.push({ type: 'vitals', vitals });
  }

  #hearReport(packet: Packet, report: ReportMessage, hasRoom: boolean): void {
    const { bootId, sequence } = packet;
    const standing = this.#ledger.standing(bootId, sequence);
    if (standing === 'handed-on') {
      this.counts.repeated++;
      return this.#acknowledge(sequence);
    }
    if (standing === 'passed-on') return;
    if (report.type === 'ended') {
      if (report.bootId === this.#hostBootId) this.#end(this.#desk.ended(report.sequence, report.result));
      this.#ledger.handedOn(bootId, sequence);
      return this.#acknowledge(sequence);
    }
    const named = { type: 'report', bootId, sequence } as const;
    // Before the first exchange of clocks no moment is known; the report comes again.
    const at = report.type === 'announce' ? null : this.#instant(report);
    if (hasRoom && report.type === 'announce') this.#effects.push({ ...named, report, at: null });
    else if (hasRoom && report.type !== 'announce' && at !== null) this.#effects.push({ ...named, report, at });
    else {
      this.counts.postponed++;
      return;
    }
    this.#ledger.passedOn(bootId, sequence);
    if (report.type === 'announce') this.#announced.add(report.device);
    if (report.type === 'state') this.#told.add(report.device);
    this.#riseWhenAllTold();
  }

  #riseWhenAllTold(): void {
    if (this.#phase !== 'announcing') return;
    if (this.#announced.size < this.#devices || this.#told.size < this.#devices) return;
    this.#phase = 'up';
    this.lastDropped = null;
    this.#effects.push({ type: 'up' });
  }

  #ask(command: AskedCommand): void {
    const refuse = (reason: 'link-lost' | 'device-busy'): void => {
      this.#effects.push({ type: 'ended', ended: { id: command.id, outcome: { status: 'refused', reason } } });
    };
    if (this.#phase !== 'up') refuse('link-lost');
    else if (!this.#desk.take(command)) refuse('device-busy');
  }

  #end(ended: EndedCommand | null): void {
    if (ended !== null) this.#effects.push({ type: 'ended', ended });
  }

  #lose(why: LossReason): void {
    for (const ended of this.#desk.endAll()) this.#effects.push({ type: 'ended', ended });
    if (this.#isInSession) this.#effects.push({ type: 'lost', why }, { type: 'discard-output' });
    this.#greet();
  }

  /** The next `hello` waits until it is due: a controller that says nonsense is not asked more often for it. */
  #greet(): void {
    this.#phase = 'greeting';
    this.#hostBootId = this.#newBootId();
    this.#controllerBootId = 0;
    this.lastDropped = null;
    this.droppedWelcome = null;
    this.#sequence = 0;
    this.#announced.clear();
    this.#told.clear();
    this.#ledger.forgetPassedOn();
    this.#vitals = null;
  }

  #instant(stamped: { readonly atUs: number; readonly uncertaintyUs: number }): HostInstant | null {
    const at = this.#clock.hostTimeOf(stamped.atUs);
    if (at === null) return null;
    return { atNs: at.atNs, uncertaintyNs: at.uncertaintyNs + stamped.uncertaintyUs * NS_PER_US };
  }

  #acknowledge(sequence: number): void {
    const result: CommandResult = { status: 'done' };
    this.#send({ type: 'ack', bootId: this.#controllerBootId, sequence, result });
  }

  #send(message: Message): void {
    if (this.#isUnattended) return;
    this.#sequence++;
    const packet = { type: MESSAGE_TYPES[message.type], isRepeat: false, bootId: this.#hostBootId };
    const payload = encodePayload(message);
    this.#effects.push({ type: 'send', packet: { ...packet, sequence: this.#sequence, payload } });
  }

  #sendCommand({ message, sequence, isRepeat }: SentCommand): void {
    const packet = { type: MESSAGE_TYPES[message.type], isRepeat, bootId: this.#hostBootId, sequence };
    this.#effects.push({ type: 'send', packet: { ...packet, payload: encodePayload(message) } });
  }
}

function hex(bootId: number): string {
  return bootId.toString(16).padStart(8, '0');
}

function isSame(a: Vitals, b: Vitals): boolean {
  return (
    a.isMotionLocked === b.isMotionLocked &&
    a.isStopPressed === b.isStopPressed &&
    a.eventsWaiting === b.eventsWaiting &&
    a.eventsDropped === b.eventsDropped
  );
}
