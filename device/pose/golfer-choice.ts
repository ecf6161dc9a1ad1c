import { LANDMARK } from '../swing/pose/landmark.ts';
import { IMAGE_VALUES } from '../swing/pose/pose-track.ts';
import { type Detection, KEY_POINT_BODY, KEY_POINT_HIP } from './detection.ts';
import { type Region, regionFromAlignment } from './region.ts';

/** Says which of the people in a picture is the golfer, and whether a tracked person still is. Pure. */

/** The mat and the space over it, as fractions of the picture. */
export interface SearchArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Somebody who was found, and how likely it is the golfer; the higher rank is asked first. */
export interface Candidate {
  region: Region;
  rank: number;
}

/** From the hips down to the feet, as a part of the circle's radius (which reaches from the hips over the head). */
const FEET_FROM_HIPS = 0.85;
/** A landmark may stand this far out of the area, as a part of it: the golfer's balance goes over the mat's edge. */
const AREA_SLACK = 0.1;
/** Where the golfer was, counts for more than size as long as this much later. */
const REMEMBER_MS = 1500;

export interface LastSeen {
  region: Region;
  timeMs: number;
}

/** The people of a letterboxed picture who may be the golfer, best first. */
export function rankCandidates(
  detections: readonly Detection[],
  letterbox: Region,
  picture: PictureSize,
  area: SearchArea | null,
  lastSeen: LastSeen | null,
  timeMs: number,
): Candidate[] {
  const corner = { x: letterbox.centreX - letterbox.size / 2, y: letterbox.centreY - letterbox.size / 2 };
  const candidates: Candidate[] = [];
  for (const { score, values } of detections) {
    const point = (key: number) => ({
      x: corner.x + (values[key] as number) * letterbox.size,
      y: corner.y + (values[key + 1] as number) * letterbox.size,
    });
    const hip = point(KEY_POINT_HIP);
    const body = point(KEY_POINT_BODY);
    const region = regionFromAlignment(hip.x, hip.y, body.x, body.y);
    const feet = { x: hip.x - FEET_FROM_HIPS * (body.x - hip.x), y: hip.y - FEET_FROM_HIPS * (body.y - hip.y) };
    const inArea = area === null ? 2 : Number(isInArea(hip, picture, area)) + Number(isInArea(feet, picture, area));
    if (inArea === 0 || !(region.size > 0)) continue;
    candidates.push({ region, rank: rank(region, score, inArea, picture, lastSeen, timeMs) });
  }
  return candidates.sort((a, b) => b.rank - a.rank);
}

/**
 * Nearness to where the golfer was a moment ago decides; else standing in the area with hips and feet; else size, since
 * who walks behind is smaller; the middle of the picture breaks near ties.
 */
function rank(
  region: Region,
  score: number,
  inArea: number,
  picture: PictureSize,
  lastSeen: LastSeen | null,
  timeMs: number,
): number {
  const edge = Math.max(picture.width, picture.height);
  const aside = Math.abs(region.centreX / picture.width - 0.5);
  const looks = score * Math.min(1, region.size / (2 * edge)) * (1 - aside);
  if (lastSeen === null || Math.abs(timeMs - lastSeen.timeMs) > REMEMBER_MS) return inArea + looks;
  const away = Math.hypot(region.centreX - lastSeen.region.centreX, region.centreY - lastSeen.region.centreY);
  return inArea + 4 * Math.max(0, 1 - away / lastSeen.region.size) + looks;
}

function isInArea(point: { x: number; y: number }, picture: PictureSize, area: SearchArea): boolean {
  const slackX = area.width * AREA_SLACK;
  const slackY = area.height * AREA_SLACK;
  const x = point.x / picture.width;
  const y = point.y / picture.height;
  return (
    x >= area.x - slackX &&
    x <= area.x + area.width + slackX &&
    y >= area.y - slackY &&
    y <= area.y + area.height + slackY
  );
}

/** Whether the person with these landmarks stands in the area: with the hips or with the feet. */
export function isGolfer(image: Float32Array, picture: PictureSize, area: SearchArea | null): boolean {
  if (area === null) return true;
  const hips = middle(image, LANDMARK['left-hip'], LANDMARK['right-hip']);
  const feet = middle(image, LANDMARK['left-ankle'], LANDMARK['right-ankle']);
  return isInArea(hips, picture, area) || isInArea(feet, picture, area);
}

function middle(image: Float32Array, a: number, b: number): { x: number; y: number } {
  const at = (landmark: number, axis: number) => image[landmark * IMAGE_VALUES + axis] as number;
  return { x: (at(a, 0) + at(b, 0)) / 2, y: (at(a, 1) + at(b, 1)) / 2 };
}

/** Hips at 4 m/s in a 2.7 m region; a golfer's stay below 2. In regions a second. */
const JUMP_PER_SECOND = 1.5;
/** The network's own error between two frames, as a part of the region. */
const JUMP_SLACK = 0.12;

/** Whether the person moved farther between two frames than one person can: the network went over to another. */
export function isJump(from: Region, to: Region, elapsedMs: number): boolean {
  const moved = Math.hypot(to.centreX - from.centreX, to.centreY - from.centreY) / from.size;
  const ratio = to.size / from.size;
  return moved > JUMP_SLACK + (JUMP_PER_SECOND * Math.max(0, elapsedMs)) / 1000 || ratio > 1.6 || ratio < 0.6;
}
