/** What one swing's pictures and landmarks say about where its cameras stand; what follows from it is `swing`'s. */
import type { CalibrationWatch, WatchEvidence } from '../swing/calibration-watch/calibration-watch.ts';
import { type LandmarkGap, landmarkGap } from '../swing/calibration-watch/landmark-gap.ts';
import type { FoundSwing } from '../swing/events/found-swing.ts';
import type { CameraCalibration } from '../swing/geometry/camera-calibration.ts';
import type { CalibratedView } from '../swing/geometry/joint-track.ts';
import type { PoseTrack } from '../swing/pose/pose-track.ts';
import { chooseFixedPoints } from './choose-fixed-points.ts';
import type { Film } from './film.ts';
import { findTurn } from './fixed-points.ts';
import { stillBackground } from './still-background.ts';

export interface WatchedView {
  /** On the report's clock. */
  readonly track: PoseTrack;
  readonly film: Film;
  readonly calibration: CameraCalibration | null;
}

/** `watch` is the one for these cameras. Some ten milliseconds a view, more in the first swing after a calibration. */
export function watchEvidence(
  watch: CalibrationWatch,
  views: readonly WatchedView[],
  found: FoundSwing,
  session: string,
): WatchEvidence {
  const calibrated = views.flatMap(({ track, film, calibration }) =>
    calibration === null ? [] : [{ track, film, calibration }],
  );
  return {
    session,
    cameras: calibrated.map((view) => cameraEvidence(watch, view)),
    gaps: found.slowMotion.suspected ? [] : gapsOf(calibrated, found),
  };
}

function cameraEvidence(
  watch: CalibrationWatch,
  { track, film, calibration }: CalibratedView & { film: Film },
): WatchEvidence['cameras'][number] {
  const known = watch.cameras.find(({ camera }) => camera === track.camera);
  const still = stillBackground(film);
  const nothing = { camera: track.camera, turn: null, chosen: null };
  if (known === undefined || still === null) return nothing;
  const background = { ...still, shrink: (film.shrink * calibration.width) / track.width };
  if (known.points.length === 0) {
    return { ...nothing, chosen: { points: chooseFixedPoints(background), shrink: background.shrink } };
  }
  // A clip so long that its film is smaller than usual shows the patches at another size.
  if (Math.abs(background.shrink / known.shrink - 1) > 0.01) return nothing;
  return { ...nothing, turn: findTurn(background, calibration, known.points, known.turn) };
}

/** Of every two cameras, from address to impact: before it the golfer walks, after it arms hide the body. */
function gapsOf(views: readonly CalibratedView[], { events }: FoundSwing): LandmarkGap[] {
  const timeOf = (name: string) => events.find((event) => event.name === name)?.timeMs;
  const [fromMs, toMs] = [timeOf('address'), timeOf('impact')];
  if (fromMs === undefined || toMs === undefined || !(toMs > fromMs)) return [];
  return views.flatMap((first, i) =>
    views.slice(i + 1).flatMap((second) => {
      const gap = landmarkGap(first, second, { fromMs, toMs });
      return gap === null ? [] : [gap];
    }),
  );
}
