import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { EVENT_NAMES, type EventName } from '../../api/contract/report.ts';
import { type ClipKind, renderClip, type ScriptedClip } from './scripted-clip.ts';
import { SCRIPTED_CAMERAS, SCRIPTED_EVENTS_MS } from './scripted-golfer.ts';
import { PICTURE } from './scripted-picture.ts';

/** Everything the scripted bay shows, rendered once: three clips a camera and the key frames of the swing. */
export interface ScriptedMedia {
  readonly clips: ReadonlyMap<string, Readonly<Record<ClipKind, ScriptedClip>>>;
  readonly keyFrames: readonly KeyFrameFile[];
  /** How many times slower than the script the golfer swings, and less far. */
  readonly stretch: number;
}

export interface KeyFrameFile {
  readonly camera: string;
  readonly event: EventName;
  readonly jpeg: Buffer;
  readonly sha256: string;
}

export async function renderMedia(stretch = 1): Promise<ScriptedMedia> {
  const clips = new Map<string, Record<ClipKind, ScriptedClip>>();
  const keyFrames: KeyFrameFile[] = [];
  for (const camera of SCRIPTED_CAMERAS) {
    const [empty, idle, swing] = await Promise.all([
      renderClip(camera, 'empty', stretch),
      renderClip(camera, 'idle', stretch),
      renderClip(camera, 'swing', stretch),
    ]);
    clips.set(camera.name, { empty, idle, swing });
    const frames = EVENT_NAMES.map((event) => Math.round(((SCRIPTED_EVENTS_MS[event] * stretch) / 1000) * PICTURE.fps));
    const pictures = await cutFrames(swing.mp4, frames);
    for (const [index, event] of EVENT_NAMES.entries()) {
      const jpeg = pictures[index];
      if (jpeg === undefined) throw new Error(`no key frame of ${event}`);
      keyFrames.push({ camera: camera.name, event, jpeg, sha256: sha256(jpeg) });
    }
  }
  return { clips, keyFrames, stretch };
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** One ffmpeg for all of them; the JPEGs come one after the other and begin with FF D8 FF. */
async function cutFrames(mp4: Buffer, frames: readonly number[]): Promise<Buffer[]> {
  const chosen = frames.map((frame) => `eq(n,${frame})`).join('+');
  const child = spawn('ffmpeg', [
    ...['-v', 'error', '-i', '-', '-vf', `select='${chosen}'`, '-fps_mode', 'passthrough'],
    ...['-q:v', '3', '-f', 'image2pipe', '-c:v', 'mjpeg', '-'],
  ]);
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stdin.end(mp4);
  await new Promise((resolve) => child.on('close', resolve));
  const all = Buffer.concat(output);
  const starts: number[] = [];
  for (let at = 0; at + 2 < all.length; at += 1) {
    if (all[at] === 0xff && all[at + 1] === 0xd8 && all[at + 2] === 0xff) starts.push(at);
  }
  return starts.map((start, index) => all.subarray(start, starts[index + 1] ?? all.length));
}
