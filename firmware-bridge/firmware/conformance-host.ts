/**
 * A host that asks a controller for what PROTOCOL.md promises: speaks the protocol by the codec alone, and can misbehave in
 * every way that this needs: silent, deaf, repeating, lying about its boot id.
 */
import { SerialPort } from 'serialport';

import { FrameReader } from '../protocol/frame-reader.ts';
import { droppedPacket } from '../protocol/dropped-packet.ts';
import { decodeMessage, encodePayload, flawOf } from '../protocol/message-codec.ts';
import { type CommandMessage, type CommandResult, type Message, MESSAGE_TYPES, needsAck } from '../protocol/message.ts';
import { encodeFrame, type Packet } from '../protocol/packet.ts';
import {
  BAUD_RATE,
  HEARTBEAT_MS,
  HELLO_EVERY_MS,
  PROTOCOL_VERSION,
  RETRY_AFTER_MS,
} from '../protocol/protocol-limits.ts';

/** Five times what is promised, for machines that are busy with other things. */
const WAIT_MS = 10_000;
/** A controller may say nonsense for as long as it likes. */
const UNREADABLE_MAX = 100;

export type Received<Type extends Message['type'] = Message['type']> = Packet & {
  readonly message: Extract<Message, { type: Type }>;
  readonly arrivedUs: number;
};

export const hostUs = (): number => Math.round(Number(process.hrtime.bigint() / 1000n));
const newBootId = (): number => 1 + Math.floor(Math.random() * 0xfffffffe);

export class ConformanceHost {
  bootId = newBootId();
  sequence = 0;
  /** Acknowledges reports by itself. */
  isAcknowledging = true;
  isBeating = true;
  /** Everything that came, in order. Reports that were repeated are here as often as they came. */
  readonly received: Received[] = [];
  /** What came and says nothing, with the reason; at most {@link UNREADABLE_MAX}. */
  readonly unreadable: string[] = [];
  readonly reader = new FrameReader();
  readonly #waitMs: number;
  readonly #port: SerialPort;
  readonly #timer: NodeJS.Timeout;
  #plainSequence = 0;
  #session = 0;

  private constructor(port: SerialPort, waitMs: number) {
    this.#port = port;
    this.#waitMs = waitMs;
    port.on('data', (chunk: Buffer) => this.#take(chunk));
    port.on('error', () => undefined);
    this.#timer = setInterval(() => {
      if (this.isBeating && this.#session !== 0) this.send({ type: 'heartbeat' });
    }, HEARTBEAT_MS);
  }

  /** `waitMs`: how long is waited for what must come. Rejects with the system's own words for a port that does not open. */
  static async open(path: string, waitMs = WAIT_MS): Promise<ConformanceHost> {
    const port = new SerialPort({ path, baudRate: BAUD_RATE, autoOpen: false });
    await new Promise<void>((resolve, reject) => {
      port.open((error) => (error === null ? resolve() : reject(error)));
    });
    return new ConformanceHost(port, waitMs);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    if (!this.#port.isOpen) return;
    await new Promise<void>((resolve) => {
      this.#port.close(() => resolve());
    });
  }

  write(bytes: Uint8Array): void {
    this.#port.write(Buffer.from(bytes));
  }

  send(message: Message, packet: Partial<Packet> = {}): void {
    const isAcknowledged = needsAck(message.type);
    const sequence = packet.sequence ?? (isAcknowledged ? ++this.sequence : ++this.#plainSequence);
    this.write(
      encodeFrame({
        type: MESSAGE_TYPES[message.type],
        isRepeat: false,
        bootId: this.bootId,
        sentUs: hostUs(),
        payload: encodePayload(message),
        ...packet,
        sequence,
      }),
    );
  }

  /** Opens a session and waits until every device has been announced and has told its state. */
  async greet(): Promise<{ readonly welcome: Received<'welcome'>; readonly controllerBootId: number }> {
    const from = this.received.length;
    const hello = (): void =>
      this.send({ type: 'hello', lowestVersion: PROTOCOL_VERSION, highestVersion: PROTOCOL_VERSION });
    hello();
    const repeated = setInterval(hello, HELLO_EVERY_MS);
    const welcome = await this.next('welcome', (message) => message.session === this.bootId, from).finally(() =>
      clearInterval(repeated),
    );
    this.#session = this.bootId;
    const has = (type: 'announce' | 'state', device: number): boolean =>
      this.received.slice(from).some(({ message }) => message.type === type && message.device === device);
    await this.until(() =>
      Array.from({ length: welcome.message.devices }, (_, device) => device).every(
        (device) => has('announce', device) && (has('state', device) || !this.isAcknowledging),
      ),
    );
    return { welcome, controllerBootId: welcome.bootId };
  }

  /** Another host, as after a restart of the appliance. */
  becomeAnother(): void {
    this.bootId = newBootId();
    this.sequence = 0;
    this.#session = 0;
  }

  /** The first message of a type from an index of `received` on, waited for. */
  async next<Type extends Message['type']>(
    type: Type,
    isIt: (message: Extract<Message, { type: Type }>) => boolean = () => true,
    from = this.received.length,
  ): Promise<Received<Type>> {
    const find = (): Received<Type> | undefined =>
      this.received
        .slice(from)
        .find(({ message }) => message.type === type && isIt(message as Extract<Message, { type: Type }>)) as
        | Received<Type>
        | undefined;
    await this.until(() => find() !== undefined, `a ${type}`);
    const found = find();
    if (found === undefined) throw new Error('It was there a moment ago.');
    return found;
  }

  /** The answer to a command, which is repeated until it comes. */
  async answerTo(command: CommandMessage): Promise<CommandResult> {
    const from = this.received.length;
    const sequence = ++this.sequence;
    this.send(command, { sequence });
    const repeated = setInterval(() => this.send(command, { sequence, isRepeat: true }), RETRY_AFTER_MS);
    const ack = await this.next(
      'ack',
      (message) => message.bootId === this.bootId && message.sequence === sequence,
      from,
    ).finally(() => clearInterval(repeated));
    return ack.message.result;
  }

  /** How a command ended, waiting for its end where it was only begun. */
  async outcomeOf(command: CommandMessage): Promise<CommandResult> {
    const from = this.received.length;
    const answer = await this.answerTo(command);
    return answer.status === 'begun' ? this.endOf(this.sequence, from) : answer;
  }

  async endOf(sequence: number, from = 0): Promise<CommandResult> {
    const isIt = (message: { bootId: number; sequence: number }): boolean =>
      message.bootId === this.bootId && message.sequence === sequence;
    return (await this.next('ended', isIt, from)).message.result;
  }

  async until(isSo: () => boolean, what = 'what was waited for'): Promise<void> {
    const until = performance.now() + this.#waitMs;
    while (!isSo()) {
      if (performance.now() > until) throw new Error(`The controller did not send ${what}.`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  #take(chunk: Buffer): void {
    const arrivedUs = hostUs();
    for (const packet of this.reader.push(chunk)) {
      const message = decodeMessage(packet);
      if (typeof message === 'string') {
        if (this.unreadable.length < UNREADABLE_MAX) this.unreadable.push(droppedPacket(packet, flawOf(packet)));
        continue;
      }
      this.received.push({ ...packet, message, arrivedUs });
      if (this.isAcknowledging && needsAck(message.type)) this.acknowledge(packet);
    }
  }

  acknowledge({ bootId, sequence }: { readonly bootId: number; readonly sequence: number }): void {
    this.send({ type: 'ack', bootId, sequence, result: { status: 'done' } });
  }
}
