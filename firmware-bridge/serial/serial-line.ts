/**
 * One opened serial port as a stream of stamped chunks, with a bound on what waits to be written. Lives in the child
 * process: the port's native code may take its process down when an adapter is unplugged.
 *
 * INVARIANTS
 * - At most one write is with the port; what waits behind it is at most {@link WAITING_BYTES_MAX}, and can be discarded.
 * - A chunk's stamp is never earlier than its bytes' arrival.
 * - `onGone` is called at most once, and never after `close` was asked for.
 */
import { SerialPort } from 'serialport';
import { systemClock } from '../../device/clock/clock.ts';

/** 180 ms of the slowest line; what does not fit is dropped and counted, and its sender repeats it. */
const WAITING_BYTES_MAX = 2_048;
/** Closing may wait for a driver to send what it holds; longer than this it is not coming back. */
const CLOSE_MS_MAX = 500;

const PROMPTLY = { dtr: true, rts: true, lowLatency: true };

export interface SerialLineParts {
  readonly onChunk: (bytes: Uint8Array, arrivedNs: number) => void;
  readonly onGone: (why: string) => void;
}

export interface SerialLineCounts {
  bytesIn: number;
  bytesOut: number;
  framesDiscarded: number;
}

export class SerialLine {
  readonly counts: SerialLineCounts = { bytesIn: 0, bytesOut: 0, framesDiscarded: 0 };
  readonly #port: SerialPort;
  readonly #parts: SerialLineParts;
  #waiting: (() => Uint8Array)[] = [];
  #waitingBytes = 0;
  #isWriting = false;
  #isClosing = false;

  private constructor(port: SerialPort, parts: SerialLineParts) {
    this.#port = port;
    this.#parts = parts;
    port.on('data', (bytes: Buffer) => {
      const arrivedNs = systemClock.monotonicNs();
      this.counts.bytesIn += bytes.length;
      parts.onChunk(bytes, arrivedNs);
    });
    port.on('error', (error) => this.#gone(error.message));
    port.on('close', (error: Error | null) => this.#gone(error?.message ?? 'The port was closed.'));
  }

  /** Rejects with the system's own words where the port cannot be opened. */
  static open(path: string, baudRate: number, parts: SerialLineParts): Promise<SerialLine> {
    return new Promise((resolve, reject) => {
      // Without hang-up on close a board that resets on its DTR line lives through our restarts.
      const port: SerialPort = new SerialPort({ path, baudRate, hupcl: false }, (error) => {
        if (error !== null) return reject(error);
        // An adapter keeps what it received for up to 16 ms unless it is told not to; one that cannot be told is left.
        port.set(PROMPTLY, () => undefined);
        resolve(new SerialLine(port, parts));
      });
    });
  }

  /**
   * Writes one frame, made by `frame` as late as can be, so that its stamp is true. `bytes` is its size or more. False
   * where too much waits already.
   */
  write(frame: () => Uint8Array, bytes: number): boolean {
    if (this.#waitingBytes + bytes > WAITING_BYTES_MAX) {
      this.counts.framesDiscarded++;
      return false;
    }
    this.#waiting.push(frame);
    this.#waitingBytes += bytes;
    this.#writeNext();
    return true;
  }

  /** Throws away what was not sent yet, as far as it can be reached. */
  discardOutput(): void {
    this.counts.framesDiscarded += this.#waiting.length;
    this.#waiting = [];
    this.#waitingBytes = 0;
    if (this.#port.isOpen) this.#port.flush(() => undefined);
  }

  /** False where the driver does not let go of the port: only the end of the process frees it then. */
  async close(): Promise<boolean> {
    this.#isClosing = true;
    this.discardOutput();
    if (!this.#port.isOpen) return true;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => resolve(false), CLOSE_MS_MAX);
    this.#port.close(() => resolve(true));
    const isClosed = await promise;
    clearTimeout(timer);
    return isClosed;
  }

  #writeNext(): void {
    if (this.#isWriting || this.#waiting.length === 0 || !this.#port.isOpen) return;
    this.#isWriting = true;
    const frames = this.#waiting.map((frame) => frame());
    this.#waiting = [];
    this.#waitingBytes = 0;
    const bytes = Buffer.concat(frames);
    this.#port.write(bytes, (error) => {
      this.#isWriting = false;
      // A failed write is followed by the port's own `close`.
      if (error != null) return;
      this.counts.bytesOut += bytes.length;
      this.#writeNext();
    });
  }

  #gone(why: string): void {
    if (this.#isClosing) return;
    this.#isClosing = true;
    this.#parts.onGone(why);
  }
}
