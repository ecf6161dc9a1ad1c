import type { FigurePicture } from '../../device/swing/metrics/metric-picture.ts';
import type { FigureState } from '../../device/virtual-bay/motion.ts';
import { add, mix, type Vec3 } from '../../device/virtual-bay/vector.ts';
import { area, COLOUR, disc, line, type Pixel } from './svg.ts';

/** A golfer's figure in one of the three views, from far away: nothing is shortened by perspective. */
export type View = FigurePicture['view'];

export interface Sheet {
  readonly view: View;
  readonly pixelsAMetre: number;
  /** Where the view's own origin, the ball, stands in the picture. */
  readonly origin: Pixel;
}

/** Across and down the picture, in metres from the ball. Face-on and from above the target is to the right. */
export function across(view: View, [x, y, z]: Vec3): Pixel {
  if (view === 'face-on') return [x, -y];
  return view === 'down-the-line' ? [z, -y] : [x, z];
}

export function onSheet({ view, pixelsAMetre, origin }: Sheet, place: Vec3): Pixel {
  const [x, y] = across(view, place);
  return [origin[0] + x * pixelsAMetre, origin[1] + y * pixelsAMetre];
}

/** Larger is nearer to whoever looks. */
function nearness(view: View, [x, y, z]: Vec3): number {
  if (view === 'face-on') return z;
  return view === 'down-the-line' ? -x : y;
}

interface Look {
  readonly fill: string;
  readonly edge: string;
}
const SOLID: Look = { fill: COLOUR.body, edge: COLOUR.bodyEdge };
const GHOST: Look = { fill: COLOUR.ghost, edge: '#d3dae1' };

/** Limbs as rounded bars, trunk and head as areas, what is farther away first. */
export function figure(sheet: Sheet, state: FigureState, isGhost: boolean): string[] {
  const { body, club } = state;
  const look = isGhost ? GHOST : SOLID;
  const parts: { near: number; shape: string }[] = [];
  const bar = (from: Vec3, to: Vec3, widthM: number): void => {
    const points = [onSheet(sheet, from), onSheet(sheet, to)];
    const width = widthM * sheet.pixelsAMetre;
    const shape = `${line(points, { colour: look.edge, width: width + 3 })}\n${line(points, { colour: look.fill, width })}`;
    parts.push({ near: nearness(sheet.view, mix(from, to, 0.5)), shape });
  };
  for (const i of [0, 1] as const) {
    bar(body.hips[i], body.knees[i], 0.13);
    bar(body.knees[i], body.ankles[i], 0.1);
    bar(body.ankles[i], add(body.ankles[i], [i === 0 ? 0.05 : -0.03, -0.04, 0.15]), 0.07);
    bar(body.shoulders[i], body.elbows[i], 0.085);
    bar(body.elbows[i], body.wrists[i], 0.07);
  }
  const [leadShoulder, trailShoulder] = body.shoulders;
  const [leadHip, trailHip] = body.hips;
  const trunk = [leadShoulder, trailShoulder, trailHip, leadHip].map((place) => onSheet(sheet, place));
  const edge = { colour: look.edge, width: 0.15 * sheet.pixelsAMetre };
  const inner = { colour: look.fill, width: 0.15 * sheet.pixelsAMetre - 3 };
  parts.push({
    near: nearness(sheet.view, mix(body.midHip, body.midShoulder, 0.5)),
    shape: `${area(trunk, look.fill, edge)}\n${area(trunk, look.fill, inner)}`,
  });
  parts.push({
    near: nearness(sheet.view, body.headCentre),
    shape: disc(onSheet(sheet, body.headCentre), 0.105 * sheet.pixelsAMetre, look.fill, look.edge),
  });
  if (club !== null) {
    const shaft = [onSheet(sheet, club.butt), onSheet(sheet, club.head)];
    const colour = isGhost ? '#d3dae1' : COLOUR.club;
    const shape = `${line(shaft, { colour, width: 3 })}\n${disc(onSheet(sheet, club.head), 5, colour)}`;
    parts.push({ near: nearness(sheet.view, mix(club.butt, club.head, 0.5)), shape });
  }
  return parts.toSorted((a, b) => a.near - b.near).map(({ shape }) => shape);
}
