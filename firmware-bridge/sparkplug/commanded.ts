/**
 * What a host may write, and the bay's command that it means. A write that makes no sense is a refusal with a reason,
 * not an error: the host hears it as a metric.
 */
import type { HardwareKind } from '../../device/ports/bay-hardware.port.ts';
import type { BayCommand } from '../../device/ports/bay-commands.port.ts';
import { type DataType, type Metric, type MetricValue, valueAs } from './payload.ts';
import type { ReportedDevice, ReportedMetric } from './reported-metrics.ts';

export const REBIRTH = 'Node Control/Rebirth';
export const OUT_OF_ORDER = 'Node Control/Out Of Order';

/** Writable metrics of a device, beside those that it reports; they read as null, since a command is no state. */
const CONTROLS = {
  'Control/Height mm': 'Double',
  'Control/Tee Ball': 'Boolean',
  'Control/Dispense': 'Int32',
  'Control/Add Credit': 'Int32',
  'Control/Level': 'Double',
  'Control/Running': 'Boolean',
  'Control/Delay us': 'Double',
  'Control/Exposure us': 'Double',
  'Control/Rate Hz': 'Double',
  'Control/Phase us': 'Double',
  'Control/Clear Fault': 'Boolean',
} as const satisfies Record<string, DataType>;
type Control = keyof typeof CONTROLS;

const CONTROLS_OF: Readonly<Record<HardwareKind, readonly Control[]>> = {
  tee: ['Control/Height mm', 'Control/Tee Ball', 'Control/Clear Fault'],
  dispenser: ['Control/Dispense', 'Control/Add Credit', 'Control/Clear Fault'],
  light: ['Control/Level', 'Control/Clear Fault'],
  strobe: ['Control/Running', 'Control/Delay us', 'Control/Exposure us', 'Control/Clear Fault'],
  'camera-trigger': ['Control/Running', 'Control/Rate Hz', 'Control/Phase us', 'Control/Clear Fault'],
  'ball-beam': ['Control/Clear Fault'],
  occupancy: ['Control/Clear Fault'],
  'card-reader': ['Control/Clear Fault'],
  'emergency-stop': ['Control/Clear Fault'],
};

export function controlsOf({ subject }: ReportedDevice): readonly ReportedMetric[] {
  const controls = subject.is === 'hardware' ? CONTROLS_OF[subject.kind] : [];
  return controls.map((name) => ({ name, type: CONTROLS[name], value: null }));
}

/** One write of a command message, its name found by its alias where it came with that alone. */
export interface NamedWrite {
  readonly name: string | null;
  readonly metric: Metric;
}

export type Commanded =
  | { readonly is: 'command'; readonly command: BayCommand }
  | { readonly is: 'rebirth' }
  | { readonly is: 'refused'; readonly reason: CommandRefusal };

/** What is refused here, before the bay is asked; the bay has reasons of its own. */
export type CommandRefusal = 'unknown-metric' | 'bad-value' | 'incomplete' | 'stale' | 'not-allowed' | 'too-many';

export function commandedOfNode(writes: readonly NamedWrite[]): readonly Commanded[] {
  return writes.map(({ name, metric }) => {
    const value = valueAs('Boolean', metric);
    if (name === REBIRTH) return value === true ? { is: 'rebirth' } : refused('bad-value');
    if (name !== OUT_OF_ORDER) return refused('unknown-metric');
    return typeof value === 'boolean'
      ? { is: 'command', command: { type: 'out-of-order', isOn: value } }
      : refused('bad-value');
  });
}

/**
 * Writes of one message belong together: a strobe is switched on by three values at once. Tee, dispenser and light
 * take one command a write.
 */
export function commandedOfDevice(device: ReportedDevice, writes: readonly NamedWrite[]): readonly Commanded[] {
  const { subject } = device;
  if (subject.is === 'camera') return writes.map(() => refused('unknown-metric'));
  const known = CONTROLS_OF[subject.kind];
  const values = new Map<Control, MetricValue | null>();
  const answers: Commanded[] = [];
  for (const { name, metric } of writes) {
    const control = known.find((candidate) => candidate === name);
    if (control === undefined) answers.push(refused('unknown-metric'));
    else values.set(control, valueAs(CONTROLS[control], metric));
  }
  if (subject.kind === 'strobe' || subject.kind === 'camera-trigger') {
    const together = takeSettings(subject.kind, subject.device, values);
    if (together !== null) answers.push(together);
  }
  for (const [control, value] of values) answers.push(single(control, subject.device, value));
  return answers;
}

function single(control: Control, device: string, value: MetricValue | null): Commanded {
  const hardware = (command: Extract<BayCommand, { type: 'hardware' }>['command']): Commanded => ({
    is: 'command',
    command: { type: 'hardware', command },
  });
  if (typeof value === 'number') {
    if (control === 'Control/Height mm') return hardware({ type: 'tee-height', device, heightMm: value });
    if (control === 'Control/Dispense') return hardware({ type: 'dispense', device, balls: value });
    if (control === 'Control/Add Credit') return hardware({ type: 'add-credit', device, balls: value });
    if (control === 'Control/Level') return hardware({ type: 'light-level', device, level: value });
  }
  if (value === true) {
    if (control === 'Control/Tee Ball') return hardware({ type: 'tee-ball', device });
    if (control === 'Control/Clear Fault') return hardware({ type: 'clear-fault', device });
  }
  return refused('bad-value');
}

/** Null where no setting was written; what it reads is taken out of `values`. */
function takeSettings(
  kind: 'strobe' | 'camera-trigger',
  device: string,
  values: Map<Control, MetricValue | null>,
): Commanded | null {
  const names: readonly Control[] =
    kind === 'strobe'
      ? ['Control/Running', 'Control/Delay us', 'Control/Exposure us']
      : ['Control/Running', 'Control/Rate Hz', 'Control/Phase us'];
  if (!names.some((name) => values.has(name))) return null;
  const [isOn, first, second] = names.map((name) => values.get(name));
  for (const name of names) values.delete(name);
  if (isOn === undefined || first === undefined || second === undefined) return refused('incomplete');
  if (typeof isOn !== 'boolean' || typeof first !== 'number' || typeof second !== 'number') return refused('bad-value');
  const command =
    kind === 'strobe'
      ? ({ type: 'strobe', device, isOn, delayUs: first, exposureUs: second } as const)
      : ({ type: 'camera-trigger', device, isOn, rateHz: first, phaseUs: second } as const);
  return { is: 'command', command: { type: 'hardware', command } };
}

function refused(reason: CommandRefusal): Commanded {
  return { is: 'refused', reason };
}
