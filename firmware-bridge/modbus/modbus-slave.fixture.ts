/** Starts the modules of `fixtures/modbus-slave.py`, and speaks with what stands behind them. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { projectRoot } from '../../device/config/project-root.ts';
import { TetheredProcess } from '../../device/process/tethered-process.ts';

const PYTHON = '/usr/bin/python3';

export const hasPymodbus =
  spawnSync(PYTHON, ['-c', 'import pymodbus.framer.rtu_framer'], { stdio: 'ignore' }).status === 0;

type Table = 'coil' | 'discrete' | 'holding' | 'input';

export class ModbusSlave {
  readonly port: string;
  readonly #directory = mkdtempSync(join(tmpdir(), 'swingbay-modbus-'));
  readonly #process: TetheredProcess;
  readonly #lines: Interface;

  private constructor() {
    this.port = join(this.#directory, 'line');
    const script = join(projectRoot, 'firmware-bridge', 'modbus', 'fixtures', 'modbus-slave.py');
    this.#process = new TetheredProcess({
      command: PYTHON,
      args: [script, this.port],
      stdio: { stdin: 'pipe', stdout: 'pipe' },
    });
    this.#lines = createInterface({ input: this.#process.child.stdout as NodeJS.ReadableStream });
  }

  static async start(): Promise<ModbusSlave> {
    const slave = new ModbusSlave();
    await once(slave.#lines, 'line');
    return slave;
  }

  /** Resolves with the moment at which it was so, CLOCK_MONOTONIC. */
  async set(table: Table, address: number, value: number, unit = 1): Promise<number> {
    return Number(await this.#obey({ do: 'set', unit, table, address, value }));
  }

  async get(table: Table, address: number, unit = 1): Promise<number> {
    return Number(await this.#obey({ do: 'get', unit, table, address }));
  }

  async counts(unit = 1): Promise<{ pulses: number; watchdog: number }> {
    return (await this.#obey({ do: 'counts', unit })) as { pulses: number; watchdog: number };
  }

  /** `muted`: units that do not answer; `balls`: whether relays bring any; `delay`: seconds before each answer. */
  behave(state: { muted?: number[]; balls?: boolean; jammed_tee?: boolean; delay?: number }): Promise<unknown> {
    return this.#obey({ do: 'state', state });
  }

  noise(bytes: readonly number[]): Promise<unknown> {
    return this.#obey({ do: 'noise', bytes });
  }

  unplug(): Promise<unknown> {
    return this.#obey({ do: 'unplug' });
  }

  plug(): Promise<unknown> {
    return this.#obey({ do: 'plug' });
  }

  async close(): Promise<void> {
    await this.#process.kill();
    this.#lines.close();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  async #obey(order: object): Promise<unknown> {
    const answered = once(this.#lines, 'line');
    this.#process.child.stdin?.write(`${JSON.stringify(order)}\n`);
    const [line] = (await answered) as [string];
    return (JSON.parse(line) as { answer: unknown }).answer;
  }
}
