import { project } from '../../virtual-bay/camera.ts';
import type { InstalledCamera } from '../../virtual-bay/installed-cameras.ts';
import { mirrorOf } from '../../virtual-bay/motion.ts';
import type { SwingMotion } from '../../virtual-bay/swing-motion.ts';
import type { ClueReader } from '../events/pixel-clues.ts';
import { SHAFT_DIRECTIONS } from '../events/pixel-clues.ts';
import { LINE_DIRECTIONS, type ShaftLine, type ShaftLines } from './shaft-lines.ts';

export interface ShaftSight {
  readonly motion: SwingMotion;
  readonly cameras: readonly InstalledCamera[];
  readonly fps: number;
  /** Whether the shaft stands out at a time. */
  readonly isSeen?: (timeMs: number) => boolean;
  /** How clear a sleeve is that hangs beside it, so many degrees away. */
  readonly sleeve?: { readonly degrees: number; readonly strength: number; readonly from: number; readonly to: number };
}

const CLEAR = 0.9;

/** What pictures without any noise say of a virtual golfer's club. */
export function seenShaft(sight: ShaftSight): ClueReader {
  const { motion, cameras, fps, isSeen = () => true, sleeve } = sight;
  return ({ view, from, to }) => {
    const rows = to - from + 1;
    const timeOf = (frame: number): number => (frame * 1000) / fps;
    const shaftAt = (frame: number): ShaftLine => trueLine(motion, cameras[view] as InstalledCamera, timeOf(frame));
    const linesAt = (frame: number): ShaftLine[] => {
      const shaft = shaftAt(frame);
      const ms = timeOf(frame);
      const own = isSeen(ms) ? [{ ...shaft, strength: CLEAR }] : [];
      if (sleeve === undefined || ms < sleeve.from || ms > sleeve.to) return own;
      return [...own, { ...shaft, degrees: shaft.degrees + sleeve.degrees, strength: sleeve.strength }];
    };
    const strength = new Float32Array(rows * LINE_DIRECTIONS);
    for (let row = 0; row < rows; row++) {
      for (const line of linesAt(from + row)) {
        const column = Math.round((line.degrees * LINE_DIRECTIONS) / 360);
        strength[row * LINE_DIRECTIONS + (((column % LINE_DIRECTIONS) + LINE_DIRECTIONS) % LINE_DIRECTIONS)] =
          line.strength;
      }
    }
    const lines: ShaftLines = {
      from,
      strength,
      closely: (frame, degrees) => {
        const near = linesAt(frame).map((line) => ({ ...line, degrees: degrees + turnFrom(degrees, line.degrees) }));
        return near.find((line) => Math.abs(line.degrees - degrees) <= 4) ?? null;
      },
    };
    return {
      from,
      shaft: new Float32Array(rows * SHAFT_DIRECTIONS),
      clubMotion: new Float64Array(rows).map((_, row) => headSpeed(motion, timeOf(from + row))),
      lines: () => lines,
    };
  };
}

function trueLine(motion: SwingMotion, { camera }: InstalledCamera, timeMs: number): ShaftLine {
  const mirror = mirrorOf(motion.golfer);
  const { butt = [0, 1, 0], head = [0, 0, 0] } = motion.at(timeMs).club ?? {};
  const near = project(camera.calibration, [butt[0], butt[1], butt[2] * mirror]);
  const far = project(camera.calibration, [head[0], head[1], head[2] * mirror]);
  const degrees = (Math.atan2(near.y - far.y, far.x - near.x) * 180) / Math.PI;
  return { x: near.x, y: near.y, degrees, strength: CLEAR };
}

function headSpeed(motion: SwingMotion, timeMs: number): number {
  const [a, b] = [motion.at(timeMs - 4).club?.head, motion.at(timeMs + 4).club?.head];
  return a === undefined || b === undefined ? 0 : 100 * Math.hypot(b[0] - a[0], b[1] - a[1], b[2] - a[2]);
}

function turnFrom(degrees: number, to: number): number {
  return ((((to - degrees + 180) % 360) + 360) % 360) - 180;
}
