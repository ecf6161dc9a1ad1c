/** Looks into the film of each view for what the rules of `swing/events` ask for. */

import { LINE_DIRECTIONS, type ShaftLines } from '../swing/club/shaft-lines.ts';
import { bodyMotion } from '../swing/events/body-motion.ts';
import type { ClueReader, ClueRequest } from '../swing/events/pixel-clues.ts';
import { filled, type Series } from '../swing/events/series.ts';
import { LANDMARK, LANDMARK_COUNT, type LandmarkName } from '../swing/pose/landmark.ts';
import { frameCount, IMAGE_VALUES, type PoseTrack } from '../swing/pose/pose-track.ts';
import type { Film } from './film.ts';
import { filmBackground } from './film-background.ts';
import { motionEnergy } from './motion-energy.ts';
import { type HandsInPicture, shaftEvidence } from './shaft-evidence.ts';
import { fineLine, lineEvidence } from './shaft-lines.ts';

export function clueReader(views: readonly { track: PoseTrack; film: Film }[]): ClueReader {
  const hands = views.map(({ track }) => handsInPicture(track));
  return (request) => {
    const { view, from, to, stillFrame, unitFrames } = request;
    const film = views[view]?.film;
    const where = hands[view];
    if (film === undefined || where === undefined) return null;
    const range = { from, to, stepFrames: Math.max(1, Math.round(unitFrames)) };
    const anchor = {
      x: where.handX[stillFrame] as number,
      y: where.handY[stillFrame] as number,
      torso: where.torso[stillFrame] as number,
    };
    return {
      from,
      shaft: shaftEvidence(film, where, range),
      clubMotion: motionEnergy(film, anchor, range),
      lines: () => shaftLines(film, where, request),
    };
  };
}

/** Farther than this from the hands nothing is looked at, in torso lengths. */
const REACH_T = 1.6;

function shaftLines(film: Film, hands: HandsInPicture, { from, to, movingFrom }: ClueRequest): ShaftLines | null {
  const box = { left: Number.POSITIVE_INFINITY, top: Number.POSITIVE_INFINITY, right: 0, bottom: 0 };
  for (let frame = from; frame <= to; frame++) {
    const x = (hands.handX[frame] as number) / film.shrink;
    const y = (hands.handY[frame] as number) / film.shrink;
    const reach = (REACH_T * (hands.torso[frame] as number)) / film.shrink;
    box.left = Math.min(box.left, x - reach);
    box.top = Math.min(box.top, y - reach);
    box.right = Math.max(box.right, x + reach);
    box.bottom = Math.max(box.bottom, y + reach);
  }
  const background = filmBackground(film, movingFrom, to, box);
  if (background === null) return null;
  const { strength, offsetT } = lineEvidence(film, background, hands, { from, to });
  return {
    from,
    strength,
    closely: (frame, degrees) => {
      const column =
        ((Math.round((degrees * LINE_DIRECTIONS) / 360) % LINE_DIRECTIONS) + LINE_DIRECTIONS) % LINE_DIRECTIONS;
      const offset = offsetT[(frame - from) * LINE_DIRECTIONS + column] as number;
      return fineLine(film, background, hands, { frame, degrees, offsetT: offset });
    },
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
