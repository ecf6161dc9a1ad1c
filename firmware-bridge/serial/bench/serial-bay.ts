/**
 * The driver with the real firmware behind a pseudo-terminal, for tests and benches: the controller runs as a program of
 * this machine, is played through its control channel, and tells the truth about what happened when.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NS_PER_MS, systemClock } from '../../../device/clock/clock.ts';
import type { HardwareEvent, LinkState } from '../../../device/ports/bay-hardware.port.ts';
import { silentLog } from '../../../device/telemetry/log.ts';
import type { ControllerProgram } from '../../firmware/controller-program.ts';
import { startSimulatedController } from '../../firmware/simulated-controller.ts';
import { serialHardwareConfigSchema } from '../serial.config.ts';
import { openSerialHardware, type SerialBayHardware } from '../serial-bay-hardware.ts';
import { BadLine } from './bad-line.ts';
import { type ControllerTruth, controllerTruth } from './controller-truth.ts';
import { until } from './until.ts';

export interface SerialBayOptions {
  /** How much faster than this machine's the controller's clock runs. */
  readonly driftPpm: number;
  /** Puts a line between that noise can be added to. */
  readonly isLineBad?: boolean;
  /** The line is not there when the driver starts. */
  readonly isUnplugged?: boolean;
}

/** Whether the firmware can be built and run here. */
export const canRunController =
  spawnSync('sh', ['-c', 'command -v make && command -v cc'], { stdio: 'ignore' }).status === 0;

/** A ball has to lie so long before the beam believes it, and a little more. */
const BALL_RESTS_MS = 80;
const HIT_MS_MAX = 5_000;

type BallGone = Extract<HardwareEvent, { type: 'ball-present' | 'ball-gone' }>;

export class SerialBay {
  readonly controller: ControllerProgram;
  readonly hardware: SerialBayHardware;
  readonly truth: ControllerTruth;
  /** Null unless it was asked for. */
  readonly badLine: BadLine | null;
  readonly events: HardwareEvent[] = [];
  /** When balls were hit, on the controller's clock. */
  readonly hitsUs: number[] = [];
  readonly #directory: string;

  private constructor(
    parts: Pick<SerialBay, 'controller' | 'hardware' | 'truth' | 'badLine'> & { readonly directory: string },
  ) {
    this.controller = parts.controller;
    this.hardware = parts.hardware;
    this.truth = parts.truth;
    this.badLine = parts.badLine;
    this.#directory = parts.directory;
    this.hardware.events.subscribe((event) => this.events.push(event));
  }

  /** Resolves when everything is started; the link comes up by itself after that. */
  static async open({ driftPpm, isLineBad = false, isUnplugged = false }: SerialBayOptions): Promise<SerialBay> {
    const directory = await mkdtemp(join(tmpdir(), 'swingbay-serial-'));
    const link = join(directory, 'controller');
    const controller = await startSimulatedController({ link, driftPpm });
    const truth = await controllerTruth(controller, driftPpm);
    if (isUnplugged) await controller.tell('unplug');
    const badLine = isLineBad ? await BadLine.between(link, join(directory, 'bad-line')) : null;
    const config = serialHardwareConfigSchema.parse({ kind: 'serial', port: badLine?.link ?? link });
    const hardware = openSerialHardware({ config, clock: systemClock, log: silentLog });
    return new SerialBay({ controller, hardware, truth, badLine, directory });
  }

  async tell(word: string): Promise<void> {
    const answer = await this.controller.tell(word);
    if (answer.startsWith('error')) throw new Error(answer);
  }

  /** A ball is put on the tee and hit. */
  async hit(): Promise<void> {
    // The program keeps only its newest hits.
    const before = this.controller.hitsUs.at(-1);
    await this.tell('ball');
    await sleep(BALL_RESTS_MS);
    await this.tell('hit');
    await until(() => this.controller.hitsUs.at(-1) !== before, HIT_MS_MAX);
    this.hitsUs.push(this.controller.hitsUs.at(-1) ?? Number.NaN);
  }

  /** What the driver told of balls that were gone. */
  get ballsGone(): readonly BallGone[] {
    return this.events.flatMap((event) => (event.type === 'ball-gone' ? [event] : []));
  }

  /** How wrong each told moment is beside the hit that it tells of, in their order. */
  get errorsMs(): readonly number[] {
    return this.ballsGone.map(
      ({ atNs }, at) => (atNs - this.truth.monotonicNsOf(this.hitsUs[at] ?? Number.NaN)) / NS_PER_MS,
    );
  }

  /** Names of events that were told more than once. */
  get doubled(): readonly string[] {
    const names = this.events.flatMap((event) =>
      event.type === 'link-changed' ? [] : [`${event.bootId} ${event.sequence}`],
    );
    return names.filter((name, at) => names.indexOf(name) < at);
  }

  /** Resolves with the milliseconds that it took. */
  becomes(link: LinkState, withinMs: number): Promise<number> {
    return until(() => this.hardware.state().link === link, withinMs);
  }

  freeze(): void {
    process.kill(this.controller.pid ?? 0, 'SIGSTOP');
  }

  thaw(): void {
    process.kill(this.controller.pid ?? 0, 'SIGCONT');
  }

  async close(): Promise<void> {
    await this.hardware.close();
    await this.badLine?.close();
    this.thaw();
    await this.controller.close();
    await rm(this.#directory, { recursive: true, force: true });
  }
}
