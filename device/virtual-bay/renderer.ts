import { type Backdrop, backdropOf } from './backdrop.ts';
import type { VirtualCamera } from './camera.ts';
import { type Drawing, type FigureMesh, buildFigureMesh } from './figure-mesh.ts';
import { type DirtyBox, FigureRaster } from './figure-raster.ts';
import { FloorShadow } from './floor-shadow.ts';
import type { Rgb } from './golfer.ts';
import { BALL_RADIUS_M, type ClubPose, type Motion, mirrorOf } from './motion.ts';
import { BAY_LIGHT, type Lighting } from './lighting.ts';
import { rgbToNv12 } from './nv12.ts';
import { type Stroke, StreakPainter } from './streak-painter.ts';
import { along, distance, type Vec3 } from './vector.ts';

/**
 * One camera's pictures of a scene. Everything that does not move is worked out once; a frame costs the body's pixels
 * twice over and little else. The same scene, camera and time give the same bytes on every machine.
 */
export interface Scene {
  readonly figures: readonly { readonly mesh: FigureMesh; readonly motion: Motion }[];
  /** Which way round the bay is built: −1 for a left-hander's, seen in a mirror. */
  readonly side: 1 | -1;
  readonly lighting: Lighting;
  /** How long the shutter stays open. */
  readonly exposureMs: number;
}

export interface SceneStyle {
  readonly drawing?: Drawing;
  readonly lighting?: Lighting;
  readonly exposureMs?: number;
}

/** 1/500 s: a sharp body and a club head that smears by 8 cm at impact. */
const EXPOSURE_MS = 2;
const MOMENTS_MAX = 12;
const SHAFT: Rgb = [206, 210, 214];
const GRIP: Rgb = [34, 34, 36];
const IRON: Rgb = [168, 174, 182];
const WOOD: Rgb = [30, 32, 38];
const BALL: Rgb = [250, 250, 248];

export function sceneOf(golfer: Motion, others: readonly Motion[] = [], style: SceneStyle = {}): Scene {
  const figures = [golfer, ...others].map((motion, i) => ({
    motion,
    mesh: buildFigureMesh(motion.golfer.build, motion.golfer.look, {
      hands: i === 0 ? 'gripping' : 'hanging',
      drawing: style.drawing ?? 'blended',
    }),
  }));
  const { lighting = BAY_LIGHT, exposureMs = EXPOSURE_MS } = style;
  return { figures, side: mirrorOf(golfer.golfer), lighting, exposureMs };
}

export class Renderer {
  /** Tightly packed, overwritten by the next `render`. */
  readonly rgb: Uint8Array;
  readonly nv12: Uint8Array;
  private readonly width: number;
  private readonly height: number;
  private readonly scene: Scene;
  private readonly backdrop: Backdrop;
  private readonly backdropNv12: Uint8Array;
  private readonly raster: FigureRaster;
  private readonly streaks: StreakPainter;
  private readonly shadow = new FloorShadow();
  private readonly dirty: DirtyBox = { left: 0, top: 0, right: 0, bottom: 0 };

  constructor(scene: Scene, camera: VirtualCamera, backdrop?: Backdrop) {
    const { calibration } = camera;
    this.scene = scene;
    this.width = calibration.width;
    this.height = calibration.height;
    this.backdrop = backdrop ?? backdropOf(calibration, scene.side);
    this.rgb = new Uint8Array(this.backdrop.rgb);
    this.backdropNv12 = new Uint8Array((this.width * this.height * 3) / 2);
    rgbToNv12(
      this.rgb,
      this.width,
      this.height,
      { left: 0, top: 0, right: this.width, bottom: this.height },
      this.backdropNv12,
    );
    this.nv12 = new Uint8Array(this.backdropNv12);
    this.raster = new FigureRaster(calibration, scene.lighting);
    this.streaks = new StreakPainter(calibration);
  }

  /** Draws the scene at a time into `rgb`, and into `nv12` as well. */
  render(ms: number): void {
    this.restore();
    const { rgb, raster, streaks, dirty, scene } = this;
    raster.begin();
    const states = scene.figures.map((figure) => figure.motion.at(ms));
    for (const state of states) this.shadow.cast(state.body);
    this.shadow.apply(this.backdrop, rgb, this.width, dirty);
    scene.figures.forEach((figure, i) => {
      const state = states[i];
      if (state !== undefined) raster.draw(figure.mesh, state.body, scene.side, rgb);
    });
    raster.softenOutline(rgb);
    this.widen(raster.box, 2);
    this.drawClubAndBall(ms);
    streaks.compose(rgb, dirty);
    rgbToNv12(rgb, this.width, this.height, dirty, this.nv12);
  }

  private drawClubAndBall(ms: number): void {
    const motion = this.scene.figures[0]?.motion;
    if (motion === undefined) return;
    const { exposureMs } = this.scene;
    const before = motion.at(ms - exposureMs / 2);
    const after = motion.at(ms + exposureMs / 2);
    if (before.club === null || after.club === null) return;
    /** One moment for every 12 mm that the head moves keeps the streak whole. */
    const travelM = distance(before.club.head, after.club.head);
    const moments = Math.min(MOMENTS_MAX, 1 + Math.ceil(travelM / 0.012));
    for (let k = 0; k < moments; k++) {
      const state = motion.at(ms + exposureMs * ((k + 0.5) / moments - 0.5));
      if (state.club === null) continue;
      const share = 1 / moments;
      for (const stroke of strokesOf(state.club, motion.golfer.club.kind, motion.golfer.club.lengthM)) {
        this.streaks.add(mirrored(stroke, this.scene.side), share, this.raster.nearness);
      }
      if (state.ball !== null && state.ball[0] < 160)
        this.streaks.add(mirrored(ballStroke(state.ball), this.scene.side), share, this.raster.nearness);
    }
  }

  /** Puts the empty bay back where the last frame drew. */
  private restore(): void {
    const { dirty, width, height } = this;
    const left = dirty.left & ~1;
    const right = Math.min(width, (dirty.right + 1) & ~1);
    const top = dirty.top & ~1;
    const bottom = Math.min(height, (dirty.bottom + 1) & ~1);
    const { rgb } = this.backdrop;
    for (let y = top; y < bottom; y++) {
      const from = y * width + left;
      const to = y * width + right;
      this.rgb.set(rgb.subarray(from * 3, to * 3), from * 3);
      this.nv12.set(this.backdropNv12.subarray(from, to), from);
      if (y % 2 === 0) {
        const chroma = width * height + (y >> 1) * width;
        this.nv12.set(this.backdropNv12.subarray(chroma + left, chroma + right), chroma + left);
      }
    }
    dirty.left = width;
    dirty.top = height;
    dirty.right = 0;
    dirty.bottom = 0;
  }

  private widen(box: DirtyBox, by: number): void {
    if (box.right <= box.left) return;
    const { dirty } = this;
    dirty.left = Math.max(0, Math.min(dirty.left, box.left - by));
    dirty.top = Math.max(0, Math.min(dirty.top, box.top - by));
    dirty.right = Math.min(this.width, Math.max(dirty.right, box.right + by));
    dirty.bottom = Math.min(this.height, Math.max(dirty.bottom, box.bottom + by));
  }
}

function mirrored(stroke: Stroke, side: 1 | -1): Stroke {
  if (side === 1) return stroke;
  const flip = (p: Vec3): Vec3 => [p[0], p[1], -p[2]];
  return { ...stroke, from: flip(stroke.from), to: flip(stroke.to) };
}

function strokesOf(club: ClubPose, kind: 'iron' | 'wood', lengthM: number): Stroke[] {
  const { butt, shaft, toe, head } = club;
  const gripEnd = along(butt, shaft, 0.27);
  const heel = along(head, toe, -0.035);
  const hosel = along(butt, shaft, lengthM - 0.02);
  const strokes: Stroke[] = [
    { from: along(butt, shaft, -0.01), to: gripEnd, radiusFromM: 0.0135, radiusToM: 0.0105, colour: GRIP },
    { from: gripEnd, to: hosel, radiusFromM: 0.0075, radiusToM: 0.0055, colour: SHAFT },
  ];
  if (kind === 'wood') {
    strokes.push({
      from: along(head, toe, -0.02),
      to: along(head, toe, 0.055),
      radiusFromM: 0.03,
      radiusToM: 0.034,
      colour: WOOD,
    });
  } else {
    strokes.push({ from: hosel, to: heel, radiusFromM: 0.007, radiusToM: 0.01, colour: IRON });
    strokes.push({ from: heel, to: along(head, toe, 0.042), radiusFromM: 0.013, radiusToM: 0.024, colour: IRON });
  }
  return strokes;
}

function ballStroke(ball: Vec3): Stroke {
  return {
    from: ball,
    to: along(ball, [1, 0, 0], 0.001),
    radiusFromM: BALL_RADIUS_M,
    radiusToM: BALL_RADIUS_M,
    colour: BALL,
  };
}
