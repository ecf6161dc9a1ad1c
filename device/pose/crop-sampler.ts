import type { Picture } from './picture.ts';
import type { Region } from './region.ts';

/**
 * HOT PATH: samples a rotated square of an NV12 or RGB picture straight into a network's input tensor.
 *
 * Runs once a frame and camera. Nothing is allocated; positions are 16.16 fixed point, so that everything inside the
 * loops stays a 32-bit integer. A position outside the picture is moved to its border before it is read, which is what
 * repeating the border's pixels for ever means; the upright crop of a golfer often reaches far over the sides.
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
const HALF = 32_768;

/** Full-range RGB from video-range YCbCr: R = y·(Y−16) + rv·(V−128), and so on; ITU-R BT.601 and BT.709. */
const COLOUR = {
  bt601: { y: 255 / 219, rv: 1.596027, gu: -0.391762, gv: -0.812968, bu: 2.017232 },
  bt709: { y: 255 / 219, rv: 1.792741, gu: -0.213249, gv: -0.532909, bu: 2.112402 },
} as const;

/** GStreamer's default for a stream that does not say: BT.709 above 576 lines. The shorter side counts, turned or not. */
function usualColourMatrix(picture: Picture): ColourMatrix {
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
  const middle = (side - 1) / 2;
  for (let row = 0; row < side; row++) {
    // Position of the row's first sample, in pixel indices: the centre of pixel (0, 0) is at 0.
    const x = region.centreX - 0.5 - cos * middle - sin * (row - middle);
    const y = region.centreY - 0.5 - sin * middle + cos * (row - middle);
    let from = 0;
    let to = side;
    if (target.border === 'black') {
      from = Math.min(side, Math.max(spanStart(x, cos, picture.width, side), spanStart(y, sin, picture.height, side)));
      to = Math.max(from, Math.min(spanEnd(x, cos, picture.width, side), spanEnd(y, sin, picture.height, side)));
      fillOutside(target, row, from, to);
    }
    if (from === to) continue;
    if (picture.format === 'NV12') sampleNv12Row(picture, target, row, from, to, x, y, cos, sin, colour);
    else sampleRgbRow(picture, target, row, from, to, x, y, cos, sin);
  }
}

/** First column whose position is a pixel of the picture, in a row that begins at `position`. */
function spanStart(position: number, step: number, pixels: number, side: number): number {
  if (Math.abs(step) < 1e-9) return position >= -0.5 && position <= pixels - 0.5 ? 0 : side;
  const edge = step > 0 ? -0.5 : pixels - 0.5;
  return Math.max(0, Math.ceil((edge - position) / step));
}

/** The column behind the last one whose position is a pixel of the picture. */
function spanEnd(position: number, step: number, pixels: number, side: number): number {
  if (Math.abs(step) < 1e-9) return side;
  const edge = step > 0 ? pixels - 0.5 : -0.5;
  return Math.min(side, Math.floor((edge - position) / step) + 1);
}

function fillOutside({ tensor, side, offset }: CropTarget, row: number, from: number, to: number): void {
  for (let start = row * side; start < tensor.length; start += side * side) {
    tensor.fill(offset, start, start + from);
    tensor.fill(offset, start + to, start + side);
  }
}

function sampleRgbRow(
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
  // The last positions that still have a neighbour to the right and below.
  const lastX = ((picture.width - 1) * ONE - 1) | 0;
  const lastY = ((picture.height - 1) * ONE - 1) | 0;
  const last = (row * side + to) | 0;
  for (let at = (row * side + from) | 0; at < last; at = (at + 1) | 0) {
    const insideX = fixedX < 0 ? 0 : fixedX > lastX ? lastX : fixedX;
    const insideY = fixedY < 0 ? 0 : fixedY > lastY ? lastY : fixedY;
    const right = (insideX >> 8) & 255;
    const left = 256 - right;
    const lower = (insideY >> 8) & 255;
    const upper = 256 - lower;
    const a = (Math.imul(insideY >> 16, stride) + Math.imul(insideX >> 16, 3)) | 0;
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

function sampleNv12Row(
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
  // The last positions that still have a neighbour to the right and below.
  const lastX = ((picture.width - 1) * ONE - 1) | 0;
  const lastY = ((picture.height - 1) * ONE - 1) | 0;
  const lastChromaX = ((picture.width / 2 - 1) * ONE - 1) | 0;
  const lastChromaY = ((picture.height / 2 - 1) * ONE - 1) | 0;
  const last = (row * side + to) | 0;
  for (let at = (row * side + from) | 0; at < last; at = (at + 1) | 0) {
    const insideX = fixedX < 0 ? 0 : fixedX > lastX ? lastX : fixedX;
    const insideY = fixedY < 0 ? 0 : fixedY > lastY ? lastY : fixedY;
    const right = (insideX >> 8) & 255;
    const lower = (insideY >> 8) & 255;
    const a = (Math.imul(insideY >> 16, width) + (insideX >> 16)) | 0;
    const b = (a + width) | 0;
    const top = Math.imul(data[a] as number, 256 - right) + Math.imul(data[a + 1] as number, right);
    const bottom = Math.imul(data[b] as number, 256 - right) + Math.imul(data[b + 1] as number, right);
    const luma = (Math.imul(top, 256 - lower) + Math.imul(bottom, lower)) * lumaGain;
    // Chroma sits on even luma columns and between luma rows (H.264's default). Four weights that sum to 256.
    const halfX = insideX >> 1;
    const halfY = (insideY - HALF) >> 1;
    const chromaX = halfX > lastChromaX ? lastChromaX : halfX;
    const chromaY = halfY < 0 ? 0 : halfY > lastChromaY ? lastChromaY : halfY;
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
