import { LANDMARK, LANDMARK_COUNT, type LandmarkName } from '../swing/pose/landmark.ts';
import { type BodyPose, type BoneName, carried } from './body-pose.ts';
import { FACE } from './head-shape.ts';
import { type Motion, mirrorOf } from './motion.ts';
import { add, scale, type Vec3 } from './vector.ts';

/** Metres in bay axes, 33 × 3: where BlazePose's landmarks lie on this body. Joints are joint centres. */
export function landmarksAt(motion: Motion, ms: number): Float64Array {
  return landmarksOf(motion, motion.at(ms).body);
}

export function landmarksOf(motion: Motion, pose: BodyPose): Float64Array {
  const { skeleton } = motion;
  const { rest, size } = skeleton;
  const mirror = mirrorOf(motion.golfer);
  const out = new Float64Array(LANDMARK_COUNT * 3);
  /** The lead side is the left of the right-hander that is posed; in the mirror it is the right. */
  const put = (name: LandmarkName, at: Vec3) => {
    const row = LANDMARK[mirror === 1 ? name : swapped(name)] * 3;
    out[row] = at[0];
    out[row + 1] = at[1];
    out[row + 2] = at[2] * mirror;
  };
  const onHead = (place: Vec3, sign: 1 | -1): Vec3 =>
    carried(pose, 'head', add(rest.headCentre, scale([place[0] * sign, place[1], place[2]], size)));
  put('nose', onHead(FACE.noseTip, 1));
  for (const i of [0, 1] as const) {
    const side = i === 0 ? 'left' : 'right';
    const own = i === 0 ? 'lead' : 'trail';
    const sign = i === 0 ? 1 : -1;
    put(`${side}-eye-inner`, onHead(FACE.eyeInner, sign));
    put(`${side}-eye`, onHead(FACE.eye, sign));
    put(`${side}-eye-outer`, onHead(FACE.eyeOuter, sign));
    put(`${side}-ear`, onHead(FACE.ear, sign));
    put(`mouth-${side}`, onHead(FACE.mouthCorner, sign));
    put(`${side}-shoulder`, pose.shoulders[i]);
    put(`${side}-elbow`, pose.elbows[i]);
    put(`${side}-wrist`, pose.wrists[i]);
    const onHand = (x: number, y: number, z: number) =>
      carried(pose, `${own}-hand` as BoneName, add(rest.wrists[i], scale([-x * sign, y, z], size)));
    put(`${side}-pinky`, onHand(0.006, -0.08, -0.032));
    put(`${side}-index`, onHand(0.006, -0.09, 0.028));
    put(`${side}-thumb`, onHand(0.012, -0.068, 0.052));
    put(`${side}-hip`, pose.hips[i]);
    put(`${side}-knee`, pose.knees[i]);
    put(`${side}-ankle`, pose.ankles[i]);
    const onFoot = (z: number, y: number) =>
      carried(pose, `${own}-foot` as BoneName, add(rest.ankles[i], [0, y - skeleton.ankleHeightM, z]));
    put(`${side}-heel`, onFoot(-skeleton.heelBackM, 0.02));
    put(`${side}-foot-index`, onFoot(skeleton.toeForwardM * 1.05, 0.02));
  }
  return out;
}

function swapped(name: LandmarkName): LandmarkName {
  const other = name.includes('left') ? name.replace('left', 'right') : name.replace('right', 'left');
  return other as LandmarkName;
}
