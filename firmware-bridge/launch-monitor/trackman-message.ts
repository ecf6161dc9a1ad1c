/**
 * What TrackMan Range says of one ball: several messages of one id, the first at launch, more while it flies, the last
 * when it lies. Pure.
 *
 * Source: TrackMan Range's page of measurements: `Type` "Measurement"; `SubType` "LaunchData" first and live ones in
 * between; `Payload.BayId`, and `Payload.Measurement` with `BallSpeed` in metres a second, `LaunchAngle` and
 * `LaunchDirection` in degrees, and `Kind`, which says the same as `SubType` where that is missing.
 */
import type { BallFlight } from '../../device/ports/launch-monitor.port.ts';
import { fieldOf, measured, measuredNotZero } from './measured-number.ts';
import { completeSpin } from './spin.ts';

export interface TrackmanMeasurement {
  /** Of the ball, the same in all its messages. */
  readonly id: string;
  readonly bayId: string;
  readonly phase: 'launch' | 'live' | 'final';
  /** Null where the message has no launch of its own, as live ones may. */
  readonly ball: BallFlight | null;
}

const SPEED_MPS_MAX = 112;
const CARRY_METRES_MAX = 500;
const ID_LENGTH_MAX = 64;

/** Null for what is no measurement of a ball. */
export function readTrackman(message: unknown): TrackmanMeasurement | null {
  if (word(fieldOf(message, 'Type')).toLowerCase() !== 'measurement') return null;
  const payload = fieldOf(message, 'Payload');
  const measurement = fieldOf(payload, 'Measurement') ?? payload;
  const id = word(fieldOf(message, 'Id')) || word(fieldOf(payload, 'Id'));
  const bayId = word(fieldOf(payload, 'BayId'));
  if (id === '' || id.length > ID_LENGTH_MAX || bayId === '') return null;
  const kind = word(fieldOf(message, 'SubType')) || word(fieldOf(measurement, 'Kind'));
  return { id, bayId, phase: phaseOf(kind), ball: ballOf(measurement) };
}

function phaseOf(kind: string): TrackmanMeasurement['phase'] {
  const said = kind.toLowerCase();
  if (said === 'launchdata') return 'launch';
  return said.includes('live') ? 'live' : 'final';
}

function ballOf(measurement: unknown): BallFlight | null {
  const speedMps = measured(fieldOf(measurement, 'BallSpeed'));
  const launchDeg = measured(fieldOf(measurement, 'LaunchAngle'));
  const directionDeg = measured(fieldOf(measurement, 'LaunchDirection'));
  if (speedMps === null || speedMps <= 0 || speedMps > SPEED_MPS_MAX) return null;
  if (launchDeg === null || Math.abs(launchDeg) > 90 || directionDeg === null || Math.abs(directionDeg) > 90)
    return null;
  const carryM = measuredNotZero(fieldOf(measurement, 'Carry'));
  const spin = completeSpin({
    total: measured(fieldOf(measurement, 'BallSpin')) ?? measured(fieldOf(measurement, 'SpinRate')),
    back: null,
    side: null,
    axisDeg: measured(fieldOf(measurement, 'SpinAxis')),
  });
  const isCarry = carryM !== null && carryM > 0 && carryM <= CARRY_METRES_MAX;
  return { speedMps, directionDeg, launchDeg, ...spin, carryM: isCarry ? carryM : null };
}

function word(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
