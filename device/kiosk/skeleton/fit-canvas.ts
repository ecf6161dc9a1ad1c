/** Gives a canvas as many pixels as the display shows of it; returns that size. */
export function fitCanvas(canvas: HTMLCanvasElement): { width: number; height: number } {
  const scale = Math.min(2, globalThis.devicePixelRatio || 1);
  const width = Math.max(1, Math.round(canvas.clientWidth * scale));
  const height = Math.max(1, Math.round(canvas.clientHeight * scale));
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  return { width, height };
}
