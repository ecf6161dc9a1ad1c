import type { Vector } from '../../geometry/vector.ts';
import type { PlanePoint, ScenePanel } from './scene.ts';

/** The golfer who does it, or the shadow of one who does it wrong. */
export type FigureStyle = 'golfer' | 'ghost';

/**
 * Colours that stay apart for every common kind of colour blindness: the golfer in blue and white, what to do in
 * yellow-green, what to avoid in orange and beside that dashed or crossed, so that no meaning hangs on colour alone.
 */
export const INK = {
  paper: '#131c1a',
  ground: '#2a3834',
  outline: '#0b1110',
  shirt: '#4fb4ea',
  sleeve: '#7cc9f2',
  trousers: '#dfe6e0',
  skin: '#e9bd97',
  shoe: '#9fb0a8',
  glove: '#ffffff',
  cap: '#ffffff',
  shaft: '#f4f7f2',
  stick: '#ffe14d',
  cloth: '#c9b3f0',
  wood: '#b98d5b',
  wall: '#52645d',
  go: '#c8f560',
  wrong: '#ff8a3d',
  label: '#f4f7f2',
} as const;

export const PANEL = { widthM: 1.84, heightM: 2.26, groundM: 0.2, pixelsPerM: 150 } as const;

/** A camera somewhat above the hips looks down by this much, so that near things stand lower. */
const TILT = Math.sin((9 * Math.PI) / 180);
/** Down the line golfer and ball lie either side of the panel's middle. */
const MIDDLE_M = { 'face-on': 0, 'down-the-line': 0.22 } as const;

const tenth = (value: number): string => String(Math.round(value * 10) / 10);

/** Puts metres on one panel's paper. Everything that could be mirrored goes through `x`. */
export class Pen {
  readonly view: ScenePanel['view'];
  private readonly mirror: 1 | -1;
  private readonly leftPx: number;

  constructor(view: ScenePanel['view'], mirrored: boolean, leftPx: number) {
    this.view = view;
    this.mirror = mirrored ? -1 : 1;
    this.leftPx = leftPx;
  }

  px(metres: number): string {
    return tenth(metres * PANEL.pixelsPerM);
  }

  /** The place of a point of the body in the panel's plane. */
  flatten(point: Vector): PlanePoint {
    return this.view === 'face-on' ? [point.x, point.y - point.z * TILT] : [point.z, point.y + point.x * TILT];
  }

  /** Larger is nearer to the eye. */
  depth(point: Vector): number {
    return this.view === 'face-on' ? point.z : -point.x;
  }

  at([x, y]: PlanePoint): [string, string] {
    const across = this.mirror * (x - MIDDLE_M[this.view]) + PANEL.widthM / 2;
    const down = PANEL.heightM - PANEL.groundM - y;
    return [tenth(this.leftPx + across * PANEL.pixelsPerM), tenth(down * PANEL.pixelsPerM)];
  }

  path(points: readonly PlanePoint[]): string {
    return points.map((point, i) => `${i === 0 ? 'M' : 'L'}${this.at(point).join(' ')}`).join('');
  }

  limb(points: readonly Vector[], widthM: number, colour: string, style: FigureStyle): string {
    return this.stroke(this.path(points.map((point) => this.flatten(point))), widthM, colour, style);
  }

  /** A filled shape with rounded corners. */
  solid(points: readonly Vector[], roundM: number, colour: string, style: FigureStyle): string {
    const d = `${this.path(points.map((point) => this.flatten(point)))}Z`;
    const edge = style === 'golfer' ? `<path d="${d}" class="o" stroke-width="${this.px(roundM + 0.022)}"/>` : '';
    return `${edge}<path d="${d}" fill="${colour}" stroke="${colour}" stroke-width="${this.px(roundM)}"/>`;
  }

  dot(point: Vector, radiusM: number, colour: string, style: FigureStyle): string {
    const [x, y] = this.at(this.flatten(point));
    const edge = style === 'golfer' ? ` stroke="${INK.outline}" stroke-width="1.6"` : '';
    return `<circle cx="${x}" cy="${y}" r="${this.px(radiusM)}" fill="${colour}"${edge}/>`;
  }

  /** A cap whose peak shows where the face looks; seen from the front the peak lies across the brow. */
  cap(head: Vector, gaze: Vector, radiusM: number): string {
    const [x, y] = this.flatten(head);
    const [gx] = this.flatten(gaze);
    const nod = Math.asin(Math.max(-1, Math.min(1, -gaze.y))) * 0.75;
    const sideways = Math.abs(gx) > 0.35;
    const tip = sideways ? Math.sign(gx) * nod : 0;
    const around = (angle: number, radius: number): PlanePoint => [
      x + Math.sin(angle + tip) * radius,
      y + Math.cos(angle + tip) * radius,
    ];
    const crown = Array.from({ length: 9 }, (_, k) => around(((k - 4) * Math.PI) / 9, radiusM * 1.05));
    const brow = ((Math.sign(gx) || 1) * 4 * Math.PI) / 9;
    const edge = `stroke="${INK.outline}" stroke-width="1.6"`;
    const body = `<path d="${this.path(crown)}Z" fill="${INK.cap}" ${edge}/>`;
    if (!sideways) {
      const [left, below, right] = [
        around(-1.4, radiusM * 0.82),
        [x, y - radiusM * 0.45] as const,
        around(1.4, radiusM * 0.82),
      ];
      return `${body}<path d="M${this.at(left).join(' ')}Q${this.at(below).join(' ')} ${this.at(right).join(' ')}Z" fill="${INK.cap}" ${edge}/>`;
    }
    const peak = this.path([around(brow, radiusM * 0.9), around(brow * 1.06, radiusM * 1.75)]);
    return `${body}<path d="${peak}" class="o" stroke-width="${this.px(0.05)}"/><path d="${peak}" stroke="${INK.cap}" stroke-width="${this.px(0.032)}"/>`;
  }

  private stroke(d: string, widthM: number, colour: string, style: FigureStyle): string {
    const edge = style === 'golfer' ? `<path d="${d}" class="o" stroke-width="${this.px(widthM + 0.022)}"/>` : '';
    return `${edge}<path d="${d}" stroke="${colour}" stroke-width="${this.px(widthM)}"/>`;
  }
}
