/** What is wrong with the bay's hardware, in words for the person who can mend it. Pure. */
import type {
  DeviceFault,
  DeviceState,
  HardwareKind,
  HardwareState,
  RefusalReason,
} from '../ports/bay-hardware.port.ts';
import type { BayTrouble } from './bay-fact.ts';

const NAMES: Readonly<Record<HardwareKind, string>> = {
  tee: 'tee',
  dispenser: 'ball dispenser',
  light: 'light',
  strobe: 'strobe',
  'camera-trigger': 'camera trigger',
  'ball-beam': 'ball beam',
  occupancy: 'occupancy sensor',
  'card-reader': 'card reader',
  'emergency-stop': 'emergency stop',
};

const FAULTS: Readonly<Record<DeviceFault, { readonly is: string; readonly hint: string }>> = {
  jam: {
    is: 'is jammed',
    hint: 'Press the emergency stop, take out what blocks it, release the stop and clear the fault.',
  },
  empty: { is: 'is empty', hint: 'Fill in balls.' },
  timeout: { is: 'did not finish its motion in time', hint: 'See that nothing blocks it, then clear the fault.' },
  sensor: { is: 'gives no sensible readings', hint: 'Clean its sensor and check the cable.' },
  overheat: { is: 'is too hot', hint: 'It is switched off until it has cooled down; keep its vents free.' },
  unknown: { is: 'has a fault', hint: 'Switch the controller off and on; if that does not help, call the service.' },
};

const REFUSED: Readonly<Partial<Record<RefusalReason, string>>> = {
  empty: 'Fill in balls.',
  'no-credit': 'Add credit for more balls.',
  'device-absent': 'Check that the controller announces it and that it is named in the configuration.',
  'not-supported': 'Update the controller’s firmware, or switch this off in the configuration.',
  'out-of-range': 'Correct the value in the configuration.',
  'exposure-limit': 'Shorten the strobe’s exposure in the configuration.',
  'device-busy': 'Check that nothing else drives it.',
};

const LINK_LOST: BayTrouble = {
  code: 'hardware/link-lost',
  message: 'The bay’s controller does not answer; tee, dispenser and lights rest.',
  hint: 'It is being looked for; if that does not help within a minute, check its cable and its power.',
  camera: null,
};

export const STOP_PRESSED: BayTrouble = {
  code: 'hardware/emergency-stop',
  message: 'The emergency stop is pressed; nothing in the bay moves.',
  hint: 'See that nobody is in danger, then turn the button to release it.',
  camera: null,
};

/** A controller that has not been found by then is not just starting. */
const FOUND_WITHIN_MS = 10_000;

/** @param searchedMs for how long the controller has been looked for, since the bay was opened */
export function hardwareTroubles(
  state: HardwareState,
  givenUp: readonly { readonly channel: string; readonly reason: string }[],
  searchedMs = 0,
): BayTrouble[] {
  if (state.link === 'lost') return [LINK_LOST];
  if (state.link === 'connecting') return searchedMs < FOUND_WITHIN_MS ? [] : [notFound(state)];
  const stop = state.isStopPressed ? [STOP_PRESSED] : [];
  const faults = state.devices.flatMap((device) => faultOf(device) ?? []);
  const refused = givenUp.flatMap(({ channel, reason }) => refusedOf(state, channel, reason) ?? []);
  const known = new Set(faults.map(({ code }) => code));
  return [...stop, ...faults, ...refused.filter(({ code }) => !known.has(code))];
}

/** What stands behind the link says which line was tried, and what came of it. */
function notFound({ description }: HardwareState): BayTrouble {
  return {
    code: 'hardware/not-found',
    message: 'The bay’s controller has not been found; tee, dispenser and lights rest.',
    hint: `It is being looked for (${description.replace(/\.$/, '')}): check its cable, its power and the section hardware of the configuration.`,
    camera: null,
  };
}

function faultOf({ id, kind, fault, condition }: DeviceState): BayTrouble | null {
  if (condition !== 'fault') return null;
  const named = fault ?? 'unknown';
  const { is, hint } = FAULTS[named];
  return { code: `hardware/${kind}-${named}`, message: `The ${NAMES[kind]} ${is} (${id}).`, hint, camera: null };
}

/** A fault says it better, and an order that gave way to a player is no trouble. */
function refusedOf({ devices }: HardwareState, channel: string, reason: string): BayTrouble | null {
  const hint = REFUSED[reason as RefusalReason];
  if (hint === undefined) return null;
  const device = devices.find(({ id, kind }) => id === channel || (channel === 'ball' && kind === 'tee'));
  const kind = device?.kind ?? 'dispenser';
  const name = `${NAMES[kind]}${device === undefined ? '' : ` (${device.id})`}`;
  if (reason === 'empty')
    return { code: `hardware/${kind}-empty`, message: `The ${name} is empty.`, hint, camera: null };
  const message = `The ${name} refused several times: ${reason.replaceAll('-', ' ')}.`;
  return { code: `hardware/${kind}-${reason}`, message, hint, camera: null };
}

/** The microphone gives no sound. */
export const DEAF: BayTrouble = {
  code: 'microphone/silent',
  message: 'The microphone gives no sound, so struck balls cannot be told from practice swings.',
  hint: 'It is being started again; if that does not help within a minute, check its cable.',
  camera: null,
};
