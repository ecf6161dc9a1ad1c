/** Every device of a bay with its state, in one sentence each, for the operator who asks the doctor. Pure. */
import type { DeviceState, HardwareKind, HardwareState } from '../ports/bay-hardware.port.ts';
import type { LaunchMonitorState } from '../ports/launch-monitor.port.ts';
import type { DiskStatus } from '../store/disk-guard.ts';
import type { BayTrouble } from './bay-fact.ts';
import { exerciseSteps } from './exercise-steps.ts';
import { hardwareTroubles, STOP_PRESSED } from './hardware-troubles.ts';

export interface DeviceCheck {
  readonly id: string;
  readonly kind:
    | HardwareKind
    | 'camera'
    | 'microphone'
    | 'controller'
    | 'launch-monitor'
    | 'broker'
    | 'disk'
    | 'models'
    | 'phones';
  /** `unknown`: it cannot be said from here whether it works. */
  readonly state: 'ok' | 'degraded' | 'failed' | 'unknown';
  readonly message: string;
  readonly hint: string | null;
  /** Whether it can be made to move or shine on request. */
  readonly canExercise: boolean;
}

const BYTES_PER_GB = 1e9;

export function cameraCheck(name: string, trouble: BayTrouble | null): DeviceCheck {
  return sensed('camera', name, trouble, 'It gives pictures.');
}

export function microphoneCheck(trouble: BayTrouble | null): DeviceCheck {
  return sensed('microphone', 'microphone', trouble, 'It gives sound.');
}

/** The controller itself, then each of its devices. */
export function hardwareChecks(state: HardwareState): DeviceCheck[] {
  const { link, description, devices } = state;
  const isUp = link === 'up';
  const told = description.replace(/\.$/, '');
  const controller: DeviceCheck = {
    ...{ id: 'controller', kind: 'controller', canExercise: false },
    state: isUp ? 'ok' : link === 'connecting' ? 'degraded' : 'failed',
    message: isUp
      ? `It answers: ${told}.`
      : told.startsWith('no ')
        ? `N${told.slice(1)}.`
        : `It does not answer: ${told}.`,
    hint: isUp ? null : 'Check its cable and its power, and the line that the configuration names.',
  };
  return [controller, ...devices.map((device) => deviceCheck(device, state))];
}

export function launchMonitorCheck({ link, isReady, description, obstacle }: LaunchMonitorState): DeviceCheck {
  const of = { id: 'launch-monitor', kind: 'launch-monitor', canExercise: false } as const;
  if (obstacle) return { ...of, state: 'failed', message: obstacle.message, hint: obstacle.hint };
  if (link === 'off')
    return { ...of, state: 'unknown', message: 'It is switched off in the configuration.', hint: null };
  if (link === 'waiting') {
    const hint = 'Point the monitor’s software at this address.';
    return { ...of, state: 'degraded', message: `None is connected: ${description}.`, hint };
  }
  const message = `It is connected${isReady ? ' and ready' : ', but not ready for a shot'}: ${description}.`;
  return { ...of, state: 'ok', message, hint: null };
}

/** Listed where it does not listen though it should. */
export function brokerCheck(trouble: BayTrouble): DeviceCheck {
  return sensed('broker', 'broker', trouble, '');
}

export function diskCheck({ state, freeBytes }: Pick<DiskStatus, 'state' | 'freeBytes'>): DeviceCheck {
  const free = `${(freeBytes / BYTES_PER_GB).toFixed(1)} GB are free`;
  const of = { id: 'disk', kind: 'disk', canExercise: false } as const;
  if (state === 'ok') return { ...of, state: 'ok', message: `${free}.`, hint: null };
  const what = state === 'low' ? 'older clips make way' : 'swings are kept without clips';
  return { ...of, state: 'degraded', message: `${free}: ${what}.`, hint: 'Give the bay a larger data disk.' };
}

function sensed(
  kind: 'camera' | 'microphone' | 'broker',
  id: string,
  trouble: BayTrouble | null,
  works: string,
): DeviceCheck {
  if (trouble === null) return { id, kind, state: 'ok', message: works, hint: null, canExercise: false };
  return { id, kind, state: 'failed', message: trouble.message, hint: trouble.hint, canExercise: false };
}

function deviceCheck(device: DeviceState, state: HardwareState): DeviceCheck {
  const { id, kind, condition } = device;
  const of = { id, kind, canExercise: exerciseSteps(device).length > 0 };
  if (state.link !== 'up' || condition === 'unknown') {
    return { ...of, state: 'unknown', message: 'Nothing has been heard of it since the line was lost.', hint: null };
  }
  if (kind === 'emergency-stop' && state.isStopPressed) {
    return { ...of, state: 'degraded', message: STOP_PRESSED.message, hint: STOP_PRESSED.hint };
  }
  if (condition === 'fault') {
    const [trouble] = hardwareTroubles({ ...state, isStopPressed: false, devices: [device] }, []);
    return { ...of, state: 'failed', message: trouble?.message ?? 'It has a fault.', hint: trouble?.hint ?? null };
  }
  return { ...of, state: 'ok', message: wordsOf(device), hint: null };
}

function wordsOf({ kind, condition, values }: DeviceState): string {
  const said = [
    values.heightMm === undefined ? null : `${Math.round(values.heightMm)} mm high`,
    values.isBallPresent === undefined ? null : values.isBallPresent ? 'a ball lies there' : 'no ball lies there',
    values.stock === undefined ? null : `${values.stock} balls in store`,
    values.credit === undefined ? null : `${values.credit} balls of credit`,
    values.level === undefined ? null : `${Math.round(100 * values.level)} % bright`,
    values.isRunning === undefined ? null : values.isRunning ? 'running' : 'not running',
    values.rateHz === undefined || values.isRunning !== true ? null : `${values.rateHz} a second`,
    values.isOccupied === undefined ? null : values.isOccupied ? 'somebody is there' : 'nobody is there',
    values.isPressed === undefined ? null : values.isPressed ? 'pressed' : 'not pressed',
  ].filter((each) => each !== null);
  const rest = condition === 'safe' ? ['switched off'] : condition === 'busy' ? ['at work'] : [];
  const words = [...said, ...rest].join(', ');
  return words === ''
    ? kind === 'card-reader'
      ? 'Ready for a card.'
      : 'Ready.'
    : `${words[0]?.toUpperCase()}${words.slice(1)}.`;
}
