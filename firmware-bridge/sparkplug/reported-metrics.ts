/**
 * What the bay reports: its own metrics, and those of each device, as values at one instant.
 *
 * A device is whatever a facility may have to look after: hardware and cameras. It is there while it is heard of. A
 * fault is a value of a device that is there; a device that was not heard of since its link was lost, or a camera
 * without pictures, is not there, and that is what Sparkplug's death of a device means.
 *
 * Names are unique without regard to case; a device has all metrics of its kind from its birth on, null where it does
 * not measure them, since a birth must name everything that will ever be reported.
 */
import type { DeviceState, DeviceValues, HardwareKind } from '../../device/ports/bay-hardware.port.ts';
import type { BaySnapshot } from '../../device/ports/bay-state.port.ts';
import type { DataType, MetricValue } from './payload.ts';
import { sparkplugId } from './topics.ts';

export interface ReportedMetric {
  readonly name: string;
  readonly type: DataType;
  readonly value: MetricValue | null;
}

export interface ReportedDevice {
  /** A Sparkplug id, unique within the node without regard to case. */
  readonly id: string;
  readonly subject:
    | { readonly is: 'hardware'; readonly device: string; readonly kind: HardwareKind }
    | { readonly is: 'camera' };
  readonly isThere: boolean;
  readonly metrics: readonly ReportedMetric[];
}

export interface ReportedBay {
  readonly node: readonly ReportedMetric[];
  readonly devices: readonly ReportedDevice[];
}

/** A device that would be one too many is not reported, and counted in {@link ReportedBay.node}. */
const DEVICES_MAX = 64;

const metric = (name: string, type: DataType, value: MetricValue | null | undefined): ReportedMetric => ({
  name,
  type,
  value: value ?? null,
});

export function reportedBay(snapshot: BaySnapshot): ReportedBay {
  const found = [...snapshot.devices.map(hardwareDevice), ...snapshot.cameras.map(cameraDevice)];
  const devices = withDistinctIds(found).slice(0, DEVICES_MAX);
  return {
    node: [
      metric('Bay/Name', 'String', snapshot.bay),
      metric('Bay/Availability', 'String', snapshot.availability),
      metric('Bay/Stage', 'String', snapshot.stage),
      metric('Bay/Session', 'String', snapshot.session),
      metric('Bay/Stop Pressed', 'Boolean', snapshot.isStopPressed),
      metric('Bay/Hardware Link', 'String', snapshot.hardwareLink),
      metric('Bay/Swings Today', 'Int32', snapshot.swingsToday),
      metric('Bay/Warnings', 'Int32', snapshot.warnings.length),
      metric('Bay/Warning Codes', 'String', snapshot.warnings.map(({ code }) => code).join(' ')),
      metric('Bay/Devices Not Reported', 'Int32', found.length - devices.length),
    ],
    devices,
  };
}

function hardwareDevice(state: DeviceState): ReportedDevice {
  return {
    id: sparkplugId(state.id),
    subject: { is: 'hardware', device: state.id, kind: state.kind },
    isThere: state.condition !== 'unknown',
    metrics: [
      metric('Kind', 'String', state.kind),
      metric('Condition', 'String', state.condition),
      metric('Fault', 'String', state.fault),
      ...VALUES_OF[state.kind].map((value) => {
        const { name, type } = VALUE_METRICS[value];
        return metric(name, type, state.values[value]);
      }),
    ],
  };
}

function cameraDevice({ name, isWorking }: BaySnapshot['cameras'][number]): ReportedDevice {
  return {
    id: sparkplugId(`camera-${name}`),
    subject: { is: 'camera' },
    isThere: isWorking,
    metrics: [
      metric('Kind', 'String', 'camera'),
      metric('Condition', 'String', isWorking ? 'ready' : 'unknown'),
      metric('Fault', 'String', null),
    ],
  };
}

const VALUE_METRICS: Readonly<Record<keyof DeviceValues, { readonly name: string; readonly type: DataType }>> = {
  heightMm: { name: 'Height mm', type: 'Double' },
  heightMaxMm: { name: 'Height Max mm', type: 'Double' },
  isBallPresent: { name: 'Ball Present', type: 'Boolean' },
  dispensed: { name: 'Dispensed', type: 'Int64' },
  credit: { name: 'Credit', type: 'Int32' },
  stock: { name: 'Stock', type: 'Int32' },
  level: { name: 'Level', type: 'Double' },
  isRunning: { name: 'Running', type: 'Boolean' },
  rateHz: { name: 'Rate Hz', type: 'Double' },
  exposureUs: { name: 'Exposure us', type: 'Double' },
  pulses: { name: 'Pulses', type: 'Int64' },
  isOccupied: { name: 'Occupied', type: 'Boolean' },
  isPressed: { name: 'Pressed', type: 'Boolean' },
};

/** `pulses` counts some hundred a second and is left out: what changes all the time is no report by exception. */
const VALUES_OF: Readonly<Record<HardwareKind, readonly (keyof DeviceValues)[]>> = {
  tee: ['heightMm', 'heightMaxMm', 'isBallPresent'],
  dispenser: ['dispensed', 'credit', 'stock'],
  light: ['level'],
  strobe: ['isRunning', 'exposureUs'],
  'camera-trigger': ['isRunning', 'rateHz'],
  'ball-beam': ['isBallPresent'],
  occupancy: ['isOccupied'],
  'card-reader': [],
  'emergency-stop': ['isPressed'],
};

/** Two devices whose ids differ by case alone, or by characters that Sparkplug reserves, are told apart by a number. */
function withDistinctIds(devices: readonly ReportedDevice[]): ReportedDevice[] {
  const taken = new Set<string>();
  return devices.map((device) => {
    let id = device.id;
    for (let number = 2; taken.has(id.toLowerCase()); number++) id = `${device.id}-${number}`;
    taken.add(id.toLowerCase());
    return id === device.id ? device : { ...device, id };
  });
}
