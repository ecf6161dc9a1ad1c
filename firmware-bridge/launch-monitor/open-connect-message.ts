/**
 * What a launch monitor says by GSPro Open Connect v1, read from one JSON object into the port's words. Pure.
 *
 * Source: GSPro's page of the protocol for the fields and their units (miles an hour, degrees, revolutions a minute,
 * yards), and what monitors in the field really send. So names are read whatever their case (`APIVersion` is as common
 * as `APIversion`), numbers may be words, and a blank or zero club value is one that was not measured: it costs the
 * value, never the ball. A zero is kept only where a ball can really have it: its direction, launch angle and axis.
 */
import type { BallFlight, ClubDelivery } from '../../device/ports/launch-monitor.port.ts';
import { fieldOf, METRES_PER_YARD, MPS_PER_MPH, measured, measuredNotZero, signedDegrees } from './measured-number.ts';
import { completeSpin } from './spin.ts';

export interface MonitorStatus {
  /** Null where the message does not say. */
  readonly isReady: boolean | null;
  readonly isBallDetected: boolean | null;
}

export type OpenConnectMessage =
  | ({
      readonly type: 'shot';
      readonly deviceId: string;
      /** Null where the monitor does not count. */
      readonly shotNumber: string | null;
      readonly ball: BallFlight | null;
      readonly club: ClubDelivery | null;
    } & MonitorStatus)
  | ({ readonly type: 'status'; readonly deviceId: string; readonly isHeartBeat: boolean } & MonitorStatus)
  | { readonly type: 'refused'; readonly deviceId: string; readonly reason: string };

export const UNNAMED_DEVICE = 'unnamed';
const DEVICE_ID_LENGTH_MAX = 64;

/** What no struck golf ball exceeds; beyond it the message is a mistake, not a shot. */
const SPEED_MPH_MAX = 250;
const SPIN_RPM_MAX = 20_000;
const CARRY_METRES_MAX = 500;

const VERSION_ONE = /^v?1(\.0)?$/i;

export function readOpenConnect(message: Readonly<Record<string, unknown>>): OpenConnectMessage {
  const deviceId = deviceOf(fieldOf(message, 'DeviceID'));
  const refuse = (reason: string): OpenConnectMessage => ({ type: 'refused', deviceId, reason });
  const version = fieldOf(message, 'APIversion');
  if (!isBlank(version) && !VERSION_ONE.test(word(version))) {
    return refuse(`APIversion ${word(version)} is not spoken here, only 1.`);
  }
  const options = fieldOf(message, 'ShotDataOptions');
  const status: MonitorStatus = {
    isReady: flag(fieldOf(options, 'LaunchMonitorIsReady')),
    isBallDetected: flag(fieldOf(options, 'LaunchMonitorBallDetected')),
  };
  const isHeartBeat = flag(fieldOf(options, 'IsHeartBeat')) === true;
  if (isHeartBeat) return { type: 'status', deviceId, isHeartBeat, ...status };

  const ballData = fieldOf(message, 'BallData');
  const containsBall =
    flag(fieldOf(options, 'ContainsBallData')) ?? measuredNotZero(fieldOf(ballData, 'Speed')) !== null;
  const club = flag(fieldOf(options, 'ContainsClubData')) === true ? readClub(fieldOf(message, 'ClubData')) : null;
  if (!containsBall && club === null) return { type: 'status', deviceId, isHeartBeat, ...status };

  const ball = containsBall ? readBall(ballData, fieldOf(message, 'Units')) : null;
  if (typeof ball === 'string') return refuse(ball);
  return { type: 'shot', deviceId, shotNumber: numberOf(fieldOf(message, 'ShotNumber')), ball, club, ...status };
}

/** The ball, or what is wrong with it. */
function readBall(data: unknown, units: unknown): BallFlight | string {
  if (typeof data !== 'object' || data === null) return 'BallData is missing.';
  const speedMph = measured(fieldOf(data, 'Speed'));
  if (speedMph === null || speedMph <= 0 || speedMph > SPEED_MPH_MAX) {
    return `BallData.Speed must be between 0 and ${SPEED_MPH_MAX} miles an hour.`;
  }
  const directionDeg = measured(fieldOf(data, 'HLA'));
  if (directionDeg === null || Math.abs(directionDeg) > 90) return 'BallData.HLA must be an angle from -90 to 90.';
  const launchDeg = measured(fieldOf(data, 'VLA'));
  if (launchDeg === null || Math.abs(launchDeg) > 90) return 'BallData.VLA must be an angle from -90 to 90.';
  const axis = measured(fieldOf(data, 'SpinAxis'));
  const given = {
    total: measured(fieldOf(data, 'TotalSpin')),
    back: measured(fieldOf(data, 'BackSpin')),
    side: measured(fieldOf(data, 'SideSpin')),
    axisDeg: axis === null ? null : signedDegrees(axis),
  };
  for (const [name, spin] of Object.entries({ TotalSpin: given.total, BackSpin: given.back, SideSpin: given.side })) {
    if (spin !== null && Math.abs(spin) > SPIN_RPM_MAX) {
      return `BallData.${name} must be within ${SPIN_RPM_MAX} revolutions a minute.`;
    }
  }
  return {
    speedMps: speedMph * MPS_PER_MPH,
    directionDeg,
    launchDeg,
    ...completeSpin(given),
    carryM: carryOf(fieldOf(data, 'CarryDistance'), units),
  };
}

/** `Units` speaks of distances alone; speeds are always miles an hour. */
function carryOf(value: unknown, units: unknown): number | null {
  const distance = measuredNotZero(value);
  if (distance === null) return null;
  const metres = /^met(er|re)s?$/i.test(word(units)) ? distance : distance * METRES_PER_YARD;
  return metres > 0 && metres <= CARRY_METRES_MAX ? metres : null;
}

/** Null where nothing of it was measured, whatever the flag says. */
function readClub(data: unknown): ClubDelivery | null {
  const angle = (name: string): number | null => {
    const degrees = measuredNotZero(fieldOf(data, name));
    return degrees === null || Math.abs(degrees) > 90 ? null : degrees;
  };
  const speedMph = measuredNotZero(fieldOf(data, 'Speed')) ?? measuredNotZero(fieldOf(data, 'SpeedAtImpact'));
  const club: ClubDelivery = {
    speedMps: speedMph === null || speedMph < 0 || speedMph > SPEED_MPH_MAX ? null : speedMph * MPS_PER_MPH,
    attackDeg: angle('AngleOfAttack'),
    faceToTargetDeg: angle('FaceToTarget'),
    pathDeg: angle('Path'),
    lieDeg: angle('Lie'),
    loftDeg: angle('Loft'),
  };
  return Object.values(club).every((value) => value === null) ? null : club;
}

function deviceOf(value: unknown): string {
  return isBlank(value) ? UNNAMED_DEVICE : word(value).slice(0, DEVICE_ID_LENGTH_MAX);
}

function numberOf(value: unknown): string | null {
  return isBlank(value) ? null : word(value).slice(0, DEVICE_ID_LENGTH_MAX);
}

function isBlank(value: unknown): boolean {
  return word(value) === '';
}

/** Empty for what is no single word or number. */
function word(value: unknown): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

/** Null where nothing is said. */
function flag(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (value === 1 || value === 0) return value === 1;
  const text = word(value).toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : null;
}
