/**
 * The firmware built for this machine and started with a simulated bay: the controller of the virtual bay, of the serial
 * bench and of the tests. The same C runs in a bay's microcontroller.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { projectRoot } from '../../device/config/project-root.ts';
import type { HardwareKind } from '../../device/ports/bay-hardware.port.ts';
import { ControllerProgram } from './controller-program.ts';
import { FirmwareNotBuiltError } from './errors.ts';

/** The C is not compiled into `dist`, from which benches and the virtual bay run. */
const FIRMWARE_FOLDER = join(projectRoot, 'firmware-bridge', 'firmware');

export interface SimulatedControllerOptions {
  /** A symbolic link that is kept on the line's terminal; a stable name, as `/dev/serial/by-id` has it. */
  readonly link?: string;
  /** Devices that this controller does not have. */
  readonly without?: readonly HardwareKind[];
  /** How much faster than this machine its clock runs. */
  readonly driftPpm?: number;
}

/** Runs make in the firmware's folder; a second call waits for the first. `goal`: `host`, `cortex-m` or `check`. */
export async function makeFirmware(goal: 'host' | 'cortex-m' | 'check'): Promise<string> {
  const before = making;
  const mine = before.then(() => runMake(goal));
  making = mine.catch(() => undefined);
  return mine;
}
let making: Promise<unknown> = Promise.resolve();

async function runMake(goal: string): Promise<string> {
  const make = spawn('make', ['-s', '-C', FIRMWARE_FOLDER, goal], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [make.stdout, make.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
  try {
    const [code] = (await once(make, 'close')) as [number | null];
    if (code !== 0) throw new FirmwareNotBuiltError(goal, output);
  } catch (error) {
    if (error instanceof FirmwareNotBuiltError) throw error;
    throw new FirmwareNotBuiltError(goal, String(error));
  }
  return output;
}

/** Builds what has changed, starts it, and resolves when its line is there. The caller closes it. */
export async function startSimulatedController(options: SimulatedControllerOptions = {}): Promise<ControllerProgram> {
  await makeFirmware('host');
  const words = [
    ...(options.link === undefined ? [] : ['--link', options.link]),
    ...(options.without ?? []).flatMap((kind) => ['--without', kind]),
    ...(options.driftPpm === undefined ? [] : ['--drift-ppm', String(options.driftPpm)]),
  ];
  return ControllerProgram.start(join(FIRMWARE_FOLDER, 'build', 'controller'), words, /^line (\S+)/);
}

/** The image for a Cortex-M3 in QEMU's model of its board, with the line on a pseudo-terminal. */
export async function startEmulatedController(): Promise<ControllerProgram> {
  await makeFirmware('cortex-m');
  const board = ['-M', 'lm3s6965evb', '-display', 'none', '-monitor', 'none'];
  const ports = ['-serial', 'pty', '-serial', 'stdio'];
  const image = ['-kernel', join(FIRMWARE_FOLDER, 'build', 'controller.elf')];
  const program = await ControllerProgram.start(
    'qemu-system-arm',
    [...board, ...image, ...ports],
    /redirected to (\S+)/,
  );
  // A port that the image has not opened yet swallows the first byte: that of a word which asks for nothing.
  await program.tell('report');
  return program;
}
