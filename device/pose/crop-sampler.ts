import type { Picture } from './picture.ts';
import type { Region } from './region.ts';

/**
 * HOT PATH: samples a rotated square of an NV12 or RGB picture straight into a network's input tensor.
 *
 * Runs once a frame and camera. Nothing is allocated; positions are 16.16 fixed point, so that a picture may have up
 * to 16,383 pixels a side and everything inside the loops stays a small integer. For each row of the crop the span
 * whose four neighbours all lie inside the picture is found first; only the rest looks at the picture's border.
 * Sampling is bilinear without a low-pass, like MediaPipe's. `crop-sampler.bench.ts` holds it against a plain copy.
 */

/** What a sample outside the picture reads: the nearest pixel (MediaPipe's landmarks) or black (its detector). */
export type Border = 'replicate' | 'black';

export type ColourMatrix = 'bt601' | 'bt709';

export interface CropTarget {
  /** 3 × side × side floats, channels first: all red, all green, all blue. */
  readonly tensor: Float32Array;
  /** Pixels a side of the crop. */
  readonly side: number;
  /** A colour value 0–255 becomes value × scale + offset. */
  readonly scale: number;
  readonly offset: number;
  readonly border: Border;
}

const ONE = 65_536;

/** Full-range RGB from video-range YCbCr: R = y·(Y−16) + rv·(V−128), and so on; ITU-R BT.601 and BT.709. */
const COLOUR = {
  bt601: { y: 255 / 219, rv: 1.596027, gu: -0.391762, gv: -0.812968, bu: 2.017232 },
  bt709: { y: 255 / 219, rv: 1.792741, gu: -0.213249, gv: -0.532909, bu: 2.112402 },
} as const;

/** GStreamer's default for a stream that does not say: BT.709 above 576 lines. The shorter side counts, turned or not. */
export function usualColourMatrix(picture: Picture): ColourMatrix {
  return Math.min(picture.width, picture.height) > 576 ? 'bt709' : 'bt601';
}

export function sampleCrop(
  picture: Picture,
  region: Region,
  target: CropTarget,
  colour: ColourMatrix = usualColourMatrix(picture),
): void {
  const { side } = target;
  const step = region.size / side;
  const cos = Math.cos(region.rotation) * step;
  const sin = Math.sin(region.rotation) * step;
  const isNv12 = picture.format === 'NV12';
  // The neighbours of a sample lie at its floor and one further; half-size chroma needs a pixel more on each side.
  const low = isNv12 ? 1 : 0;
  const highX = picture.width - (isNv12 ? 3 : 1);
  const highY = picture.height - (isNv12 ? 3 : 1);
  const middle = (side - 1) / 2;
  for (let row = 0; row < side; row++) {
    // Position of the row's first sample, in pixel indices: the centre of pixel (0, 0) is at 0.
    const x = region.centreX - 0.5 - cos * middle - sin * (row - middle);
    const y = region.centreY - 0.5 - sin * middle + cos * (row - middle);
    const start = Math.max(spanStart(x, cos, low, highX, side), spanStart(y, sin, low, highY, side));
    const end = Math.max(start, Math.min(spanEnd(x, cos, low, highX, side), spanEnd(y, sin, low, highY, side)));
    const from = Math.min(start, side);
    const to = Math.min(end, side);
    if (isNv12) {
      if (to > from) sampleNv12Span(picture, target, row, from, to, x, y, cos, sin, colour);
    } else if (to > from) sampleRgbSpan(picture, target, row, from, to, x, y, cos, sin);
    for (let column = 0; column < from; column++) {
      sampleAtBorder(picture, target, row * side + column, x + cos * column, y + sin * column, colour);
    }
    for (let column = to; column < side; column++) {
      sampleAtBorder(picture, target, row * side + column, x + cos * column, y + sin * column, colour);
    }
  }
}

/** Fixed-point positions may round across a border, so that the span keeps this much away from it, in pixels. */
const SPAN_MARGIN = 1 / 64;

/** First column whose position lies in [low, high], when positions rise; for falling ones the other end is first. */
function spanStart(position: number, step: number, low: number, high: number, side: number): number {
  if (Math.abs(step) < 1e-9) return position >= low + SPAN_MARGIN && position < high - SPAN_MARGIN ? 0 : side;
  const edge = step > 0 ? low + SPAN_MARGIN : high - SPAN_MARGIN;
  return Math.max(0, Math.ceil((edge - position) / step));
}

/** The column behind the last one whose position lies in [low, high]. */
function spanEnd(position: number, step: number, low: number, high: number, side: number): number {
  if (Math.abs(step) < 1e-9) return side;
  const edge = step > 0 ? high - SPAN_MARGIN : low + SPAN_MARGIN;
  return Math.min(side, Math.floor((edge - position) / step) + 1);
}

function sampleRgbSpan(
  picture: Picture,
  target: CropTarget,
  row: number,
  from: number,
  to: number,
  x: number,
  y: number,
  stepX: number,
  stepY: number,
): void {
  const { data } = picture;
  const stride = (picture.width * 3) | 0;
  const { tensor, side, offset } = target;
  const plane = (side * side) | 0;
  const gain = target.scale / ONE;
  let fixedX = Math.round((x + stepX * from) * ONE) | 0;
  let fixedY = Math.round((y + stepY * from) * ONE) | 0;
  const deltaX = Math.round(stepX * ONE) | 0;
  const deltaY = Math.round(stepY * ONE) | 0;
  const last = (row * side + to) | 0;
  for (let at = (row * side + from) | 0; at < last; at = (at + 1) | 0) {
    const right = (fixedX >> 8) & 255;
    const left = 256 - right;
    const lower = (fixedY >> 8) & 255;
    const upper = 256 - lower;
    const a = (Math.imul(fixedY >> 16, stride) + Math.imul(fixedX >> 16, 3)) | 0;
    const b = (a + stride) | 0;
    const aLeft = Math.imul(upper, left);
    const aRight = Math.imul(upper, right);
    const bLeft = Math.imul(lower, left);
    const bRight = Math.imul(lower, right);
    const red =
      Math.imul(data[a] as number, aLeft) +
      Math.imul(data[a + 3] as number, aRight) +
      Math.imul(data[b] as number, bLeft) +
      Math.imul(data[b + 3] as number, bRight);
    const green =
      Math.imul(data[a + 1] as number, aLeft) +
      Math.imul(data[a + 4] as number, aRight) +
      Math.imul(data[b + 1] as number, bLeft) +
      Math.imul(data[b + 4] as number, bRight);
    const blue =
      Math.imul(data[a + 2] as number, aLeft) +
      Math.imul(data[a + 5] as number, aRight) +
      Math.imul(data[b + 2] as number, bLeft) +
      Math.imul(data[b + 5] as number, bRight);
    tensor[at] = red * gain + offset;
    tensor[at + plane] = green * gain + offset;
    tensor[at + 2 * plane] = blue * gain + offset;
    fixedX = (fixedX + deltaX) | 0;
    fixedY = (fixedY + deltaY) | 0;
  }
}

function sampleNv12Span(
  picture: Picture,
  target: CropTarget,
  row: number,
  from: number,
  to: number,
  x: number,
  y: number,
  stepX: number,
  stepY: number,
  colour: ColourMatrix,
): void {
  const { data } = picture;
  const width = picture.width | 0;
  const chroma = (width * picture.height) | 0;
  const { tensor, side, offset } = target;
  const plane = (side * side) | 0;
  const matrix = COLOUR[colour];
  const { scale } = target;
  // Luma sums carry 16 fraction bits, chroma sums 8; black and grey levels move into the constants.
  const lumaGain = (matrix.y * scale) / ONE;
  const redV = (matrix.rv * scale) / 256;
  const greenU = (matrix.gu * scale) / 256;
  const greenV = (matrix.gv * scale) / 256;
  const blueU = (matrix.bu * scale) / 256;
  const dark = offset - 16 * matrix.y * scale;
  const redBase = dark - 128 * matrix.rv * scale;
  const greenBase = dark - 128 * (matrix.gu + matrix.gv) * scale;
  const blueBase = dark - 128 * matrix.bu * scale;
  const lowest = offset;
  const highest = 255 * scale + offset;
  let fixedX = Math.round((x + stepX * from) * ONE) | 0;
  let fixedY = Math.round((y + stepY * from) * ONE) | 0;
  const deltaX = Math.round(stepX * ONE) | 0;
  const deltaY = Math.round(stepY * ONE) | 0;
  const last = (row * side + to) | 0;
  for (let at = (row * side + from) | 0; at < last; at = (at + 1) | 0) {
    const right = (fixedX >> 8) & 255;
    const lower = (fixedY >> 8) & 255;
    const a = (Math.imul(fixedY >> 16, width) + (fixedX >> 16)) | 0;
    const b = (a + width) | 0;
    const top = Math.imul(data[a] as number, 256 - right) + Math.imul(data[a + 1] as number, right);
    const bottom = Math.imul(data[b] as number, 256 - right) + Math.imul(data[b + 1] as number, right);
    const luma = (Math.imul(top, 256 - lower) + Math.imul(bottom, lower)) * lumaGain;
    // Chroma sits on even luma columns and between luma rows (H.264's default). Four weights that sum to 256.
    const chromaX = fixedX >> 1;
    const chromaY = (fixedY - 32_768) >> 1;
    const chromaRight = (chromaX >> 8) & 255;
    const chromaLower = (chromaY >> 8) & 255;
    const both = Math.imul(chromaRight, chromaLower) >> 8;
    const onlyRight = chromaRight - both;
    const onlyLower = chromaLower - both;
    const neither = 256 - chromaRight - onlyLower;
    const c = (chroma + Math.imul(chromaY >> 16, width) + ((chromaX >> 16) << 1)) | 0;
    const d = (c + width) | 0;
    const u =
      Math.imul(data[c] as number, neither) +
      Math.imul(data[c + 2] as number, onlyRight) +
      Math.imul(data[d] as number, onlyLower) +
      Math.imul(data[d + 2] as number, both);
    const v =
      Math.imul(data[c + 1] as number, neither) +
      Math.imul(data[c + 3] as number, onlyRight) +
      Math.imul(data[d + 1] as number, onlyLower) +
      Math.imul(data[d + 3] as number, both);
    const red = luma + v * redV + redBase;
    const green = luma + u * greenU + v * greenV + greenBase;
    const blue = luma + u * blueU + blueBase;
    tensor[at] = red < lowest ? lowest : red > highest ? highest : red;
    tensor[at + plane] = green < lowest ? lowest : green > highest ? highest : green;
    tensor[at + 2 * plane] = blue < lowest ? lowest : blue > highest ? highest : blue;
    fixedX = (fixedX + deltaX) | 0;
    fixedY = (fixedY + deltaY) | 0;
  }
}

/** One sample anywhere, in floating point: the slow way for the few that touch the picture's border. */
function sampleAtBorder(
  picture: Picture,
  target: CropTarget,
  at: number,
  x: number,
  y: number,
  colour: ColourMatrix,
): void {
  const { tensor, side, scale, offset } = target;
  const plane = side * side;
  const { width, height, data } = picture;
  if (target.border === 'black' && (x < -0.5 || y < -0.5 || x > width - 0.5 || y > height - 0.5)) {
    tensor[at] = offset;
    tensor[at + plane] = offset;
    tensor[at + 2 * plane] = offset;
    return;
  }
  if (picture.format === 'RGB') {
    for (let channel = 0; channel < 3; channel++) {
      tensor[at + channel * plane] = bilinear(data, channel, 3, width, height, x, y) * scale + offset;
    }
    return;
  }
  const matrix = COLOUR[colour];
  const chroma = width * height;
  const luma = matrix.y * (bilinear(data, 0, 1, width, height, x, y) - 16);
  const u = bilinear(data, chroma, 2, width / 2, height / 2, x / 2, y / 2 - 0.25) - 128;
  const v = bilinear(data, chroma + 1, 2, width / 2, height / 2, x / 2, y / 2 - 0.25) - 128;
  tensor[at] = Math.min(255, Math.max(0, luma + matrix.rv * v)) * scale + offset;
  tensor[at + plane] = Math.min(255, Math.max(0, luma + matrix.gu * u + matrix.gv * v)) * scale + offset;
  tensor[at + 2 * plane] = Math.min(255, Math.max(0, luma + matrix.bu * u)) * scale + offset;
}

/** Bilinear sample of one interleaved channel, the nearest pixel standing in for those outside. */
function bilinear(
  data: Uint8Array,
  first: number,
  stride: number,
  width: number,
  height: number,
  x: number,
  y: number,
): number {
  const insideX = Math.min(width - 1, Math.max(0, x));
  const insideY = Math.min(height - 1, Math.max(0, y));
  const left = Math.min(width - 2, Math.floor(insideX));
  const top = Math.min(height - 2, Math.floor(insideY));
  const fx = insideX - Math.max(0, left);
  const fy = insideY - Math.max(0, top);
  const at = first + (Math.max(0, top) * width + Math.max(0, left)) * stride;
  const right = width > 1 ? stride : 0;
  const below = height > 1 ? width * stride : 0;
  const upper = (data[at] as number) * (1 - fx) + (data[at + right] as number) * fx;
  const lower = (data[at + below] as number) * (1 - fx) + (data[at + below + right] as number) * fx;
  return upper * (1 - fy) + lower * fy;
}
