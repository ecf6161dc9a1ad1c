/**
 * The line: one request at a time, opened again when it breaks. Library errors end here as `null`: whether a module is
 * lost is decided by time, not by one answer.
 *
 * INVARIANTS
 * - After a request without an answer the line is left alone for {@link DRAIN_MS}, so that a late answer is not taken
 *   for that of the next request.
 * - The port is opened at most every {@link REOPEN_MS}.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import modbusSerial from 'modbus-serial';
import { explain } from '../../device/errors/bay-error.ts';
import type { ModbusConfig } from './modbus.config.ts';
import type { Write } from './motion.ts';
import type { ReadBlock } from './polling-plan.ts';

const ModbusClient = modbusSerial.default;
type ModbusClient = InstanceType<typeof ModbusClient>;

const DRAIN_MS = 30;
const REOPEN_MS = 200;
const OPEN_MS_MAX = 2_000;

export class ModbusBus {
  readonly #config: ModbusConfig;
  readonly #onTrouble: (detail: string) => void;
  #client: ModbusClient | null = null;
  #triedAtMs = Number.NEGATIVE_INFINITY;
  counts = { reads: 0, writes: 0, failures: 0, opened: 0 };

  constructor(config: ModbusConfig, onTrouble: (detail: string) => void) {
    this.#config = config;
    this.#onTrouble = onTrouble;
  }

  get isOpen(): boolean {
    return this.#client?.isOpen === true;
  }

  /** Resolves with whether the port is open. */
  async ensureOpen(): Promise<boolean> {
    if (this.isOpen) return true;
    const waitMs = REOPEN_MS - (performance.now() - this.#triedAtMs);
    if (waitMs > 0) await sleep(Math.min(waitMs, DRAIN_MS));
    if (waitMs > DRAIN_MS) return false;
    this.#triedAtMs = performance.now();
    const client = new ModbusClient();
    client.on('error', () => undefined);
    client.on('close', () => undefined);
    const { port, baudRate, parity, stopBits, answerMs } = this.#config;
    try {
      await within(client.connectRTUBuffered(port, { baudRate, parity, stopBits }), OPEN_MS_MAX);
      client.setTimeout(answerMs);
      this.#client = client;
      this.counts = { ...this.counts, opened: this.counts.opened + 1 };
      return true;
    } catch (error) {
      this.#onTrouble(explain(error));
      return false;
    }
  }

  /** Null where the module did not answer, or with an exception. Bits come as 0 and 1. */
  async read({ unit, table, address, count }: ReadBlock): Promise<readonly number[] | null> {
    const values = await this.#ask(unit, async (client) => {
      switch (table) {
        case 'coil':
          return (await client.readCoils(address, count)).data.map(Number);
        case 'discrete-input':
          return (await client.readDiscreteInputs(address, count)).data.map(Number);
        case 'holding-register':
          return (await client.readHoldingRegisters(address, count)).data;
        case 'input-register':
          return (await client.readInputRegisters(address, count)).data;
      }
    });
    this.counts = { ...this.counts, reads: this.counts.reads + 1 };
    return values === null || values.length < count ? null : values.slice(0, count);
  }

  /** Whether the module has confirmed it. */
  async write({ to, unit, address, value }: Write): Promise<boolean> {
    this.counts = { ...this.counts, writes: this.counts.writes + 1 };
    const answer = await this.#ask(unit, async (client) =>
      to === 'coil' ? client.writeCoil(address, value) : client.writeRegister(address, value),
    );
    return answer !== null;
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    if (client?.isOpen !== true) return;
    await within(new Promise<void>((resolve) => client.close(() => resolve())), OPEN_MS_MAX).catch(() => undefined);
  }

  async #ask<T>(unit: number, request: (client: ModbusClient) => Promise<T>): Promise<T | null> {
    const client = this.#client;
    if (client === null || !client.isOpen) return null;
    try {
      client.setID(unit);
      return await within(request(client), 2 * this.#config.answerMs);
    } catch (error) {
      this.counts = { ...this.counts, failures: this.counts.failures + 1 };
      if (!client.isOpen) this.#onTrouble(explain(error));
      await sleep(DRAIN_MS);
      return null;
    }
  }
}

/** The library has time-outs of its own; a port that is stuck in the system has none. */
async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new RangeError(`no answer within ${ms} ms`)), ms);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
