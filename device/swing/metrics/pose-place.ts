import { midpoint, type Vector } from '../geometry/vector.ts';
import type { Pose } from './pose-metric.ts';

/** Places between joints that several metrics mean alike. */
export function midHip(pose: Pose): Vector {
  return midpoint(pose('lead-hip'), pose('trail-hip'));
}

export function midShoulder(pose: Pose): Vector {
  return midpoint(pose('lead-shoulder'), pose('trail-shoulder'));
}

/** The ears, because the nose swings with every turn of the head. */
export function midEar(pose: Pose): Vector {
  return midpoint(pose('lead-ear'), pose('trail-ear'));
}
