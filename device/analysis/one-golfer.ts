/**
 * Keeps one person's poses. The threads follow the golfer each by itself, so one of them may go over to a bystander
 * and the frames then alternate between two people. Frames are strung into trails by where the hips are and how large
 * the body is; what is not on the wanted trail becomes a frame without a person.
 */
import { LANDMARK, LANDMARK_COUNT, type LandmarkName } from '../swing/pose/landmark.ts';
import { frameCount, IMAGE_VALUES, type PoseTrack, WORLD_VALUES } from '../swing/pose/pose-track.ts';

/** Hips move at most 6 torso lengths a second (3 m/s), beside the model's own error. */
const SPEED_T = 6;
const SLACK_T = 0.3;
/** A body keeps its size from frame to frame; a turned or bowed one measures a little less. */
const RATIO_MAX = 1.6;
/** A trail that was lost for longer begins anew. */
const LOST_MS_MAX = 1500;
/** Less of a clip than this is nobody's swing. */
const SHARE_MIN = 0.15;
const PEOPLE_MAX = 3;

interface Trail {
  frames: number[];
  x: number;
  y: number;
  torso: number;
  timeMs: number;
}

/** One track a person, the one who is seen longest first. A clip of one person gives its track as it is. */
export function peopleOf(track: PoseTrack): PoseTrack[] {
  const trails = trailsOf(track);
  const seen = trails.reduce((sum, trail) => sum + trail.frames.length, 0);
  if (trails.length <= 1) return [track];
  return trails
    .filter((trail) => trail.frames.length >= SHARE_MIN * seen)
    .sort((a, b) => b.frames.length - a.frames.length)
    .slice(0, PEOPLE_MAX)
    .map((trail) => onlyFrames(track, new Set(trail.frames)));
}

function trailsOf(track: PoseTrack): Trail[] {
  const trails: Trail[] = [];
  for (let frame = 0; frame < frameCount(track); frame++) {
    if ((track.presence[frame] as number) === 0) continue;
    const [hipX, hipY] = middle(track, frame, 'left-hip', 'right-hip');
    const [shoulderX, shoulderY] = middle(track, frame, 'left-shoulder', 'right-shoulder');
    const now = {
      x: hipX,
      y: hipY,
      torso: Math.max(1, Math.hypot(shoulderX - hipX, shoulderY - hipY)),
      timeMs: track.timesMs[frame] as number,
    };
    const own = nearest(trails, now);
    if (own === null) trails.push({ ...now, frames: [frame] });
    else {
      own.frames.push(frame);
      Object.assign(own, now);
    }
  }
  return trails;
}

function nearest(trails: readonly Trail[], now: Omit<Trail, 'frames'>): Trail | null {
  let best: Trail | null = null;
  let bestAway = Number.POSITIVE_INFINITY;
  for (const trail of trails) {
    const elapsedMs = now.timeMs - trail.timeMs;
    const ratio = now.torso / trail.torso;
    if (elapsedMs > LOST_MS_MAX || ratio > RATIO_MAX || ratio < 1 / RATIO_MAX) continue;
    const away = Math.hypot(now.x - trail.x, now.y - trail.y) / Math.max(now.torso, trail.torso);
    if (away > SLACK_T + (SPEED_T * elapsedMs) / 1000 || away >= bestAway) continue;
    best = trail;
    bestAway = away;
  }
  return best;
}

function middle(track: PoseTrack, frame: number, a: LandmarkName, b: LandmarkName): [number, number] {
  const at = (name: LandmarkName, axis: 0 | 1): number =>
    track.image[(frame * LANDMARK_COUNT + LANDMARK[name]) * IMAGE_VALUES + axis] as number;
  return [(at(a, 0) + at(b, 0)) / 2, (at(a, 1) + at(b, 1)) / 2];
}

function onlyFrames(track: PoseTrack, frames: ReadonlySet<number>): PoseTrack {
  const out = { ...track, image: track.image.slice(), world: track.world.slice(), presence: track.presence.slice() };
  for (let frame = 0; frame < frameCount(track); frame++) {
    if (frames.has(frame)) continue;
    out.image.fill(Number.NaN, frame * LANDMARK_COUNT * IMAGE_VALUES, (frame + 1) * LANDMARK_COUNT * IMAGE_VALUES);
    out.world.fill(Number.NaN, frame * LANDMARK_COUNT * WORLD_VALUES, (frame + 1) * LANDMARK_COUNT * WORLD_VALUES);
    out.presence[frame] = 0;
  }
  return out;
}
