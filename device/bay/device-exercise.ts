/**
 * Makes one device move or shine on request, step by step, where nobody is in the bay. It stops at the first step that
 * is refused or fails, and as soon as somebody comes; what it had switched on it still switches off.
 */
import { BayError } from '../errors/bay-error.ts';
import type { CommandOutcome, HardwareCommand, HardwareState } from '../ports/bay-hardware.port.ts';
import type { BayStage } from './bay-machine.ts';
import { exerciseSteps } from './exercise-steps.ts';

export interface ExercisedBay {
  stage(): BayStage;
  state(): HardwareState;
  command(command: HardwareCommand): Promise<CommandOutcome>;
  /** While what moves or shines is to be seen. */
  pause(ms: number): Promise<void>;
}

export interface Exercise {
  readonly device: string;
  readonly outcome: 'done' | 'refused' | 'failed' | 'nothing-to-move';
  readonly reason: string | null;
}

/** Commands that leave nothing running: they are given even where somebody has come. */
const SWITCHES_OFF = (command: HardwareCommand): boolean =>
  'isOn' in command ? !command.isOn : command.type === 'light-level';

/**
 * Rejects with `hardware/device-unknown` and `hardware/bay-in-use`; a device that refuses or fails is an outcome.
 */
export async function exerciseDevice(bay: ExercisedBay, id: string): Promise<Exercise> {
  const device = bay.state().devices.find((one) => one.id === id);
  if (device === undefined) throw deviceUnknown(id);
  if (!isEmpty(bay)) throw bayInUse();
  const steps = exerciseSteps(device);
  if (steps.length === 0) return { device: id, outcome: 'nothing-to-move', reason: null };
  let ended: Exercise = { device: id, outcome: 'done', reason: null };
  for (const { command, lastsMs } of steps) {
    if (ended.outcome !== 'done' && !SWITCHES_OFF(command)) continue;
    if (!isEmpty(bay) && !SWITCHES_OFF(command)) {
      ended = { device: id, outcome: 'refused', reason: 'bay-in-use' };
      continue;
    }
    const said = await bay.command(command);
    if (said.status === 'refused') ended = { device: id, outcome: 'refused', reason: said.reason };
    if (said.status === 'failed') ended = { device: id, outcome: 'failed', reason: said.fault };
    if (said.status === 'done' && lastsMs > 0) await bay.pause(lastsMs);
  }
  return ended;
}

function isEmpty(bay: ExercisedBay): boolean {
  const isFelt = bay.state().devices.some(({ kind, values }) => kind === 'occupancy' && values.isOccupied === true);
  return bay.stage() === 'empty' && !isFelt;
}

export function deviceUnknown(id: string): BayError {
  return new BayError('hardware/device-unknown', `The bay’s controller has no device ${id}.`, {
    hint: 'Ask `swingbay doctor` which devices there are.',
  });
}

function bayInUse(): BayError {
  return new BayError('hardware/bay-in-use', 'Somebody is in the bay, so nothing is moved for a test.', {
    hint: 'Ask again when the mat is empty.',
    retryable: true,
  });
}
