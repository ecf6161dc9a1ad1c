/** The pictures of the eight events as JPEG, from the film. */
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { SwingEvent } from '../swing/report/swing-report.ts';
import type { KeyFrame } from './analysis-request.ts';
import type { Film } from './film.ts';

const JPEG_QUALITY = 82;

export async function keyFramesOf(camera: string, film: Film, events: readonly SwingEvent[]): Promise<KeyFrame[]> {
  const made = await Promise.all(
    events.map(async ({ name, frame, timeMs }): Promise<KeyFrame | null> => {
      const picture = film.pictures[frame[camera] ?? -1];
      if (!picture) return null;
      const { width, height } = film;
      const jpeg = await sharp(rgbOf(picture, film), { raw: { width, height, channels: 3 } })
        .jpeg({ quality: JPEG_QUALITY })
        .toBuffer();
      const sha256 = createHash('sha256').update(jpeg).digest('hex');
      return { event: name, camera, timeMs, width, height, sha256, jpeg };
    }),
  );
  return made.filter((frame) => frame !== null);
}

/** NV12 in video range to RGB by BT.709 from 720 lines on and BT.601 below, as broadcasters and phones do. */
function rgbOf(nv12: Uint8Array, { width, height, shrink }: Film): Uint8Array {
  const out = new Uint8ClampedArray(width * height * 3);
  const isHd = Math.max(width, height) * shrink >= 1280;
  const [redV, greenU, greenV, blueU] = isHd ? [1.793, 0.213, 0.533, 2.112] : [1.596, 0.392, 0.813, 2.017];
  let at = 0;
  for (let y = 0; y < height; y++) {
    const chroma = width * height + (y >> 1) * width;
    for (let x = 0; x < width; x++) {
      const luma = 1.164 * ((nv12[y * width + x] as number) - 16);
      const u = (nv12[chroma + (x & ~1)] as number) - 128;
      const v = (nv12[chroma + (x | 1)] as number) - 128;
      out[at++] = luma + redV * v;
      out[at++] = luma - greenU * u - greenV * v;
      out[at++] = luma + blueU * u;
    }
  }
  return new Uint8Array(out.buffer);
}
