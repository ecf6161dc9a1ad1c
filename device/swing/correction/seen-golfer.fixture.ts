import { project } from '../../virtual-bay/camera.ts';
import type { InstalledCamera } from '../../virtual-bay/installed-cameras.ts';
import { landmarksAt } from '../../virtual-bay/landmarks.ts';
import type { SwingMotion } from '../../virtual-bay/swing-motion.ts';
import { LANDMARK, LANDMARK_COUNT } from '../pose/landmark.ts';
import { emptyPoseTrack, IMAGE_VALUES, type PoseTrack, WORLD_VALUES } from '../pose/pose-track.ts';

/** The track of a pose model that makes no error at all: true joints, true metres from mid-hip, all visible. */
export function seenPerfectly(motion: SwingMotion, { camera }: InstalledCamera, timesMs: Float64Array): PoseTrack {
  const { calibration } = camera;
  const track = emptyPoseTrack(camera.name, calibration, timesMs);
  track.presence.fill(1);
  const r = calibration.rotation as readonly number[];
  for (const [frame, ms] of timesMs.entries()) {
    const joints = landmarksAt(motion, ms);
    const at = (row: number, k: number): number => joints[row * 3 + k] as number;
    const hip = [0, 1, 2].map((k) => (at(LANDMARK['left-hip'], k) + at(LANDMARK['right-hip'], k)) / 2);
    for (let row = 0; row < LANDMARK_COUNT; row++) {
      const seen = project(calibration, [at(row, 0), at(row, 1), at(row, 2)]);
      track.image.set([seen.x, seen.y, 0, 1], (frame * LANDMARK_COUNT + row) * IMAGE_VALUES);
      const from = [0, 1, 2].map((k) => at(row, k) - (hip[k] as number));
      const turned = [0, 1, 2].map(
        (i) =>
          (r[i * 3] as number) * (from[0] as number) +
          (r[i * 3 + 1] as number) * (from[1] as number) +
          (r[i * 3 + 2] as number) * (from[2] as number),
      );
      track.world.set(turned, (frame * LANDMARK_COUNT + row) * WORLD_VALUES);
    }
  }
  return track;
}
