/**
 * Films by the real FFmpeg of clips whose pictures say their own number: what each tick of the film shows is read from
 * its pictures, and must be what the plan says.
 */
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FilmedClip, filmArguments } from './film-command.ts';
import { filmLayout } from './film-layout.ts';
import { type FilmTiming, filmTiming } from './film-timing.ts';
import { EVENTS } from './filmed-swing.fixture.ts';
import { makeFilm } from './make-film.ts';
import { OverlayScript } from './overlay-script.ts';
import { pictureCut } from './picture-cut.ts';
import { shownFrames } from './shown-frames.ts';
import { VectorShape } from './vector-shape.ts';

const WIDTH = 320;
const HEIGHT = 180;
/** Twelve bits in four columns and three rows, in the middle of the picture. */
const COLUMNS = 4;
const BITS = 12;
const bitBox = (bit: number) => ({ left: 120 + (bit % COLUMNS) * 20, top: 60 + Math.floor(bit / COLUMNS) * 20 });

let folder: string;
beforeAll(() => {
  // A name with every sign that filters and subtitles give a meaning to.
  folder = join(mkdtempSync(join(tmpdir(), 'swingbay-films-')), "a'b:c,d;[e] f");
  mkdirSync(folder);
});
afterAll(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

/** A clip whose pictures bear their number; `timesMs` where they come unevenly. */
function numberedClip(
  name: string,
  fps: number,
  seconds: number,
  everyOther = false,
): { file: string; timesMs: number[] } {
  const frames = Math.round(fps * seconds);
  const pictures = Buffer.alloc(frames * WIDTH * HEIGHT, 40);
  for (let frame = 0; frame < frames; frame++) {
    for (let bit = 0; bit < BITS; bit++) {
      const { left, top } = bitBox(bit);
      for (let y = top; y < top + 20; y++) {
        const from = frame * WIDTH * HEIGHT + y * WIDTH + left;
        pictures.fill((frame >> bit) & 1 ? 220 : 60, from, from + 20);
      }
    }
  }
  const file = join(folder, name);
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'gray', '-s', `${WIDTH}x${HEIGHT}`, '-r', String(fps), '-i', '-'];
  // Dropped pictures leave gaps, as a camera that was too busy does.
  const dropped = everyOther ? ['-vf', "select='not(eq(mod(n,7),3))'", '-vsync', 'vfr'] : [];
  const encoded = ['-c:v', 'libx264', '-crf', '10', '-pix_fmt', 'yuv420p', '-bf', '2'];
  execFileSync('ffmpeg', ['-v', 'error', ...raw, ...dropped, ...encoded, '-y', `file:${file}`], { input: pictures });
  const kept = Array.from({ length: frames }, (_, frame) => frame).filter((frame) => !everyOther || frame % 7 !== 3);
  return { file, timesMs: kept.map((frame) => (frame * 1_000) / fps) };
}

/** Every fourth line and column are enough to read a number by. */
const THINNED = 4;

/** The number that each picture of the film bears in one of its boxes. */
async function numbersIn(film: string, { box, cut }: FilmedClip): Promise<number[]> {
  const [width, height] = [Math.floor(box.width / THINNED), Math.floor(box.height / THINNED)];
  const filters = `crop=${box.width}:${box.height}:${box.left}:${box.top},scale=${width}:${height}:flags=area`;
  const args = ['-v', 'error', '-i', `file:${film}`, '-vf', filters, '-f', 'rawvideo', '-pix_fmt', 'gray', '-'];
  const options = { encoding: 'buffer' as const, maxBuffer: 2 ** 28 };
  const { stdout } = await promisify(execFile)('ffmpeg', args, options);
  const at = (x: number, y: number) => {
    const left = Math.floor(((x / WIDTH - cut.left) / cut.width) * width);
    const top = Math.floor(((y / HEIGHT - cut.top) / cut.height) * height);
    return top * width + left;
  };
  const places = Array.from({ length: BITS }, (_, bit) => at(bitBox(bit).left + 10, bitBox(bit).top + 10));
  return Array.from({ length: stdout.length / (width * height) }, (_, tick) =>
    places.reduce((number, place, bit) => {
      const isSet = (stdout[tick * width * height + place] ?? 0) > 140;
      return number + (isSet ? 2 ** bit : 0);
    }, 0),
  );
}

interface Filmed {
  readonly file: string;
  readonly timing: FilmTiming;
  readonly clips: readonly FilmedClip[];
  readonly size: { width: number; height: number };
}

async function filmOf(
  name: string,
  sources: readonly { file: string; fromMs: number }[],
  slowness: number,
  shape: 'portrait' | 'landscape' = 'portrait',
): Promise<Filmed> {
  const layout = filmLayout(shape, sources.length);
  const report = {
    events: EVENTS,
    clips: sources.map(({ fromMs }, index) => ({
      ...{ camera: String(index), fromMs, toMs: fromMs + 3_000, sha256: '', mediaType: '', bytes: 0 },
    })),
  };
  const timing = filmTiming(report, Object.keys(sources), slowness);
  const clips = sources.map(({ file, fromMs }, index) => {
    const box = layout.pictures[index] ?? { left: 0, top: 0, width: 2, height: 2 };
    return { file, fromMs, box, cut: pictureCut({ width: WIDTH, height: HEIGHT }, box, null) };
  });
  const overlay = new OverlayScript(layout);
  const mark = new VectorShape().roundedBox({ left: 0, top: layout.height - 40, width: 40, height: 40 }, 1);
  // On every third tick, so that a drawing that is off by one is seen.
  for (let tick = 0; tick < timing.ticks; tick += 3) {
    overlay.draw(mark, { colour: '#ffffff' }, 1, { from: tick, to: tick + 1 });
  }
  const size = { width: layout.width, height: layout.height };
  const file = join(folder, name);
  await makeFilm({ size, ground: '#0b1110', timing, clips, overlay: overlay.toString() }, file).made;
  return { file, timing, clips, size };
}

function probe(file: string): { streams: Record<string, unknown>[]; format: Record<string, unknown> } {
  const asked = ['-v', 'error', '-count_frames', '-show_streams', '-show_format', '-of', 'json', `file:${file}`];
  return JSON.parse(execFileSync('ffprobe', asked).toString()) as ReturnType<typeof probe>;
}

describe('a film', () => {
  it('is H.264 for every phone: upright, 1080p at most, as long as its plan, its index before its pictures', async () => {
    const { file, timing } = await filmOf('one.mp4', [{ file: numberedClip('60.mp4', 60, 3).file, fromMs: 0 }], 4);
    const { streams, format } = probe(file);
    expect(streams).toHaveLength(1);
    expect(streams[0]).toMatchObject({
      ...{ codec_name: 'h264', profile: 'High', pix_fmt: 'yuv420p', width: 1080, height: 1920, level: 40 },
      ...{ r_frame_rate: '30/1', avg_frame_rate: '30/1', nb_read_frames: String(timing.ticks), color_space: 'bt709' },
    });
    expect(Number(streams[0]?.['duration'])).toBeCloseTo(timing.ticks / 30, 5);
    // The whole of the swing's own length, slowed where it is slow, and the still picture: to the picture.
    expect(timing.ticks).toBe(Math.ceil(((1_340 + 400 * 4 + 960 + 2_000) * 30) / 1_000));
    const bytes = readFileSync(file);
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
    expect(bytes.indexOf('moov')).toBeGreaterThan(0);
    expect(format['tags']).not.toHaveProperty('encoder');
    expect(format['tags']).not.toHaveProperty('creation_time');
  });

  it.each([
    ['portrait', 30, 2],
    ['landscape', 60, 4],
    ['portrait', 120, 8],
    ['landscape', 240, 8],
  ] as const)(
    'shows at every tick the picture that the plan says: %s, %i pictures a second, %i times slower',
    async (shape, fps, slowness) => {
      const { file: source, timesMs } = numberedClip(`${fps}.mp4`, fps, 3);
      const { file, timing, clips } = await filmOf(`${fps}-film.mp4`, [{ file: source, fromMs: 0 }], slowness, shape);
      const shown = await numbersIn(file, clips[0] as FilmedClip);
      expect(shown).toEqual([...shownFrames(timing, timesMs)]);
    },
  );

  it('keeps views in step that began at different times, of which one lost pictures', async () => {
    const early = numberedClip('early.mp4', 120, 3);
    const late = numberedClip('late.mp4', 60, 3, true);
    const lateFromMs = 137.5;
    const { file, timing, clips } = await filmOf(
      'two.mp4',
      [
        { file: early.file, fromMs: 0 },
        { file: late.file, fromMs: lateFromMs },
      ],
      8,
    );
    const times = late.timesMs.map((timeMs) => timeMs + lateFromMs);
    expect(await numbersIn(file, clips[0] as FilmedClip)).toEqual([...shownFrames(timing, early.timesMs)]);
    const second = [...shownFrames(timing, times)].map((index) =>
      Math.round(((late.timesMs[index] ?? 0) * 60) / 1_000),
    );
    expect(await numbersIn(file, clips[1] as FilmedClip)).toEqual(second);
  });

  it('draws on exactly the pictures that a drawing is for', async () => {
    const { file, timing, size } = await filmOf(
      'marks.mp4',
      [{ file: numberedClip('m.mp4', 60, 3).file, fromMs: 0 }],
      4,
    );
    const crop = `crop=2:2:20:${size.height - 20}`;
    const args = ['-v', 'error', '-i', `file:${file}`, '-vf', crop, '-f', 'rawvideo', '-pix_fmt', 'gray', '-'];
    const values = execFileSync('ffmpeg', args);
    const lit = Array.from({ length: timing.ticks }, (_, tick) => (values[tick * 4] ?? 0) > 128);
    expect(lit).toEqual(Array.from({ length: timing.ticks }, (_, tick) => tick % 3 === 0));
  });
});

describe('making a film', () => {
  const layout = filmLayout('portrait', 1);
  const scriptOf = (file: string) => {
    const box = layout.pictures[0] ?? { left: 0, top: 0, width: 2, height: 2 };
    const timing: FilmTiming = { segments: [{ fromMs: 0, toMs: 2_900, slowness: 2 }], ticks: 180 };
    const clips = [{ file, fromMs: 0, box, cut: { left: 0, top: 0, width: 1, height: 1 } }];
    const overlay = new OverlayScript(layout).toString();
    return { size: { width: layout.width, height: layout.height }, ground: '#0b1110', timing, clips, overlay };
  };

  it('says how far it is, stands still while it is halted, and goes on', async () => {
    const run = makeFilm(scriptOf(numberedClip('h.mp4', 60, 3).file), join(folder, 'halted.mp4'));
    await expect.poll(() => run.progress, { timeout: 20_000 }).toBeGreaterThan(0);
    run.halt();
    // What it had said by then may still be on its way.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const halted = run.progress;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(run.progress).toBe(halted);
    run.goOn();
    await run.made;
    expect(run.progress).toBe(1);
  });

  it('leaves nothing when it is ended, and says by what', async () => {
    const output = join(folder, 'ended.mp4');
    const run = makeFilm(scriptOf(numberedClip('e.mp4', 60, 3).file), output);
    const failed = expect(run.made).rejects.toMatchObject({ code: 'export/failed', retryable: true });
    await expect.poll(() => run.progress, { timeout: 20_000 }).toBeGreaterThan(0);
    await run.end();
    await failed;
    expect(readdirSync(folder)).not.toContain('ended.mp4');
  });

  it('refuses a clip that is none, and will again', async () => {
    const broken = join(folder, 'broken.mp4');
    writeFileSync(broken, Buffer.alloc(5_000, 7));
    const run = makeFilm(scriptOf(broken), join(folder, 'none.mp4'));
    await expect(run.made).rejects.toMatchObject({ code: 'export/failed', retryable: false });
    expect(readdirSync(folder)).not.toContain('none.mp4');
  });

  it('opens nothing but files that are videos, whatever a clip says of itself', async () => {
    const playlist = join(folder, 'list.mp4');
    writeFileSync(playlist, '#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/secret\n');
    await expect(makeFilm(scriptOf(playlist), join(folder, 'list-film.mp4')).made).rejects.toMatchObject({
      code: 'export/failed',
    });
    const args = filmArguments({ ...scriptOf(playlist), overlayFile: 'o.ass', outputFile: 'f.mp4' });
    expect(args.join(' ')).toContain('-protocol_whitelist file -format_whitelist mov');
  });

  it('says that there is no room where the disk is full', async () => {
    const full = join(folder, 'full.mp4');
    symlinkSync('/dev/full', full);
    const run = makeFilm(scriptOf(numberedClip('f.mp4', 60, 3).file), full);
    await expect(run.made).rejects.toMatchObject({ code: 'export/disk-full', retryable: true });
  });
});
