/**
 * A key frame as it may leave the bay: the golfer alone, the face blurred beyond recognition, small enough to be cheap.
 * Whoever else stands inside the cut is seen; the bay knows where its golfer's face is, and nobody else's.
 */
import sharp from 'sharp';
import type { GolferInPicture, Region } from './face-region.ts';

export interface SentPicture {
  readonly jpeg: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Longest side. A golfer who fills it is seen well enough to tell a bent arm from a straight one. */
const SIDE_MAX = 768;
const JPEG_QUALITY = 80;
/** A face of so many patches a side is nobody's any more, and cannot be sharpened back. */
const PATCHES = 4;
const PIXELS_MAX = 40_000_000;

interface Whole {
  readonly raw: { readonly width: number; readonly height: number; readonly channels: 3 };
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** @param showsFace whether the player allowed it. Rejects where the file is no picture. */
export async function pictureToSend(
  jpeg: Uint8Array,
  where: GolferInPicture,
  showsFace: boolean,
): Promise<SentPicture> {
  const picture = sharp(jpeg, { limitInputPixels: PIXELS_MAX });
  const { width, height } = await picture.metadata();
  const face = boxIn(where.face, width, height);
  const golfer = boxIn(where.golfer, width, height) ?? { left: 0, top: 0, width, height };
  const raw = await picture.removeAlpha().toColourspace('srgb').raw().toBuffer();
  const whole = { raw: { width, height, channels: 3 } } as const;
  const hidden = showsFace || face === null ? raw : await hide(raw, whole, face);
  const sent = await sharp(hidden, whole)
    .extract(golfer)
    .resize({ width: SIDE_MAX, height: SIDE_MAX, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: JPEG_QUALITY })
    .toBuffer({ resolveWithObject: true });
  return { jpeg: sent.data, width: sent.info.width, height: sent.info.height };
}

/** Writes over the face in place: nothing of it is left to be blended with. */
async function hide(raw: Buffer, whole: Whole, face: Box): Promise<Buffer> {
  const { width, channels } = whole.raw;
  const patches = await sharp(raw, whole)
    .extract(face)
    .resize(PATCHES, PATCHES, { fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer();
  const blurred = await sharp(patches, { raw: { width: PATCHES, height: PATCHES, channels } })
    .resize(face.width, face.height, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
  const hidden = Buffer.from(raw);
  for (let row = 0; row < face.height; row++) {
    const from = row * face.width * channels;
    hidden.set(blurred.subarray(from, from + face.width * channels), ((face.top + row) * width + face.left) * channels);
  }
  return hidden;
}

/** In whole pixels of the picture; null where none of it is in the picture. */
function boxIn(region: Region, width: number, height: number): Box | null {
  const left = Math.max(0, Math.floor(region.left * width));
  const top = Math.max(0, Math.floor(region.top * height));
  const right = Math.min(width, Math.ceil(region.right * width));
  const bottom = Math.min(height, Math.ceil(region.bottom * height));
  return right <= left || bottom <= top ? null : { left, top, width: right - left, height: bottom - top };
}
