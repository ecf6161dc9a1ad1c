/** A host beside the real firmware that is stopped and continued, as a daemon that hangs for a while. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HardwareCommand, LinkState } from '../../../device/ports/bay-hardware.port.ts';
import { TetheredProcess } from '../../../device/process/tethered-process.ts';
import type { ControllerProgram } from '../../firmware/controller-program.ts';
import { startSimulatedController } from '../../firmware/simulated-controller.ts';
import type { LoneHostReport } from './lone-host.ts';
import { until } from './until.ts';

const PATIENCE_MS = 25_000;
const STOP_GRACE_MS = 3_000;

export class HungHost {
  readonly controller: ControllerProgram;
  readonly links: LinkState[] = [];
  /** Codes of troubles, as they stood at each change of the link. */
  readonly troubles: (string | null)[] = [];
  readonly #outcomes: string[] = [];
  readonly #process: TetheredProcess;
  readonly #directory: string;

  private constructor(controller: ControllerProgram, process: TetheredProcess, directory: string) {
    this.controller = controller;
    this.#process = process;
    this.#directory = directory;
    process.child.on('message', (report: LoneHostReport) => {
      if (report.link !== undefined) {
        this.links.push(report.link);
        this.troubles.push(report.trouble);
      }
      if (report.outcome !== undefined) this.#outcomes.push(report.outcome);
    });
  }

  /** Resolves when the link is up. */
  static async open(): Promise<HungHost> {
    const directory = await mkdtemp(join(tmpdir(), 'swingbay-hung-'));
    const link = join(directory, 'controller');
    const controller = await startSimulatedController({ link });
    const entry = fileURLToPath(new URL(`./lone-host${extname(fileURLToPath(import.meta.url))}`, import.meta.url));
    const process_ = new TetheredProcess({
      ...{ command: process.execPath, args: [entry, link], stdio: { more: ['ipc'] } },
    });
    const host = new HungHost(controller, process_, directory);
    await host.isUp();
    return host;
  }

  async isUp(): Promise<void> {
    await until(() => this.links.at(-1) === 'up', PATIENCE_MS);
  }

  async outcomeOf(command: HardwareCommand): Promise<string> {
    const before = this.#outcomes.length;
    this.#process.child.send(command);
    await until(() => this.#outcomes.length > before, PATIENCE_MS);
    return this.#outcomes.at(-1) ?? '';
  }

  /** The process of its line goes on. */
  stop(): void {
    process.kill(this.#process.pid ?? Number.NaN, 'SIGSTOP');
  }

  goOn(): void {
    process.kill(this.#process.pid ?? Number.NaN, 'SIGCONT');
  }

  async close(): Promise<void> {
    this.goOn();
    await this.#process.stop(STOP_GRACE_MS);
    await this.controller.close();
    await rm(this.#directory, { recursive: true, force: true });
  }
}
