/** Looks into the film of each view for what the rules of `swing/events` ask for. */
import { bodyMotion } from '../swing/events/body-motion.ts';
import type { ClueReader } from '../swing/events/pixel-clues.ts';
import { filled, type Series } from '../swing/events/series.ts';
import { LANDMARK, LANDMARK_COUNT, type LandmarkName } from '../swing/pose/landmark.ts';
import { frameCount, IMAGE_VALUES, type PoseTrack } from '../swing/pose/pose-track.ts';
import type { Film } from './film.ts';
import { motionEnergy } from './motion-energy.ts';
import { type HandsInPicture, shaftEvidence } from './shaft-evidence.ts';

export function clueReader(views: readonly { track: PoseTrack; film: Film }[]): ClueReader {
  const hands = views.map(({ track }) => handsInPicture(track));
  return ({ view, from, to, stillFrame, unitFrames }) => {
    const film = views[view]?.film;
    const where = hands[view];
    if (film === undefined || where === undefined) return null;
    const range = { from, to, stepFrames: Math.max(1, Math.round(unitFrames)) };
    const anchor = {
      x: where.handX[stillFrame] as number,
      y: where.handY[stillFrame] as number,
      torso: where.torso[stillFrame] as number,
    };
    return { from, shaft: shaftEvidence(film, where, range), clubMotion: motionEnergy(film, anchor, range) };
  };
}

function handsInPicture(track: PoseTrack): HandsInPicture {
  const motion = bodyMotion(track);
  const inPixels = (values: Series, from: Series, sign: 1 | -1): Series =>
    values.map((value, i) => (from[i] as number) + sign * value * (motion.torso[i] as number));
  const landmark = (name: LandmarkName, axis: 0 | 1): Series =>
    filled(
      new Float64Array(frameCount(track)).map(
        (_, i) => track.image[(i * LANDMARK_COUNT + LANDMARK[name]) * IMAGE_VALUES + axis] as number,
      ),
    );
  return {
    handX: inPixels(motion.handX, motion.hipX, 1),
    handY: inPixels(motion.handY, motion.hipY, -1),
    torso: motion.torso,
    elbows: (['left-elbow', 'right-elbow'] as const).map((name) => ({ x: landmark(name, 0), y: landmark(name, 1) })),
  };
}
