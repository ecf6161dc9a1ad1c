import type { Point } from '../../device/swing/geometry/vector.ts';

const HALF_WINDOW = 8;
/** Darker and flatter than this there is no edge to measure. */
const CONTRAST_MIN = 12;

/**
 * How wide the edges at some corners are, in pixels: the contrast round a corner divided by its steepest slope. A
 * sharp picture has 1 to 2; motion or a wrong focus widen it. The median over the corners; infinite without contrast.
 */
export function edgeWidthPx(luma: Uint8Array, width: number, height: number, corners: readonly Point[]): number {
  const widths = corners.map((corner) => widthAt(luma, width, height, corner)).sort((a, b) => a - b);
  return widths[Math.floor(widths.length / 2)] ?? Number.POSITIVE_INFINITY;
}

function widthAt(luma: Uint8Array, width: number, height: number, { x, y }: Point): number {
  const fromX = Math.max(1, Math.floor(x) - HALF_WINDOW);
  const toX = Math.min(width - 2, Math.floor(x) + HALF_WINDOW);
  const fromY = Math.max(1, Math.floor(y) - HALF_WINDOW);
  const toY = Math.min(height - 2, Math.floor(y) + HALF_WINDOW);
  let [darkest, brightest, steepest] = [255, 0, 0];
  for (let row = fromY; row <= toY; row++) {
    for (let column = fromX; column <= toX; column++) {
      const at = row * width + column;
      const value = luma[at] as number;
      darkest = Math.min(darkest, value);
      brightest = Math.max(brightest, value);
      const across = ((luma[at + 1] as number) - (luma[at - 1] as number)) / 2;
      const down = ((luma[at + width] as number) - (luma[at - width] as number)) / 2;
      steepest = Math.max(steepest, Math.hypot(across, down));
    }
  }
  const contrast = brightest - darkest;
  return contrast < CONTRAST_MIN ? Number.POSITIVE_INFINITY : contrast / steepest;
}
