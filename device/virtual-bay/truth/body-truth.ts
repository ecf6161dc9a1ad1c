import { landmarksOf } from '../landmarks.ts';
import { type FigureState, mirrorOf } from '../motion.ts';
import type { SwingMotion } from '../swing-motion.ts';
import { add, dot, mix, scale, sub, type Vec3, ZERO } from '../vector.ts';

/** Middle between the ears, in the right-hander's axes that all metrics are told in. */
export function midEar(motion: SwingMotion, state: FigureState): Vec3 {
  const points = landmarksOf(motion, state.body);
  const mirror = mirrorOf(motion.golfer);
  const at = (row: number): Vec3 => [
    points[row * 3] as number,
    points[row * 3 + 1] as number,
    mirror * (points[row * 3 + 2] as number),
  ];
  return mix(at(7), at(8), 0.5);
}

/**
 * Per cent of the way from the trail to the lead ankle, as they stood at address, at which the body's mass lies: the
 * segments' masses and their centres from the joint above as Winter tables them after Dempster. The virtual golfer has
 * no other mass than this.
 */
export function massShift(motion: SwingMotion, now: FigureState, address: FigureState): number {
  const [lead, trail] = address.body.ankles;
  const stance: Vec3 = [lead[0] - trail[0], 0, lead[2] - trail[2]];
  return (100 * dot(sub(centreOfMass(motion, now), trail), stance)) / dot(stance, stance);
}

export function centreOfMass(motion: SwingMotion, state: FigureState): Vec3 {
  const { midHip, midShoulder, shoulders, elbows, wrists, hips, knees, ankles } = state.body;
  const pieces: (readonly [mass: number, at: Vec3])[] = [
    [0.497, mix(midHip, midShoulder, 0.5)],
    [0.081, midEar(motion, state)],
  ];
  for (const i of [0, 1] as const) {
    pieces.push(
      [0.028, mix(shoulders[i], elbows[i], 0.436)],
      [0.016, mix(elbows[i], wrists[i], 0.43)],
      [0.006, wrists[i]],
      [0.1, mix(hips[i], knees[i], 0.433)],
      [0.0465, mix(knees[i], ankles[i], 0.433)],
      [0.0145, ankles[i]],
    );
  }
  return pieces.reduce<Vec3>((sum, [mass, at]) => add(sum, scale(at, mass)), ZERO);
}
