import { PictureInvalidError } from './errors.ts';

/** One upright picture, tightly packed; a camera's frame fits as it is. It is only read, and only during the call. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** NV12: width × height luma bytes, then interleaved half-size chroma, video range. RGB: 3 bytes a pixel. */
  readonly format: 'NV12' | 'RGB';
  readonly data: Uint8Array;
}

/** Throws `pose/picture-invalid` unless the bytes are exactly those of a picture of that size. */
export function checkPicture(picture: Picture): void {
  const { width, height, format, data } = picture;
  const isSize = Number.isInteger(width) && Number.isInteger(height) && width >= 2 && height >= 2;
  if (!isSize) throw new PictureInvalidError(`A picture of ${width} × ${height} pixels cannot be read.`);
  if (format === 'NV12' && (width % 2 !== 0 || height % 2 !== 0)) {
    throw new PictureInvalidError(`An NV12 picture has even sides, not ${width} × ${height}.`);
  }
  const expected = format === 'NV12' ? (width * height * 3) / 2 : width * height * 3;
  if (data.length !== expected) {
    throw new PictureInvalidError(
      `A ${format} picture of ${width} × ${height} has ${expected} bytes, not ${data.length}.`,
    );
  }
}
