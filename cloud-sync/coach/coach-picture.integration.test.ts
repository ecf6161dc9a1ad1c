import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { LANDMARK, LANDMARK_COUNT } from '../../device/swing/pose/landmark.ts';
import { emptyPoseTrack, IMAGE_VALUES, type PoseTrack } from '../../device/swing/pose/pose-track.ts';
import { choosePictures } from './choose-pictures.ts';
import { coachedReport } from './coached-swing.fixture.ts';
import { pictureToSend } from './coach-picture.ts';
import { golferAt } from './face-region.ts';

const [WIDTH, HEIGHT] = [1_280, 720];
const HEAD = { x: 640, y: 160 };

/** A golfer of 500 pixels, upright in the middle; nobody in the second frame. */
function standing(): PoseTrack {
  const track = emptyPoseTrack('face-on', { width: WIDTH, height: HEIGHT }, Float64Array.from([0, 10, 20]));
  const put = (landmark: number, x: number, y: number): void => {
    for (const frame of [0, 2]) {
      track.image.set([x, y, 0, 0.9], (frame * LANDMARK_COUNT + landmark) * IMAGE_VALUES);
      track.presence[frame] = 0.95;
    }
  };
  for (let landmark = 0; landmark < LANDMARK_COUNT; landmark++) {
    put(landmark, landmark % 2 === 0 ? 600 : 680, landmark < 15 ? 250 : 600);
  }
  for (let face = 0; face <= LANDMARK['mouth-right']; face++)
    put(face, HEAD.x + ((face % 3) - 1) * 18, HEAD.y + (face % 2) * 20);
  for (const [name, y] of [
    ['left-shoulder', 230],
    ['right-shoulder', 230],
    ['left-hip', 390],
    ['right-hip', 390],
  ] as const) {
    put(LANDMARK[name], name.startsWith('left') ? 690 : 590, y);
  }
  return track;
}

/** Fine stripes everywhere: what keeps them is recognisable, what does not is not. */
async function striped(width = WIDTH, height = HEIGHT): Promise<Buffer> {
  const raw = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++)
      raw.fill((x >> 2) % 2 === (y >> 2) % 2 ? 230 : 20, (y * width + x) * 3, (y * width + x) * 3 + 3);
  }
  return sharp(raw, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 95 })
    .toBuffer();
}

/** How much neighbouring pixels differ, 0–255, in a square around a place of the whole picture. */
async function detailAt(
  picture: { jpeg: Uint8Array; width: number },
  crop: { left: number; top: number; width: number },
  x: number,
  y: number,
): Promise<number> {
  const scale = picture.width / crop.width;
  const side = Math.round(30 * scale);
  const box = {
    left: Math.round((x - crop.left) * scale - side / 2),
    top: Math.round((y - crop.top) * scale - side / 2),
    width: side,
    height: side,
  };
  // Statistics are of the input, whatever is done to it.
  const { channels } = await sharp(await sharp(picture.jpeg).extract(box).png().toBuffer()).stats();
  return channels[0]?.stdev ?? 0;
}

describe('a picture that is sent to a coach', () => {
  const where = golferAt(standing(), 1);
  if (where === null) throw new Error('The golfer is there.');
  const left = Math.max(0, Math.floor(where.golfer.left * WIDTH));
  const right = Math.min(WIDTH, Math.ceil(where.golfer.right * WIDTH));
  const crop = { left, top: Math.max(0, Math.floor(where.golfer.top * HEIGHT)), width: right - left };

  it('shows no face, and everything else of the golfer', async () => {
    const sent = await pictureToSend(await striped(), where, false);
    for (const [dx, dy] of [
      [0, 0],
      [-30, -30],
      [30, 30],
      [0, -35],
      [0, 40],
    ] as const) {
      expect(await detailAt(sent, crop, HEAD.x + dx, HEAD.y + dy)).toBeLessThan(15);
    }
    expect(await detailAt(sent, crop, 640, 420)).toBeGreaterThan(40);
    expect(await detailAt(sent, crop, 640, 650)).toBeGreaterThan(40);
  });

  it('shows the face of a player who allowed it', async () => {
    const sent = await pictureToSend(await striped(), where, true);
    expect(await detailAt(sent, crop, HEAD.x, HEAD.y)).toBeGreaterThan(40);
  });

  it('hides the same place where the key frame has another size than the poses', async () => {
    const sent = await pictureToSend(await striped(WIDTH / 2, HEIGHT / 2), where, false);
    expect(await detailAt(sent, crop, HEAD.x, HEAD.y)).toBeLessThan(15);
  });

  it('is small, and carries nothing beside itself', async () => {
    const tagged = await sharp(await striped())
      .withExif({ IFD0: { Artist: 'somebody' } })
      .toBuffer();
    const sent = await pictureToSend(tagged, where, false);
    expect(Math.max(sent.width, sent.height)).toBeLessThanOrEqual(768);
    const { exif, width, format } = await sharp(sent.jpeg).metadata();
    expect({ exif, width, format }).toEqual({ exif: undefined, width: sent.width, format: 'jpeg' });
  });

  it('is not made where nobody knows where the face is', () => {
    const track = standing();
    expect(golferAt(track, 10)).toBeNull();
    expect(golferAt(track, 500)).toBeNull();
    expect(golferAt(emptyPoseTrack('face-on', track, new Float64Array()), 0)).toBeNull();
  });

  it('is of the moments that say most, from every camera, in the order of the swing', () => {
    const frame = { sha256: '0'.repeat(64), mediaType: 'image/jpeg', bytes: 1, timeMs: 0, width: 10, height: 10 };
    const keyFrames = (['address', 'top', 'impact'] as const).flatMap((event) =>
      ['behind', 'face-on'].map((camera) => ({ ...frame, event, camera })),
    );
    const [face] = coachedReport(1).cameras;
    if (face === undefined) throw new Error('A camera is there.');
    const cameras = [face, { ...face, name: 'behind', role: 'down-the-line' as const }];
    const chosen = choosePictures(coachedReport(1, { keyFrames, cameras }), 3);
    expect(chosen.map(({ event, camera }) => `${event} ${camera}`)).toEqual([
      'top face-on',
      'top behind',
      'impact face-on',
    ]);
  });
});
