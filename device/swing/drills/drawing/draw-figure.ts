import { midpoint, type Vector } from '../../geometry/vector.ts';
import type { MannequinJoints } from './mannequin.ts';
import { type FigureStyle, INK, type Pen } from './pen.ts';

interface Part {
  /** Larger is nearer. */
  readonly depth: number;
  readonly draw: () => string;
}

/** The mannequin as strokes of the thickness of limbs, the farther parts first. */
export function drawFigure(joints: MannequinJoints, pen: Pen, style: FigureStyle): string {
  const parts = [...limbs(joints, pen, style), trunk(joints, pen, style), head(joints, pen, style)];
  if (style === 'golfer' && joints.club !== null) parts.push(club(joints.club, pen));
  const drawn = parts
    .toSorted((a, b) => a.depth - b.depth)
    .map((part) => part.draw())
    .join('');
  return style === 'ghost' ? `<g opacity=".7">${drawn}</g>` : drawn;
}

function limbs(joints: MannequinJoints, pen: Pen, style: FigureStyle): Part[] {
  const depthOf = (...points: readonly Vector[]) =>
    points.reduce((sum, point) => sum + pen.depth(point), 0) / points.length;
  return ([0, 1] as const).flatMap((i) => {
    const [shoulder, elbow, hand] = [joints.shoulders[i], joints.elbows[i], joints.hands[i]];
    const [hip, knee, ankle] = [joints.hips[i], joints.knees[i], joints.ankles[i]];
    const [toe, heel] = [joints.toes[i], joints.heels[i]];
    return [
      {
        depth: depthOf(hip, knee, ankle),
        draw: () =>
          pen.limb([heel, toe], 0.075, style === 'ghost' ? INK.wrong : INK.shoe, style) +
          pen.limb([knee, ankle], 0.1, style === 'ghost' ? INK.wrong : INK.trousers, style) +
          pen.limb([hip, knee], 0.14, style === 'ghost' ? INK.wrong : INK.trousers, style),
      },
      {
        depth: depthOf(elbow, hand, hand) + 0.02,
        draw: () =>
          pen.limb([elbow, hand], 0.068, style === 'ghost' ? INK.wrong : INK.skin, style) +
          pen.limb([shoulder, elbow], 0.088, style === 'ghost' ? INK.wrong : INK.sleeve, style) +
          pen.dot(hand, 0.046, style === 'ghost' ? INK.wrong : i === 0 ? INK.glove : INK.skin, style),
      },
    ];
  });
}

function trunk(joints: MannequinJoints, pen: Pen, style: FigureStyle): Part {
  const { shoulders, hips, midHip, midShoulder } = joints;
  const fill = style === 'ghost' ? INK.wrong : INK.shirt;
  return {
    depth: pen.depth(midpoint(midHip, midShoulder)),
    draw: () =>
      pen.limb([hips[0], hips[1]], 0.17, style === 'ghost' ? INK.wrong : INK.trousers, style) +
      pen.solid([shoulders[0], shoulders[1], hips[1], hips[0]], 0.15, fill, style),
  };
}

function head(joints: MannequinJoints, pen: Pen, style: FigureStyle): Part {
  const { head: at, gaze, neck } = joints;
  return {
    depth: pen.depth(at) + 0.05,
    draw: () =>
      pen.limb([neck, at], 0.09, style === 'ghost' ? INK.wrong : INK.skin, style) +
      pen.dot(at, 0.105, style === 'ghost' ? INK.wrong : INK.skin, style) +
      (style === 'ghost' ? '' : pen.cap(at, gaze, 0.105)),
  };
}

function club(shaft: NonNullable<MannequinJoints['club']>, pen: Pen): Part {
  return {
    depth: pen.depth(midpoint(shaft.grip, shaft.head)) + 0.01,
    draw: () =>
      pen.limb([shaft.grip, shaft.head], 0.016, INK.shaft, 'golfer') + pen.dot(shaft.head, 0.032, INK.shaft, 'golfer'),
  };
}
