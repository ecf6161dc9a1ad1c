/**
 * A camera whose pictures say which they are: each is of one grey, and the greys go round. What a page has drawn can
 * so be told from its pixels, whatever it believes itself.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EncodedUnit } from '../../capture/frame-source.port.ts';
import { GdpReader } from '../../process/gdp.ts';

export const COUNTED = { width: 320, height: 180, fps: 30, greys: 8 } as const;
const KEY_FRAME_EVERY = 16;
const DARKEST = 24;
const STEP = 28;

/** The pictures of one round, H.264; `capturedAtNs` is for whoever sends them. */
export function countingPictures(): Omit<EncodedUnit, 'capturedAtNs'>[] {
  const { width, height, fps, greys } = COUNTED;
  const directory = mkdtempSync(join(tmpdir(), 'swingbay-counting-'));
  try {
    const pixels = width * height;
    const frames = Array.from({ length: KEY_FRAME_EVERY * 4 }, (_, frame) => {
      const picture = Buffer.alloc(pixels * 1.5, 128);
      return picture.fill(DARKEST + STEP * (frame % greys), 0, pixels);
    });
    const file = join(directory, 'pictures.i420');
    writeFileSync(file, Buffer.concat(frames));
    const encoded = execFileSync('gst-launch-1.0', [
      ...['-q', 'filesrc', `location=${file}`, '!'],
      ...['rawvideoparse', 'format=i420', `width=${width}`, `height=${height}`, `framerate=${fps}/1`, '!'],
      ...['x264enc', 'speed-preset=ultrafast', 'tune=zerolatency', 'bframes=0', `key-int-max=${KEY_FRAME_EVERY}`],
      ...['quantizer=12', 'pass=qual', 'byte-stream=true', 'aud=true', '!'],
      ...['h264parse', 'config-interval=-1', '!', 'video/x-h264,stream-format=byte-stream,alignment=au', '!'],
      ...['gdppay', '!', 'fdsink', 'fd=1'],
    ]);
    const units: Omit<EncodedUnit, 'capturedAtNs'>[] = [];
    new GdpReader(({ header, payload }) => {
      if (header.kind !== 'buffer' || header.length === 0) return;
      units.push({ isKeyFrame: !header.isDelta, data: Uint8Array.from(payload) });
    }).push(encoded);
    return units;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Which of the greys a pixel is of, from its red, green or blue: video's black is 16 and its white 235. */
export function greyOf(channel: number): number {
  const luma = 16 + (channel * 219) / 255;
  return Math.round((luma - DARKEST) / STEP);
}
