/**
 * The controller's firmware as a program of this machine, for tests and benches: started, spoken to through its control
 * channel, and ended. Its words are those of the firmware's README.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { projectRoot } from '../../../device/config/project-root.ts';
import { TetheredProcess } from '../../../device/process/tethered-process.ts';

const FIRMWARE = join(projectRoot, 'firmware-bridge', 'firmware');
const STOP_MS_MAX = 1_000;
const US_PER_NS = 1e-3;
const MILLION = 1e6;

export interface HostControllerOptions {
  /** The lasting name of its line. */
  readonly link: string;
  /** How much faster its clock runs than this machine's. */
  readonly driftPpm?: number;
}

/** Both clocks at one moment, in their own units. */
interface ClockReading {
  readonly controllerUs: number;
  readonly monotonicNs: number;
}

export class HostController {
  /** When balls were hit, on the controller's clock: the truth of the beam. */
  readonly hitsUs: number[] = [];
  readonly #process: TetheredProcess;
  readonly #driftPpm: number;
  readonly #answers: string[] = [];
  readonly #asked: ((answer: string) => void)[] = [];

  private constructor(options: HostControllerOptions) {
    this.#driftPpm = options.driftPpm ?? 0;
    this.#process = new TetheredProcess({
      command: join(FIRMWARE, 'build', 'controller'),
      args: ['--link', options.link, '--drift-ppm', String(this.#driftPpm)],
      stdio: { stdin: 'pipe', stdout: 'pipe' },
    });
    const { stdout } = this.#process.child;
    if (stdout === null) throw new TypeError('standard output is a pipe');
    createInterface({ input: stdout }).on('line', (line) => this.#hear(line));
  }

  /** Builds what is out of date, and resolves when the line is there. */
  static async start(options: HostControllerOptions): Promise<HostController> {
    await promisify(execFile)('make', ['-C', FIRMWARE, 'host']);
    const controller = new HostController(options);
    const first = await controller.#answer();
    if (!first.startsWith('line ')) throw new Error(`The controller said ${first}: ${controller.#process.lastWords}`);
    return controller;
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** Says one line on the control channel; rejects where the controller does not know it. */
  async say(line: string): Promise<string> {
    this.#process.child.stdin?.write(`${line}\n`);
    const answer = await this.#answer();
    if (answer.startsWith('error')) throw new Error(answer);
    return answer;
  }

  async clock(): Promise<ClockReading> {
    const [, controller, monotonic] = /^clock controller=(\d+) monotonic=(\d+)$/.exec(await this.say('clock')) ?? [];
    return { controllerUs: Number(controller), monotonicNs: Number(monotonic) / US_PER_NS };
  }

  /** When its clock stood at `controllerUs`: the truth, since its clock is made of this machine's. */
  monotonicNsOf(controllerUs: number, reading: ClockReading): number {
    const elapsedNs = (controllerUs - reading.controllerUs) / US_PER_NS;
    return reading.monotonicNs + elapsedNs / (1 + this.#driftPpm / MILLION);
  }

  /** Its process stands still, as after a fault of its power. */
  freeze(): void {
    process.kill(this.pid, 'SIGSTOP');
  }

  thaw(): void {
    process.kill(this.pid, 'SIGCONT');
  }

  async stop(): Promise<void> {
    if (this.#process.isRunning) this.thaw();
    this.#process.child.stdin?.end();
    await this.#process.stop(STOP_MS_MAX);
  }

  #answer(): Promise<string> {
    const answer = this.#answers.shift();
    if (answer !== undefined) return Promise.resolve(answer);
    return new Promise((resolve, reject) => {
      this.#asked.push(resolve);
      void this.#process.exited.then(() => reject(new Error(`The controller ended: ${this.#process.lastWords}`)));
    });
  }

  #hear(line: string): void {
    const [, hitUs] = /^hit at=(\d+)$/.exec(line) ?? [];
    if (hitUs !== undefined) {
      this.hitsUs.push(Number(hitUs));
      return;
    }
    const asked = this.#asked.shift();
    if (asked === undefined) this.#answers.push(line);
    else asked(line);
  }
}
