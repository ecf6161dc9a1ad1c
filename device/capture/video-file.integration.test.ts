import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clip, clipsAvailable } from './clips.fixture.ts';
import { readSound } from './sound-reader.ts';
import { probeVideo } from './video-probe.ts';
import { readVideo } from './video-reader.ts';

let directory = '';
const inDirectory = (name: string): string => join(directory, name);

/** Two seconds at 25 fps, 322 × 242, whose picture n is grey n, with a 1 kHz tone from 0.4 s. */
function makeVideo(file: string, ...options: string[]): void {
  const picture = "color=black:s=322x242:r=25:d=2,format=yuv420p,geq=lum='16+N*4':cb=128:cr=128";
  const sound = "aevalsrc='if(gt(t,0.4),sin(6283*t),0)':s=44100:d=2";
  const inputs = ['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', sound];
  const codecs = ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '10', '-c:a', 'aac'];
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...inputs, ...codecs, ...options, file]);
}

async function cutToTwoThirds(file: string): Promise<void> {
  await truncate(file, Math.floor(((await readFile(file)).length * 2) / 3));
}

async function countFrames(file: string): Promise<number> {
  return (await readVideo(file, { format: 'NV12' }, () => undefined)).framesDecoded;
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'swingbay-video-'));
  makeVideo(inDirectory('whole.mp4'));
});

afterAll(() => rm(directory, { recursive: true, force: true }));

describe('facts of a video file', () => {
  it('are those of the picture as a player would show it', async () => {
    expect(await probeVideo(inDirectory('whole.mp4'))).toMatchObject({
      width: 322,
      height: 242,
      fps: 25,
      announcedFrames: 50,
      durationMs: 2000,
      hasSound: true,
      rotationDegrees: 0,
    });
  });

  it('count the packets where the container keeps no number of frames', async () => {
    const file = inDirectory('whole.mkv');
    makeVideo(file);
    expect((await probeVideo(file)).announcedFrames).toBe(50);
    expect(await countFrames(file)).toBe(50);
  });

  it.each([
    ['a text', 'text.mp4', 'This is no video.', 'video/not-a-video'],
    ['a text that is named as one', 'text.txt', 'This is no video.', 'video/not-a-video'],
    ['a playlist that leads to other files', 'list.m3u8', '#EXTM3U\n#EXTINF:1,\nwhole.mp4\n', 'video/not-a-video'],
    ['an empty file', 'empty.mp4', '', 'video/empty'],
  ])('are refused for %s', async (_, name, content, code) => {
    await writeFile(inDirectory(name), content);
    await expect(probeVideo(inDirectory(name))).rejects.toMatchObject({ code });
  });

  it('are refused for a missing file and for a folder', async () => {
    await expect(probeVideo(inDirectory('nothing.mp4'))).rejects.toMatchObject({ code: 'video/missing' });
    await expect(probeVideo(directory)).rejects.toMatchObject({ code: 'video/not-a-video' });
  });

  it('are refused for sound alone', async () => {
    const file = inDirectory('sound.mp4');
    makeVideo(file, '-vn');
    await expect(probeVideo(file)).rejects.toMatchObject({ code: 'video/no-picture' });
  });

  it('are refused for a file that lost its index with its last third', async () => {
    const file = inDirectory('cut.mp4');
    makeVideo(file);
    await cutToTwoThirds(file);
    await expect(probeVideo(file)).rejects.toMatchObject({ code: 'video/cut-short' });
  });
});

describe('reading a video file', () => {
  it('gives every frame once, in order, at its time', async () => {
    const greys: number[] = [];
    const timesMs: number[] = [];
    const { framesDecoded, trouble } = await readVideo(inDirectory('whole.mp4'), { format: 'NV12' }, (frame) => {
      expect(frame.data).toHaveLength((322 * 242 * 3) / 2);
      greys.push(frame.data[322 * 121 + 161] ?? 0);
      timesMs.push(frame.capturedAtNs / 1e6);
    });
    expect({ framesDecoded, trouble }).toEqual({ framesDecoded: 50, trouble: null });
    expect(greys.map((grey) => Math.round((grey - 16) / 4))).toEqual(Array.from({ length: 50 }, (_, n) => n));
    expect(timesMs[49]).toBeCloseTo(1960, 3);
  });

  it('gives rows without padding, in RGB as well', async () => {
    await readVideo(inDirectory('whole.mp4'), { format: 'RGB' }, ({ data, sequence }) => {
      expect(data).toHaveLength(322 * 242 * 3);
      const bytes = new Set(data);
      // One grey over the whole picture: padding bytes would be another value.
      if (sequence === 25) expect(Math.max(...bytes) - Math.min(...bytes)).toBeLessThanOrEqual(4);
    });
  });

  it('waits for its reader', async () => {
    let [running, runningMax] = [0, 0];
    await readVideo(inDirectory('whole.mp4'), { format: 'NV12', maxEdgePixels: 64 }, async ({ width, height }) => {
      runningMax = Math.max(runningMax, ++running);
      expect([width, height]).toEqual([64, 48]);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running--;
    });
    expect(runningMax).toBe(1);
  });

  it('ends with the error of its reader', async () => {
    const broken = new Error('no more memory');
    await expect(
      readVideo(inDirectory('whole.mp4'), { format: 'NV12' }, () => {
        throw broken;
      }),
    ).rejects.toBe(broken);
  });

  it('takes any file name for a name', async () => {
    const file = inDirectory(`a "quoted" ! fakesink \\ 'näme'.mp4`);
    makeVideo(file);
    expect(await countFrames(file)).toBe(50);
    expect((await probeVideo(file)).announcedFrames).toBe(50);
  });

  it('decodes what is left of a file that was cut short after its index', async () => {
    const file = inDirectory('cut-index-first.mp4');
    makeVideo(file, '-movflags', '+faststart');
    await cutToTwoThirds(file);
    expect((await probeVideo(file)).announcedFrames).toBe(50);
    const decoded = await countFrames(file);
    expect(decoded).toBeGreaterThan(20);
    expect(decoded).toBeLessThan(45);
  });

  it('shows of a trimmed file what a player would show', async () => {
    const file = inDirectory('trimmed.mp4');
    // A phone cuts by an edit list: the frames before the cut stay in the file, from the last key frame on.
    const cut = ['-ss', '0.6', '-t', '1', '-i', inDirectory('whole.mp4'), '-c', 'copy'];
    execFileSync('ffmpeg', ['-v', 'error', '-y', ...cut, file]);
    const greys: number[] = [];
    const timesMs: number[] = [];
    await readVideo(file, { format: 'NV12' }, ({ data, capturedAtNs }) => {
      greys.push(Math.round(((data[322 * 121 + 161] ?? 0) - 16) / 4));
      timesMs.push(capturedAtNs / 1e6);
    });
    expect((await probeVideo(file)).announcedFrames).toBe(greys.length);
    expect(greys).toEqual(Array.from({ length: greys.length }, (_, n) => 15 + n));
    expect(greys.length).toBeGreaterThanOrEqual(25);
    expect(timesMs[10]).toBeCloseTo(400, 0);
  });

  it('says that nothing could be decoded', async () => {
    const file = inDirectory('noise.mp4');
    const bytes = await readFile(inDirectory('whole.mp4'));
    const media = bytes.indexOf('mdat') + 4;
    await writeFile(file, bytes.fill(0, media, media + bytes.readUInt32BE(media - 8) - 8));
    expect((await probeVideo(file)).announcedFrames).toBe(50);
    await expect(countFrames(file)).rejects.toMatchObject({ code: 'video/not-decodable' });
  });
});

describe('reading sound', () => {
  it('puts it at its place in the time of the file', async () => {
    const sound = await readSound(inDirectory('whole.mp4'));
    const first = sound?.samples.findIndex((sample) => Math.abs(sample) > 0.2) ?? -1;
    expect((sound?.startMs ?? 0) + (first * 1000) / (sound?.sampleRate ?? 1)).toBeCloseTo(400, -1);
  });

  it('gives nothing where there is none', async () => {
    makeVideo(inDirectory('silent.mp4'), '-an');
    expect(await readSound(inDirectory('silent.mp4'))).toBeNull();
  });
});

describe.skipIf(!clipsAvailable)('real clips', () => {
  it('are decoded with exactly the frames that were labelled', { timeout: 120_000 }, async () => {
    const labels = JSON.parse(await readFile(clip('labels.json'), 'utf8')) as Record<string, { frames: number }>;
    for (const [name, { frames }] of Object.entries(labels)) {
      const decoded = await countFrames(clip(name));
      expect({ name, decoded }).toEqual({ name, decoded: frames });
      expect((await probeVideo(clip(name))).announcedFrames).toBe(frames);
    }
  });

  it('stand upright though stored sideways', async () => {
    const name = clip('indoor-range-face-on-sideways-30.mp4');
    expect(await probeVideo(name)).toMatchObject({ width: 404, height: 720, rotationDegrees: 90 });
    const reference = execFileSync('ffmpeg', [
      ...['-v', 'error', '-i', name, '-frames:v', '1', '-pix_fmt', 'nv12', '-f', 'rawvideo', '-'],
    ]);
    await readVideo(name, { format: 'NV12' }, ({ sequence, data, width, height }) => {
      if (sequence > 0) return;
      const luma = width * height;
      let difference = 0;
      for (let index = 0; index < luma; index++) difference += Math.abs((data[index] ?? 0) - (reference[index] ?? 0));
      expect(difference / luma).toBeLessThan(1);
    });
  });
});
