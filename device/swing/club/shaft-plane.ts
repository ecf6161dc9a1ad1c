/**
 * A shaft seen by one calibrated camera lies in the plane of the camera's centre and the line in the picture. Two such
 * planes meet in the shaft's direction.
 */
import type { CameraCalibration } from '../geometry/camera-calibration.ts';
import { rayThrough } from '../geometry/camera-model.ts';
import { dot, lengthOf, normalize, scale, subtract, type Vector, vector } from '../geometry/vector.ts';
import type { ShaftLine } from './shaft-lines.ts';

export interface ShaftPlane {
  /** Unit normal in bay axes. */
  readonly normal: Vector;
  /** Unit vector from the camera to the shaft's line near the hands. */
  readonly ray: Vector;
  /** Unit vector in the plane, square to the ray, towards the side on which the club head is seen. */
  readonly towardsHead: Vector;
}

/** Pixels along the line between the two rays that span the plane: some fifth of a golfer. */
const SPAN_PX = 60;

/** `line` in pixels of the calibration's picture. */
export function shaftPlane(camera: CameraCalibration, line: Pick<ShaftLine, 'x' | 'y' | 'degrees'>): ShaftPlane | null {
  const angle = (line.degrees * Math.PI) / 180;
  const near = rayThrough(camera, { x: line.x, y: line.y }).direction;
  const far = rayThrough(camera, {
    x: line.x + Math.cos(angle) * SPAN_PX,
    y: line.y - Math.sin(angle) * SPAN_PX,
  }).direction;
  const across = subtract(far, scale(near, dot(far, near)));
  const normal = cross(near, across);
  return lengthOf(normal) > 1e-6 ? { normal: normalize(normal), ray: near, towardsHead: normalize(across) } : null;
}

export interface ShaftDirection {
  /** Unit vector from the hands to the club head, bay axes. */
  readonly direction: Vector;
  /** 90 % of its error, degrees. */
  readonly errorDegrees: number;
}

/** 90 % of the error of a line in a picture, degrees: measured on rendered golfers. */
const LINE_ERROR_DEGREES = 2;
/** Planes that meet at a smaller angle leave the direction open. */
const PLANES_SINE_MIN = 0.15;
/** Share of the shaft that must be seen across each camera's line of sight; less, and its line is a point. */
const ACROSS_MIN = 0.2;

/** Where two planes meet; null where they hardly do, or where the cameras see the head on contradicting sides. */
export function meetingOf(a: ShaftPlane, b: ShaftPlane): ShaftDirection | null {
  const both = cross(a.normal, b.normal);
  const sine = lengthOf(both);
  if (sine < PLANES_SINE_MIN) return null;
  const along = normalize(both);
  const [acrossA, acrossB] = [dot(along, a.towardsHead), dot(along, b.towardsHead)];
  if (Math.min(Math.abs(acrossA), Math.abs(acrossB)) < ACROSS_MIN || acrossA > 0 !== acrossB > 0) return null;
  const direction = acrossA > 0 ? along : scale(along, -1);
  // A line turned by δ turns its plane about the line of sight, and the meeting by δ · sin(shaft, sight) / sin(planes);
  // foreshortened, the same pixel error turns the line by as much more.
  return { direction, errorDegrees: (LINE_ERROR_DEGREES * Math.SQRT2) / sine };
}

/** The elevation of a shaft in a plane, in degrees above the horizon, when its compass direction is known. */
export function elevationIn({ normal }: ShaftPlane, azimuth: number): number {
  const flat = normal.x * Math.cos(azimuth) + normal.z * Math.sin(azimuth);
  return (Math.atan2(-flat * Math.sign(normal.y), Math.abs(normal.y)) * 180) / Math.PI;
}

export const azimuthOf = ({ x, z }: Vector): number => Math.atan2(z, x);

function cross(a: Vector, b: Vector): Vector {
  return vector(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x);
}
