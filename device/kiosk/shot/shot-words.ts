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
type Ball = NonNullable<Shot['ball']>;
type Club = NonNullable<Shot['club']>;

/** Below half of the last digit there is no side. */
const NO_SIDE_DEG = 0.05;
const NO_SIDE_RPM = 0.5;

export function shotWords({ ball, club, device }: Shot, units: Units): ShotWords {
  const first = ball === null ? [] : firstOf(ball, units);
  return {
    first,
    ball: ball === null ? [] : [...first, ...spinOf(ball)],
    club: club === null ? [] : deliveryOf(club, units),
    device,
  };
}

function firstOf(ball: Ball, units: Units): ShotNumber[] {
  return present([
    of('shot.carry', ball.carryM, (metres) => [
      number(distanceIn(units.distance, metres), 0),
      units.distance === 'yd' ? text('unit.yd') : 'm',
    ]),
    speed('shot.ball-speed', ball.speedMps, units),
    degrees('shot.launch', ball.launchDeg),
    toSide('shot.direction', ball.directionDeg),
    spin('shot.spin', ball.spinRpm),
  ]);
}

function spinOf(ball: Ball): ShotNumber[] {
  return present([
    spin('shot.back-spin', ball.backSpinRpm),
    of('shot.side-spin', ball.sideSpinRpm, (rpm) => [
      number(Math.abs(rpm), 0),
      text('unit.rpm'),
      sideOf(rpm, NO_SIDE_RPM, LEFT_RIGHT),
    ]),
    toSide('shot.spin-axis', ball.spinAxisDeg),
  ]);
}

function deliveryOf(club: Club, units: Units): ShotNumber[] {
  return present([
    speed('shot.club-speed', club.speedMps, units),
    toSide('shot.attack', club.attackDeg, DOWN_UP),
    toSide('shot.face', club.faceToTargetDeg),
    toSide('shot.path', club.pathDeg),
    degrees('shot.lie', club.lieDeg),
    degrees('shot.loft', club.loftDeg),
  ]);
}

type Sides = readonly [minus: TextKey, plus: TextKey];
const LEFT_RIGHT: Sides = ['shot.left', 'shot.right'];
const DOWN_UP: Sides = ['shot.down', 'shot.up'];

const speed = (key: TextKey, metresPerSecond: number | null, { speed: unit }: Units) =>
  of(key, metresPerSecond, (value) => [number(speedIn(unit, value), unit === 'km/h' ? 0 : 1), unit]);

const spin = (key: TextKey, rpm: number | null) => of(key, rpm, (value) => [number(value, 0), text('unit.rpm')]);

const degrees = (key: TextKey, angle: number | null) => of(key, angle, (value) => [number(value, 1), '°']);

const toSide = (key: TextKey, angle: number | null, sides: Sides = LEFT_RIGHT) =>
  of(key, angle, (value) => [number(Math.abs(value), 1), '°', sideOf(value, NO_SIDE_DEG, sides)]);

function of(
  key: TextKey,
  value: number | null,
  say: (value: number) => [value: string, unit: string, side?: string],
): ShotNumber | null {
  if (value === null) return null;
  const [said, unit, side] = say(value);
  return { key, name: text(key), value: said, unit, side: side ?? null };
}

function sideOf(value: number, none: number, [minus, plus]: Sides): string {
  if (Math.abs(value) < none) return text('shot.straight');
  return text(value < 0 ? minus : plus);
}

function present(numbers: readonly (ShotNumber | null)[]): ShotNumber[] {
  return numbers.filter((each) => each !== null);
}
