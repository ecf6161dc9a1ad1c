/**
 * Keeps the controller's port open: looks for it, opens it, sees that it is gone, and looks for it again. Lives in the
 * child process.
 *
 * A lost port shows itself in three ways, and none can be relied on alone: the driver closes it, the name leads to
 * another device, or nothing comes any more.
 *
 * INVARIANTS
 * - At most one line is open; the next is opened only after the last was closed.
 * - Looking costs one look at the file system each {@link LOOK_MS}; a port that cannot be opened is tried again after
 *   {@link RETRY_MS}.
 * - A port whose controller says nothing is opened anew after 2 s, then 4 s, in case its driver hangs.
 */
import { stat } from 'node:fs/promises';
import { Backoff } from '../../device/process/backoff.ts';
import { choosePort, type UsbIdentity, type WantedPort } from './port-choice.ts';
import { SerialLine, type SerialLineParts } from './serial-line.ts';
import type { PortTrouble } from './serial-messages.ts';
import { usbSerialPorts } from './usb-serial-ports.ts';

const LOOK_MS = 100;
const RETRY_MS = 500;
const REOPEN = { firstDelayMs: 2_000, delayMsMax: 4_000, healthyAfterMs: Number.POSITIVE_INFINITY };

export interface PortKeeperParts {
  readonly wanted: WantedPort;
  readonly baudRate: number;
  readonly remembered: UsbIdentity | null;
  readonly onChunk: SerialLineParts['onChunk'];
  readonly onOpened: (path: string, identity: UsbIdentity | null) => void;
  readonly onClosed: () => void;
  /** Once for each trouble, until a controller has answered again. */
  readonly onTrouble: (trouble: PortTrouble) => void;
  /** Whether the controller answers; while it does not, the port is opened anew from time to time. */
  readonly isAnswering: () => boolean;
  /** The driver does not let go of the port: this process must end. */
  readonly onWedged: () => void;
}

interface OpenPort {
  readonly line: SerialLine;
  readonly path: string;
  /** The device behind the name, which may lead elsewhere later. */
  readonly device: string | null;
  silentSinceMs: number;
}

export class PortKeeper {
  readonly #parts: PortKeeperParts;
  #reopen = new Backoff(REOPEN);
  #remembered: UsbIdentity | null;
  #open: OpenPort | null = null;
  #reopenAfterMs: number;
  #wake: () => void = () => undefined;
  #isStopped = false;
  #lastTrouble: string | null = null;
  #opens = 0;

  constructor(parts: PortKeeperParts) {
    this.#parts = parts;
    this.#remembered = parts.remembered;
    this.#reopenAfterMs = this.#reopen.delayAfterRunOf(0);
  }

  get line(): SerialLine | null {
    return this.#open?.line ?? null;
  }

  get opens(): number {
    return this.#opens;
  }

  /** Looks until it is stopped; never rejects. */
  async run(): Promise<void> {
    while (!this.#isStopped) {
      const pauseMs = this.#open === null ? await this.#find() : await this.#check(this.#open);
      await this.#pause(pauseMs);
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#wake();
    await this.#close();
  }

  async #pause(pauseMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    const timer = setTimeout(resolve, pauseMs);
    await promise;
    clearTimeout(timer);
  }

  async #check(open: OpenPort): Promise<number> {
    if ((await deviceBehind(open.path)) !== open.device) {
      await this.#lose(open.line, {
        code: 'serial/closed',
        detail: `${open.path} is gone or leads to another device.`,
      });
      return 0;
    }
    const nowMs = performance.now();
    if (this.#parts.isAnswering()) {
      open.silentSinceMs = nowMs;
      this.#lastTrouble = null;
      this.#reopen = new Backoff(REOPEN);
      this.#reopenAfterMs = this.#reopen.delayAfterRunOf(0);
    } else if (nowMs - open.silentSinceMs > this.#reopenAfterMs) {
      this.#reopenAfterMs = this.#reopen.delayAfterRunOf(0);
      await this.#lose(open.line, { code: 'serial/silent', detail: `No controller answers at ${open.path}.` });
      return 0;
    }
    return LOOK_MS;
  }

  async #find(): Promise<number> {
    const { wanted } = this.#parts;
    const usbPorts = await usbSerialPorts();
    const isPathThere = wanted.kind === 'path' && (await deviceBehind(wanted.path)) !== null;
    const choice = choosePort(wanted, { isPathThere, usbPorts }, this.#remembered);
    if (!choice.found) {
      this.#tell({ code: `serial/${choice.why}`, detail: `No port answers to ${nameOf(wanted)}.` });
      return LOOK_MS;
    }
    const { path } = choice;
    const device = await deviceBehind(path);
    try {
      const line: SerialLine = await SerialLine.open(path, this.#parts.baudRate, {
        onChunk: this.#parts.onChunk,
        onGone: (detail) => void this.#lose(line, { code: 'serial/closed', detail }),
      });
      if (this.#isStopped) {
        await line.close();
        return LOOK_MS;
      }
      this.#open = { line, path, device, silentSinceMs: performance.now() };
    } catch (error) {
      this.#tell({ code: 'serial/not-opened', detail: error instanceof Error ? error.message : String(error) });
      return RETRY_MS;
    }
    this.#opens++;
    // The name may be a link of udev's, so adapters are compared by the device behind it.
    const identity = await this.#identityBehind(device, usbPorts);
    this.#remembered = identity ?? this.#remembered;
    this.#parts.onOpened(path, identity);
    return LOOK_MS;
  }

  async #identityBehind(
    device: string | null,
    usbPorts: Awaited<ReturnType<typeof usbSerialPorts>>,
  ): Promise<UsbIdentity | null> {
    for (const { path, identity } of usbPorts) {
      if (device !== null && (await deviceBehind(path)) === device) return identity;
    }
    return null;
  }

  async #lose(line: SerialLine, trouble: PortTrouble): Promise<void> {
    if (this.#open?.line !== line) return;
    this.#tell(trouble);
    this.#parts.onClosed();
    await this.#close();
    this.#wake();
  }

  async #close(): Promise<void> {
    const open = this.#open;
    if (open === null) return;
    this.#open = null;
    if (!(await open.line.close())) this.#parts.onWedged();
  }

  #tell(trouble: PortTrouble): void {
    const key = `${trouble.code} ${trouble.detail}`;
    if (key === this.#lastTrouble) return;
    this.#lastTrouble = key;
    this.#parts.onTrouble(trouble);
  }
}

function nameOf(wanted: WantedPort): string {
  if (wanted.kind === 'path') return wanted.path;
  return [
    'usb',
    wanted.vendorId,
    wanted.productId,
    ...(wanted.serialNumber === null ? [] : [wanted.serialNumber]),
  ].join(':');
}

/** A name for the character device that a path leads to, the same for every path to it; null where there is none. */
async function deviceBehind(path: string): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  return found === null || !found.isCharacterDevice() ? null : `${found.rdev}:${found.ino}`;
}
