import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GdpReader } from '../process/gdp.ts';
import { writeClip } from './clip-writer.ts';
import { EncodedRing } from './encoded-ring.ts';
import { ClipNotWrittenError } from './errors.ts';
import type { EncodedUnit } from './frame-source.port.ts';
import { probeVideo } from './video-probe.ts';
import { readVideo } from './video-reader.ts';

const KEY_FRAME_EVERY = 30;
const FRAMES = 240;
const START_NS = 5_432_100_000_000;

let directory = '';
const units: EncodedUnit[] = [];

/** A camera whose frames come 8 or 9 ms apart, and once, after frame 150, 50 ms late. */
const timeOf = (frame: number): number =>
  START_NS + frame * 8_333_333 + (frame % 2) * 600_000 + (frame > 150 ? 5e7 : 0);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'swingbay-clip-'));
  const encoder = `x264enc speed-preset=ultrafast tune=zerolatency key-int-max=${KEY_FRAME_EVERY} aud=true`;
  const pipeline = `videotestsrc num-buffers=${FRAMES} pattern=ball ! video/x-raw,width=320,height=240,framerate=120/1
    ! ${encoder} ! h264parse config-interval=-1 ! video/x-h264,stream-format=byte-stream,alignment=au
    ! gdppay ! fdsink fd=1`;
  const bytes = execFileSync('gst-launch-1.0', ['-q', ...pipeline.split(/\s+/)], { maxBuffer: 64e6 });
  new GdpReader(({ header, payload }) => {
    if (header.kind !== 'buffer') return;
    units.push({ capturedAtNs: timeOf(units.length), isKeyFrame: !header.isDelta, data: payload });
  }).push(bytes);
});

afterAll(() => rm(directory, { recursive: true, force: true }));

async function framesOf(file: string): Promise<{ timesMs: number[]; pictures: string[] }> {
  const timesMs: number[] = [];
  const pictures: string[] = [];
  await readVideo(file, { format: 'NV12' }, ({ capturedAtNs, data }) => {
    timesMs.push(capturedAtNs / 1e6);
    pictures.push(createHash('sha256').update(data).digest('hex'));
  });
  return { timesMs, pictures };
}

describe('a clip', () => {
  it('is cut round an impact with all its frames at their true times', async () => {
    const ring = new EncodedRing();
    for (const unit of units) ring.push(unit);
    const wanted = { fromNs: timeOf(75), toNs: timeOf(200) };
    const cut = ring.cut(wanted.fromNs, wanted.toNs);
    const file = join(directory, 'cut.mp4');
    const { frameTimesNs, bytes, sha256 } = await writeClip(cut, file);

    expect(frameTimesNs).toEqual(Array.from({ length: 141 }, (_, index) => timeOf(60 + index)));
    const content = await readFile(file);
    expect({ bytes, sha256 }).toEqual({
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
    expect(await probeVideo(file)).toMatchObject({ width: 320, height: 240, announcedFrames: 141 });

    const { timesMs, pictures } = await framesOf(file);
    const expectedMs = frameTimesNs.map((time) => (time - timeOf(60)) / 1e6);
    expect(timesMs).toHaveLength(141);
    for (const [index, time] of timesMs.entries()) expect(Math.abs(time - (expectedMs[index] ?? 0))).toBeLessThan(0.02);

    const whole = join(directory, 'whole.mp4');
    await writeClip(units, whole);
    expect(pictures).toEqual((await framesOf(whole)).pictures.slice(60, 201));
  });

  it('is refused where it could not be decoded', async () => {
    const file = join(directory, 'headless.mp4');
    await expect(writeClip(units.slice(1), file)).rejects.toMatchObject({ code: 'clip/not-written' });
    await expect(writeClip([], file)).rejects.toMatchObject({ code: 'clip/not-written' });
  });

  it('leaves nothing behind where it cannot be written', async () => {
    const folder = join(directory, 'read-only');
    await mkdir(join(folder, 'clip.mp4'), { recursive: true });
    await expect(writeClip(units, join(folder, 'clip.mp4'))).rejects.toMatchObject({ code: 'clip/not-written' });
    await expect(writeClip(units, join(folder, 'missing', 'clip.mp4'))).rejects.toMatchObject({ retryable: true });
    expect(await readdir(folder)).toEqual(['clip.mp4']);
  });

  it('says that the disk is full, in the words of GStreamer or of the kernel', () => {
    const words = ['Error while writing to file. No space left on the resource.', 'ENOSPC: no space left on device'];
    for (const detail of words) expect(new ClipNotWrittenError(detail).code).toBe('clip/no-space');
  });
});
