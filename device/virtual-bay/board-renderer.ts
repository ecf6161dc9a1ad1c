import { backdropOf } from './backdrop.ts';
import type { CameraCalibration } from '../swing/geometry/camera-calibration.ts';
import { axesOf, cameraPosition, project, rayThrough, type VirtualCamera } from './camera.ts';
import { type BoardPlace, paperCorners } from './carried-board.ts';
import { BOARD_MARGIN, isWhite, type PrintedBoard } from './charuco-board.ts';
import { rgbToNv12 } from './nv12.ts';
import { cross, dot, sub } from './vector.ts';

/** One camera's pictures of the empty bay with a board in it. */
export class BoardRenderer {
  /** Tightly packed, overwritten by the next `render`. */
  readonly nv12: Uint8Array;
  readonly #camera: VirtualCamera;
  readonly #board: PrintedBoard;
  readonly #empty: Uint8Array;
  readonly #rgb: Uint8Array;
  #drawn = '';

  constructor(camera: VirtualCamera, board: PrintedBoard) {
    const { width, height } = camera.calibration;
    this.#camera = camera;
    this.#board = board;
    this.#empty = backdropOf(camera.calibration, 1).rgb;
    this.#rgb = new Uint8Array(this.#empty);
    this.nv12 = new Uint8Array((width * height * 3) / 2);
  }

  /** A board that has not moved is not drawn again. */
  render(place: BoardPlace): void {
    const key = JSON.stringify(place);
    if (key === this.#drawn) return;
    this.#drawn = key;
    this.#rgb.set(this.#empty);
    this.#draw(place);
    const { width, height } = this.#camera.calibration;
    rgbToNv12(this.#rgb, width, height, { left: 0, top: 0, right: width, bottom: height }, this.nv12);
  }

  #draw(place: BoardPlace): void {
    const { calibration } = this.#camera;
    const { width, height } = calibration;
    const corners = paperCorners(place, this.#board).map((corner) => project(calibration, corner));
    // A board that reaches behind a camera is none that anybody would hold up to it.
    if (corners.some(({ depthM }) => depthM < 0.2)) return;
    const left = Math.max(0, Math.floor(Math.min(...corners.map(({ x }) => x))) - 2);
    const right = Math.min(width, Math.ceil(Math.max(...corners.map(({ x }) => x))) + 2);
    const top = Math.max(0, Math.floor(Math.min(...corners.map(({ y }) => y))) - 2);
    const bottom = Math.min(height, Math.ceil(Math.max(...corners.map(({ y }) => y))) + 2);
    const shade = this.#shades(place);
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        let covered = 0;
        let light = 0;
        for (let k = 0; k < SAMPLES * SAMPLES; k++) {
          const value = shade(x + ((k % SAMPLES) + 0.5) / SAMPLES, y + (Math.floor(k / SAMPLES) + 0.5) / SAMPLES);
          if (value === null) continue;
          covered++;
          light += value;
        }
        if (covered === 0) continue;
        const rest = SAMPLES * SAMPLES - covered;
        const at = (y * width + x) * 3;
        for (let c = at; c < at + 3; c++) {
          this.#rgb[c] = (light + rest * (this.#empty[c] as number)) / (SAMPLES * SAMPLES);
        }
      }
    }
  }

  /** The light of the paper at a point of the picture; null beside it. From behind the paper is plain. */
  #shades({ centre, across, down }: BoardPlace): (x: number, y: number) => number | null {
    const { calibration } = this.#camera;
    const board = this.#board;
    const toCentre = sub(centre, cameraPosition(calibration));
    // Across × down points into the paper.
    const into = cross(across, down);
    const reachAlong = dot(into, toCentre);
    const isFace = reachAlong > 0;
    const [halfX, halfY] = [(board.columns / 2) * board.squareM, (board.rows / 2) * board.squareM];
    const margin = BOARD_MARGIN * board.squareM;
    // A ray is linear in lens coordinates, and so are its parts along the paper's three axes.
    const axes = axesOf(calibration);
    const [ofInto, ofAcross, ofDown] = [into, across, down].map((axis) => axes.map((own) => dot(own, axis)));
    const part = ([byA = 0, byB = 0, rest = 0]: readonly number[], [a, b]: readonly [number, number]): number =>
      byA * a + byB * b + rest;
    const [fromAcross, fromDown] = [dot(toCentre, across), dot(toCentre, down)];
    return (x, y) => {
      const lens = lensPoint(calibration, x, y);
      const reach = reachAlong / part(ofInto ?? [], lens);
      if (!(reach > 0)) return null;
      const u = reach * part(ofAcross ?? [], lens) - fromAcross;
      const v = reach * part(ofDown ?? [], lens) - fromDown;
      if (Math.abs(u) > halfX + margin || Math.abs(v) > halfY + margin) return null;
      return !isFace || isWhite(board, u + halfX, v + halfY) ? PAPER : INK;
    };
  }
}

/** A pixel in the coordinates of a perfect lens. */
function lensPoint(calibration: CameraCalibration, x: number, y: number): readonly [number, number] {
  if (calibration.distortion.every((k) => k === 0)) {
    return [(x - calibration.cx) / calibration.fx, (y - calibration.cy) / calibration.fy];
  }
  const [right, down, forward] = axesOf(calibration);
  const ray = rayThrough(calibration, x, y);
  const depth = dot(forward, ray);
  return [dot(right, ray) / depth, dot(down, ray) / depth];
}

const SAMPLES = 3;
const PAPER = 226;
const INK = 26;
