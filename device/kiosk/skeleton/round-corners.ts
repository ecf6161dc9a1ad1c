/** As in the style sheet: `--ground`, which lies behind the tiles. */
const GROUND = '#0b1110';
/** As in the style sheet: `--radius`, in root ems. */
const RADIUS_REM = 1.2;

/**
 * Paints a canvas's corners round. A style sheet's round corners would have the browser cut every picture anew, which
 * on a machine without a graphics card took a sixth of all that a live picture costs.
 */
export class RoundCorners {
  #path = new Path2D();
  #size = '';

  draw(context: CanvasRenderingContext2D): void {
    const { width, height, clientWidth } = context.canvas;
    const size = `${width} ${height} ${clientWidth}`;
    if (size !== this.#size) {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      this.#path = new Path2D();
      this.#path.rect(0, 0, width, height);
      this.#path.roundRect(0, 0, width, height, (RADIUS_REM * rem * width) / Math.max(1, clientWidth));
      this.#size = size;
    }
    context.fillStyle = GROUND;
    context.fill(this.#path, 'evenodd');
  }
}
