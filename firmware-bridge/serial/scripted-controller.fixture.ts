/**
 * A whole small controller by PROTOCOL.md, without a clock or a line of its own: for tests of the host's end in simulated
 * time. The real firmware is tested against the same driver in the integration tests.
 */
import type { HardwareKind } from '../../device/ports/bay-hardware.port.ts';
import type { CommandResult, Message, ReportMessage } from '../protocol/message.ts';
import { MESSAGE_TYPES } from '../protocol/message.ts';
import { decodeMessage, encodePayload } from '../protocol/message-codec.ts';
import type { Packet } from '../protocol/packet.ts';
import { LINK_LOST_AFTER_MS, RETRY_AFTER_MS } from '../protocol/protocol-limits.ts';

const US_PER_MS = 1_000;
const MOTION_MS = 30;

const DEVICES: readonly (readonly [id: string, kind: HardwareKind])[] = [
  ['light', 'light'],
  ['tee', 'tee'],
  ['beam', 'ball-beam'],
];
export const LIGHT = 0;
export const TEE = 1;
const BEAM = 2;

interface Report {
  readonly message: ReportMessage;
  sequence: number;
}

export class ScriptedController {
  /** Every command that was carried out, by its level or height: tests give each a value of its own. */
  readonly carriedOut: number[] = [];
  /** Moments of the events that the host acknowledged. */
  readonly acknowledged: number[] = [];
  /** Moments of the events that were lost in a reset. */
  readonly forgotten: number[] = [];
  #bootId: number;
  #session = 0;
  #heardUs = 0;
  #reportSequence = 0;
  #otherSequence = 0;
  #last = { bootId: 0, sequence: 0, result: { status: 'done' } as CommandResult };
  #queue: Report[] = [];
  #inFlight: (Report & { sentUs: number; tries: number }) | null = null;
  #motions: { readonly endUs: number; readonly bootId: number; readonly sequence: number }[] = [];
  #out: Packet[] = [];

  constructor(bootId: number) {
    this.#bootId = bootId;
  }

  /** Whether it waits for no acknowledgement. */
  get isIdle(): boolean {
    return this.#inFlight === null && this.#queue.length === 0;
  }

  reset(bootId: number): void {
    const unacknowledged = [...(this.#inFlight === null ? [] : [this.#inFlight]), ...this.#queue];
    for (const { message } of unacknowledged) if (message.type === 'event') this.forgotten.push(message.atUs);
    this.#bootId = bootId;
    this.#session = 0;
    this.#reportSequence = 0;
    this.#otherSequence = 0;
    this.#last = { bootId: 0, sequence: 0, result: { status: 'done' } };
    this.#queue = [];
    this.#inFlight = null;
    this.#motions = [];
  }

  ballGone(atUs: number): void {
    this.#queue.push({
      message: { type: 'event', device: BEAM, event: 'ball-gone', card: new Uint8Array(), atUs, uncertaintyUs: 5 },
      sequence: 0,
    });
  }

  hear(packet: Packet, nowUs: number): Packet[] {
    this.#out = [];
    const message = decodeMessage(packet);
    if (typeof message === 'string') return [];
    if (message.type === 'hello') this.#greet(packet.bootId, nowUs);
    else if (message.type === 'heartbeat') this.#answer(packet, nowUs);
    else if (packet.bootId === this.#session) {
      this.#heardUs = nowUs;
      if (message.type === 'ack') this.#acknowledged(message);
      else this.#carryOut(packet, message, nowUs);
    }
    return this.#out;
  }

  tick(nowUs: number): Packet[] {
    this.#out = [];
    if (this.#session !== 0 && nowUs - this.#heardUs > LINK_LOST_AFTER_MS * US_PER_MS) this.#endSession();
    for (const { endUs, bootId, sequence } of this.#motions.filter((motion) => motion.endUs <= nowUs)) {
      const ended: ReportMessage = { type: 'ended', bootId, sequence, result: { status: 'done' }, atUs: endUs };
      this.#queue.push({ message: ended, sequence: 0 });
    }
    this.#motions = this.#motions.filter((motion) => motion.endUs > nowUs);
    if (this.#session !== 0) this.#report(nowUs);
    return this.#out;
  }

  #greet(host: number, nowUs: number): void {
    if (this.#session !== host) {
      this.#endSession();
      this.#session = host;
      const announcements = DEVICES.map(([id, kind], device): ReportMessage => {
        return { type: 'announce', device, id, kind, fields: kind === 'tee' ? { motionTimeoutMs: 200 } : {} };
      });
      const states = DEVICES.map((_device, device): ReportMessage => {
        return { type: 'state', device, condition: 'ready', fault: null, fields: {}, atUs: nowUs, uncertaintyUs: 0 };
      });
      const fresh = (messages: ReportMessage[]): Report[] => messages.map((message) => ({ message, sequence: 0 }));
      this.#queue = [...fresh(announcements), ...this.#queue, ...fresh(states)];
    }
    this.#heardUs = nowUs;
    const description = 'scripted';
    const [lowestVersion, highestVersion] = [1, 1];
    const devices = DEVICES.length;
    this.#send(
      { type: 'welcome', session: host, lowestVersion, highestVersion, devices, safeAfterMs: 400, description },
      nowUs,
    );
  }

  /** Events are kept with their place; what is told anew in each session is not. */
  #endSession(): void {
    this.#session = 0;
    this.#motions = [];
    this.#queue = this.#queue.filter(({ message }) => message.type === 'event');
    if (this.#inFlight !== null && this.#inFlight.message.type === 'event') this.#queue.unshift(this.#inFlight);
    this.#inFlight = null;
  }

  #answer(packet: Packet, nowUs: number): void {
    if (packet.bootId === this.#session) this.#heardUs = nowUs;
    this.#send(
      {
        type: 'heartbeat-reply',
        session: this.#session,
        hostSentUs: packet.sentUs,
        receivedUs: nowUs,
        isMotionLocked: false,
        isStopPressed: false,
        isSafe: this.#session === 0,
        eventsWaiting: this.#queue.length,
        eventsDropped: 0,
      },
      nowUs,
    );
  }

  #acknowledged({ bootId, sequence }: { bootId: number; sequence: number }): void {
    if (bootId !== this.#bootId || this.#inFlight?.sequence !== sequence) return;
    const { message } = this.#inFlight;
    if (message.type === 'event') this.acknowledged.push(message.atUs);
    this.#inFlight = null;
  }

  #carryOut(packet: Packet, message: Message, nowUs: number): void {
    const { bootId, sequence } = packet;
    const isSameBoot = this.#last.bootId === bootId;
    if (isSameBoot && sequence < this.#last.sequence) return;
    if (!isSameBoot || sequence > this.#last.sequence) {
      let result: CommandResult = { status: 'done' };
      if (message.type === 'light-level') this.carriedOut.push(message.levelPer10000);
      if (message.type === 'tee-height') {
        this.carriedOut.push(message.heightUm);
        result = { status: 'begun' };
        this.#motions.push({ endUs: nowUs + MOTION_MS * US_PER_MS, bootId, sequence });
      }
      this.#last = { bootId, sequence, result };
    }
    this.#send({ type: 'ack', bootId, sequence, result: this.#last.result }, nowUs);
  }

  #report(nowUs: number): void {
    const next = this.#inFlight ?? this.#queue.shift();
    if (next === undefined) return;
    const tries = this.#inFlight?.tries ?? 0;
    if (this.#inFlight !== null && nowUs - this.#inFlight.sentUs < RETRY_AFTER_MS * US_PER_MS) return;
    if (next.sequence === 0) {
      this.#reportSequence++;
      next.sequence = this.#reportSequence;
    }
    this.#inFlight = { message: next.message, sequence: next.sequence, sentUs: nowUs, tries: tries + 1 };
    this.#out.push(this.#packet(next.message, next.sequence, tries > 0, nowUs));
  }

  #send(message: Message, nowUs: number): void {
    this.#otherSequence++;
    this.#out.push(this.#packet(message, this.#otherSequence, false, nowUs));
  }

  #packet(message: Message, sequence: number, isRepeat: boolean, sentUs: number): Packet {
    const payload = encodePayload(message);
    return { version: 1, type: MESSAGE_TYPES[message.type], isRepeat, bootId: this.#bootId, sequence, sentUs, payload };
  }
}
