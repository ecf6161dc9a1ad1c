/**
 * What a video file says about itself, before anything of it is decoded; and what is wrong with one that is unfit.
 */
import { execFile } from 'node:child_process';
import { open, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { ProgramNotStartedError } from '../process/errors.ts';
import { VideoFileError } from './errors.ts';

export interface VideoFacts {
  /** Of the upright picture, in pixels. */
  width: number;
  height: number;
  /** Mean frames a second of the file's own time. */
  fps: number;
  /**
   * Frames that a player would show by the container's own lists, without those that its edit list leaves out; fewer
   * can be decoded where the file is damaged or cut short.
   */
  announcedFrames: number;
  durationMs: number;
  hasPicture: true;
  hasSound: boolean;
  /** How far the stored picture must be turned clockwise to stand upright: 0, 90, 180 or 270. */
  rotationDegrees: number;
  /** Ticks a second of the file's clock for its picture. */
  ticksPerSecond: number;
  /** The name of the container format, such as `mov,mp4,m4a,3gp,3g2,mj2`. */
  container: string;
}

/** Containers that hold video. ffprobe also "reads" text as a picture and follows playlists to other files. */
const CONTAINERS = 'mov,matroska,avi,mpegts,mpeg,h264,hevc,flv,asf,ogg,mp3,aac,flac,wav';
const PROBE_MS_MAX = 30_000;
/** A minute at 240 fps lists its packets in 60 kB. */
const PROBE_OUTPUT_BYTES_MAX = 4 * 1024 * 1024;

const probedStream = z.object({
  index: z.number(),
  codec_type: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  avg_frame_rate: z.string().optional(),
  r_frame_rate: z.string().optional(),
  nb_frames: z.string().optional(),
  time_base: z.string().optional(),
  duration: z.string().optional(),
  disposition: z.object({ attached_pic: z.number().optional() }).optional(),
  side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
});
const probed = z.object({
  streams: z.array(probedStream).default([]),
  format: z.object({ format_name: z.string(), duration: z.string().optional() }).optional(),
});
type ProbedStream = z.infer<typeof probedStream>;

/**
 * Throws a `VideoFileError`: `video/missing`, `video/empty`, `video/not-a-video`, `video/cut-short` (the end, with
 * the table of frames, is missing), `video/no-picture`.
 */
export async function probeVideo(file: string): Promise<VideoFacts> {
  await refuseMissingOrEmpty(file);
  const { streams, format } = await runProbe(file, ['-show_format', '-show_streams']);
  // A cover picture inside a sound file is no video.
  const picture = streams.find(
    ({ codec_type, disposition }) => codec_type === 'video' && disposition?.attached_pic !== 1,
  );
  if (picture === undefined) {
    if (streams.length === 0) throw notAVideo(file);
    throw new VideoFileError('no-picture', `${file} holds no picture.`, 'Choose a file that holds video.');
  }
  const fps = rate(picture.avg_frame_rate) || rate(picture.r_frame_rate);
  const seconds = Number(picture.duration ?? format?.duration ?? Number.NaN);
  const announcedFrames = await announcedFramesOf(file, picture);
  const rotationDegrees = rotationOf(picture);
  const isTurned = rotationDegrees % 180 !== 0;
  const [width, height] = [picture.width ?? 0, picture.height ?? 0];
  return {
    width: isTurned ? height : width,
    height: isTurned ? width : height,
    fps,
    announcedFrames,
    durationMs: Number.isFinite(seconds) ? seconds * 1000 : fps > 0 ? (announcedFrames * 1000) / fps : 0,
    hasPicture: true,
    hasSound: streams.some(({ codec_type }) => codec_type === 'audio'),
    rotationDegrees,
    ticksPerSecond: 1 / (rate(picture.time_base) || 1e-6),
    container: format?.format_name ?? 'unknown',
  };
}

async function refuseMissingOrEmpty(file: string): Promise<void> {
  const hint = 'Check the path.';
  const facts = await stat(file).catch((cause: unknown) => {
    throw new VideoFileError('missing', `There is no file ${file}.`, hint, cause);
  });
  if (!facts.isFile()) throw new VideoFileError('not-a-video', `${file} is not a file.`, hint);
  if (facts.size === 0) {
    throw new VideoFileError('empty', `${file} is empty.`, 'Copy the file again from where it came.');
  }
}

/** How ffmpeg and ffprobe are given a file: as nothing but a file that holds video or sound. */
export function inputArguments(file: string): string[] {
  return ['-protocol_whitelist', 'file', '-format_whitelist', CONTAINERS, '-i', `file:${file}`];
}

async function runProbe(file: string, more: readonly string[]): Promise<z.infer<typeof probed>> {
  const text = await probeText(file, 'json', more);
  try {
    return probed.parse(JSON.parse(text));
  } catch (cause) {
    throw notAVideo(file, cause);
  }
}

async function probeText(file: string, format: string, more: readonly string[]): Promise<string> {
  const args = ['-v', 'error', '-print_format', format, ...more];
  try {
    const { stdout } = await promisify(execFile)('ffprobe', [...args, ...inputArguments(file)], {
      timeout: PROBE_MS_MAX,
      maxBuffer: PROBE_OUTPUT_BYTES_MAX,
    });
    return stdout;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') throw new ProgramNotStartedError('ffprobe', cause);
    if (await hasMediaWithoutIndex(file)) {
      throw new VideoFileError(
        'cut-short',
        `${file} is cut short: the index at its end is missing, so none of its frames can be decoded.`,
        'Copy the file again, whole, from where it came.',
        cause,
      );
    }
    throw notAVideo(file, cause);
  }
}

function notAVideo(file: string, cause?: unknown): VideoFileError {
  return new VideoFileError('not-a-video', `${file} is not a video.`, 'Choose an MP4 or MOV file.', cause);
}

/** The container's own number of frames, or its packets where it keeps none; without those that are not shown. */
async function announcedFramesOf(file: string, picture: ProbedStream): Promise<number> {
  const stream = ['-select_streams', String(picture.index)];
  // As bare words: a file may list a million packets, and reading those as JSON would hold up everything else.
  const flags = await probeText(file, 'csv=print_section=0', [...stream, '-show_entries', 'packet=flags']);
  const packets = flags.match(/^.*\w.*$/gm)?.length ?? 0;
  const hidden = flags.match(/^.*D.*$/gm)?.length ?? 0;
  return (Number(picture.nb_frames) || packets) - hidden;
}

function rate(fraction: string | undefined): number {
  const [numerator = 0, denominator = 1] = (fraction ?? '').split('/').map(Number);
  const value = numerator / denominator;
  return Number.isFinite(value) ? value : 0;
}

/** ffprobe gives the turn of the display matrix counter-clockwise. */
function rotationOf({ side_data_list = [] }: ProbedStream): number {
  const counterClockwise = side_data_list.find(({ rotation }) => rotation !== undefined)?.rotation ?? 0;
  return (((Math.round(-counterClockwise / 90) * 90) % 360) + 360) % 360;
}

/**
 * Whether an MP4 or MOV begins as one, with its media (`mdat`), and lacks its index (`moov`): a recording or a copy
 * that was cut off. Boxes follow one another as length (u32, big-endian; 1: a u64 after the type), type, content.
 */
async function hasMediaWithoutIndex(file: string): Promise<boolean> {
  const BOXES_MAX = 1000;
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const head = Buffer.alloc(16);
    const types: string[] = [];
    for (let at = 0; at + 8 <= size && types.length < BOXES_MAX; ) {
      await handle.read(head, 0, 16, at);
      const type = head.toString('latin1', 4, 8);
      if (!/^[\w ]{4}$/.test(type)) break;
      types.push(type);
      const short = head.readUInt32BE(0);
      const length = short === 1 ? Number(head.readBigUInt64BE(8)) : short === 0 ? size - at : short;
      if (length < 8) break;
      at += length;
    }
    return types.includes('mdat') && !types.includes('moov');
  } finally {
    await handle.close();
  }
}
