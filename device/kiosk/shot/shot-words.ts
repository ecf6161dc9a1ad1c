import type { SwingReport } from '../../api/contract/report.ts';
import { number, text, type TextKey } from '../locales/text.ts';
import { distanceIn, speedIn, type Units } from './units.ts';

/** What a launch monitor measured, in words. What it did not measure is not there: no number is ever made up. */
export interface ShotNumber {
  readonly key: string;
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  /** Such as “left”: a sign that became a word; null where the number has none. */
  readonly side: string | null;
}

export interface ShotWords {
  /** The five that a golfer asks for first, in their order, as far as they were measured. */
  readonly first: readonly ShotNumber[];
  readonly ball: readonly ShotNumber[];
  readonly club: readonly ShotNumber[];
  readonly device: string;
}

type Shot = NonNullable<SwingReport['shot']>;

/** Below half of the last digit there is no side. */
const NO_SIDE_DEG = 0.05;
const NO_SIDE_RPM = 0.5;

export function shotWords(shot: Shot, units: Units): ShotWords {
  const { ball, club } = shot;
  const speed = (key: TextKey, metresPerSecond: number | null) =>
    of(key, metresPerSecond, (value) => [
      number(speedIn(units.speed, value), units.speed === 'km/h' ? 0 : 1),
      units.speed,
    ]);
  const spin = (key: TextKey, rpm: number | null) => of(key, rpm, (value) => [number(value, 0), text('unit.rpm')]);
  const degrees = (key: TextKey, value: number | null) => of(key, value, (angle) => [number(angle, 1), '°']);
  const toSide = (key: TextKey, value: number | null, [minus, plus]: readonly [TextKey, TextKey] = LEFT_RIGHT) =>
    of(key, value, (angle) => [number(Math.abs(angle), 1), '°', sideOf(angle, NO_SIDE_DEG, minus, plus)]);
  const sideSpin = (key: TextKey, value: number | null) =>
    of(key, value, (rpm) => [
      number(Math.abs(rpm), 0),
      text('unit.rpm'),
      sideOf(rpm, NO_SIDE_RPM, 'shot.left', 'shot.right'),
    ]);
  const carry = of('shot.carry', ball?.carryM ?? null, (metres) => [
    number(distanceIn(units.distance, metres), 0),
    units.distance === 'yd' ? text('unit.yd') : 'm',
  ]);
  const ballSpeed = speed('shot.ball-speed', ball?.speedMps ?? null);
  const launch = degrees('shot.launch', ball?.launchDeg ?? null);
  const direction = toSide('shot.direction', ball?.directionDeg ?? null);
  const totalSpin = spin('shot.spin', ball?.spinRpm ?? null);
  const first = present([carry, ballSpeed, launch, direction, totalSpin]);
  return {
    first,
    ball: present([
      ...[carry, ballSpeed, launch, direction, totalSpin],
      spin('shot.back-spin', ball?.backSpinRpm ?? null),
      sideSpin('shot.side-spin', ball?.sideSpinRpm ?? null),
      toSide('shot.spin-axis', ball?.spinAxisDeg ?? null),
    ]),
    club: present([
      speed('shot.club-speed', club?.speedMps ?? null),
      toSide('shot.attack', club?.attackDeg ?? null, DOWN_UP),
      toSide('shot.face', club?.faceToTargetDeg ?? null),
      toSide('shot.path', club?.pathDeg ?? null),
      degrees('shot.lie', club?.lieDeg ?? null),
      degrees('shot.loft', club?.loftDeg ?? null),
    ]),
    device: shot.device,
  };
}

const LEFT_RIGHT = ['shot.left', 'shot.right'] as const;
const DOWN_UP = ['shot.down', 'shot.up'] as const;

function of(
  key: TextKey,
  value: number | null,
  say: (value: number) => [value: string, unit: string, side?: string],
): ShotNumber | null {
  if (value === null) return null;
  const [said, unit, side] = say(value);
  return { key, name: text(key), value: said, unit, side: side ?? null };
}

function sideOf(value: number, none: number, minus: TextKey, plus: TextKey): string {
  if (Math.abs(value) < none) return text('shot.straight');
  return text(value < 0 ? minus : plus);
}

function present(numbers: readonly (ShotNumber | null)[]): ShotNumber[] {
  return numbers.filter((each) => each !== null);
}
