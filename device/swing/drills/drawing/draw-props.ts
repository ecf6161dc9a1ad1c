import { add, type Vector, scale } from '../../geometry/vector.ts';
import type { MannequinJoints } from './mannequin.ts';
import { INK, PANEL, type Pen } from './pen.ts';
import type { PlanePoint, SceneArrow, SceneProp } from './scene.ts';

/** The things a drill is done with, and the arrows. */
export function drawProp(prop: SceneProp, joints: MannequinJoints, pen: Pen): string {
  switch (prop.kind) {
    case 'wall':
      return wall(prop.x, prop.side, pen);
    case 'ball':
      return ball(prop.at, prop.radiusM ?? 0.035, pen);
    case 'stick':
      return line([prop.from, prop.to], 0.022, INK.stick, pen);
    case 'rod':
      return rod(prop.along, joints, pen);
    case 'towel':
      return box(prop.at, prop.widthM ?? 0.2, prop.heightM ?? 0.06, INK.cloth, pen);
    case 'headcover':
      return box(prop.at, 0.1, 0.13, INK.cloth, pen);
    case 'cushion':
      return box(prop.at, 0.1, 0.2, INK.cloth, pen);
    case 'tray':
      return box(prop.at, 0.34, 0.025, INK.stick, pen);
    case 'chair':
      return chair(prop.at, prop.facing === 'right' ? 1 : -1, pen);
    case 'bag':
      return bag(prop.at, pen);
  }
}

function line(points: readonly PlanePoint[], widthM: number, colour: string, pen: Pen): string {
  const d = pen.path(points);
  return `<path d="${d}" class="o" stroke-width="${pen.px(widthM + 0.018)}"/><path d="${d}" stroke="${colour}" stroke-width="${pen.px(widthM)}"/>`;
}

function wall(x: number, side: 'left' | 'right', pen: Pen): string {
  const out = side === 'left' ? -1 : 1;
  const top = PANEL.heightM - PANEL.groundM - 0.12;
  const bricks = Array.from({ length: 7 }, (_, i): string => {
    const y = (top * (i + 0.5)) / 7;
    return pen.path([
      [x, y],
      [x + out * 0.12, y + 0.1],
    ]);
  }).join('');
  return (
    `<path d="${pen.path([
      [x, 0],
      [x, top],
    ])}" stroke="${INK.label}" stroke-width="3"/>` + `<path d="${bricks}" stroke="${INK.wall}" stroke-width="3"/>`
  );
}

function ball(at: PlanePoint, radiusM: number, pen: Pen): string {
  const [x, y] = pen.at([at[0], at[1] + radiusM]);
  return `<circle cx="${x}" cy="${y}" r="${pen.px(radiusM)}" fill="#fff" stroke="${INK.outline}" stroke-width="1.6"/>`;
}

function rod(part: 'shoulders' | 'hips' | 'back', joints: MannequinJoints, pen: Pen): string {
  const { midShoulder, midHip, chestAcross, chestForward, pelvisAcross, spine } = joints;
  const ends = (middle: Vector, direction: Vector, reach: number): [Vector, Vector] => [
    add(middle, scale(direction, reach)),
    add(middle, scale(direction, -reach)),
  ];
  const places: Record<typeof part, [Vector, Vector]> = {
    shoulders: ends(add(midShoulder, scale(chestForward, 0.1)), chestAcross, 0.52),
    hips: ends(add(add(midHip, scale(spine, 0.07)), scale(chestForward, 0.06)), pelvisAcross, 0.46),
    back: [
      add(midHip, add(scale(spine, -0.12), scale(chestForward, -0.13))),
      add(midShoulder, add(scale(spine, 0.4), scale(chestForward, -0.13))),
    ],
  };
  return line(
    places[part].map((end) => pen.flatten(end)),
    0.022,
    INK.stick,
    pen,
  );
}

function box(at: PlanePoint, widthM: number, heightM: number, colour: string, pen: Pen): string {
  const [x, y] = at;
  const half = widthM / 2;
  const d = `${pen.path([
    [x - half, y],
    [x + half, y],
    [x + half, y + heightM],
    [x - half, y + heightM],
  ])}Z`;
  return `<path d="${d}" fill="${colour}" stroke="${INK.outline}" stroke-width="2"/>`;
}

function chair([x, y]: PlanePoint, facing: 1 | -1, pen: Pen): string {
  const seat = 0.46;
  const deep = 0.42 * facing;
  return (
    line(
      [
        [x, y],
        [x, y + 0.98],
      ],
      0.04,
      INK.wood,
      pen,
    ) +
    line(
      [
        [x + deep, y],
        [x + deep, y + seat],
      ],
      0.04,
      INK.wood,
      pen,
    ) +
    line(
      [
        [x, y + seat],
        [x + deep, y + seat],
      ],
      0.06,
      INK.wood,
      pen,
    )
  );
}

function bag([x, y]: PlanePoint, pen: Pen): string {
  const clubs = [-0.06, 0.01, 0.07].map((dx) =>
    line(
      [
        [x + dx * 0.6, y + 0.7],
        [x + dx, y + 0.98],
      ],
      0.014,
      INK.shaft,
      pen,
    ),
  );
  return (
    clubs.join('') +
    `<path d="${pen.path([
      [x - 0.1, y],
      [x + 0.1, y],
      [x + 0.12, y + 0.78],
      [x - 0.12, y + 0.78],
    ])}Z" fill="${INK.cloth}" stroke="${INK.outline}" stroke-width="2"/>`
  );
}

/** A way to move, with a head; dashed and orange for what not to do. */
export function drawArrow({ from, to, bulge = 0, wrong = false }: SceneArrow, pen: Pen): string {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  const middle: PlanePoint = [
    (from[0] + to[0]) / 2 - (dy / length) * bulge * 2,
    (from[1] + to[1]) / 2 + (dx / length) * bulge * 2,
  ];
  const [hx, hy] = [to[0] - middle[0], to[1] - middle[1]];
  const size = Math.hypot(hx, hy);
  const [ux, uy] = [hx / size, hy / size];
  const neck: PlanePoint = [to[0] - ux * 0.07, to[1] - uy * 0.07];
  const d = `M${pen.at(from).join(' ')}Q${pen.at(middle).join(' ')} ${pen.at(neck).join(' ')}`;
  const head = `${pen.path([
    to,
    [to[0] - ux * 0.13 - uy * 0.065, to[1] - uy * 0.13 + ux * 0.065],
    [to[0] - ux * 0.13 + uy * 0.065, to[1] - uy * 0.13 - ux * 0.065],
  ])}Z`;
  const colour = wrong ? INK.wrong : INK.go;
  const dash = wrong ? ' stroke-dasharray="7 6" stroke-linecap="butt"' : '';
  return (
    `<path d="${d}" class="o" stroke-width="10"/><path d="${head}" class="o" stroke-width="5"/>` +
    `<path d="${d}" stroke="${colour}" stroke-width="5.5"${dash}/><path d="${head}" fill="${colour}"/>`
  );
}
