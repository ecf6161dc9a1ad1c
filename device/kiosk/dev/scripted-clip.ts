import { spawn } from 'node:child_process';
import { golferAt, landmarksOf, type ScriptedCamera, SWING_CLIP_MS } from './scripted-golfer.ts';
import { createPainter, PICTURE } from './scripted-picture.ts';

/** Real H.264 of the scripted golfer: access units for the live picture, the same bytes as MP4 for the replay. */
export interface ScriptedClip {
  readonly units: readonly Uint8Array[];
  /** One per unit: 33 × (x, y, visibility), or null while nobody is there. */
  readonly landmarks: readonly (number[] | null)[];
  readonly mp4: Buffer;
}

export type ClipKind = 'empty' | 'idle' | 'swing';

const FRAMES: Record<ClipKind, number> = {
  empty: PICTURE.fps,
  idle: PICTURE.fps * 2,
  swing: (SWING_CLIP_MS / 1000) * PICTURE.fps,
};

const NAL_ACCESS_UNIT_DELIMITER = 9;

async function pipeThrough(program: string, args: string[], input: Iterable<Uint8Array>): Promise<Buffer> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  const words: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => words.push(chunk));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  for (const chunk of input) {
    if (!child.stdin.write(chunk)) await new Promise((resolve) => child.stdin.once('drain', resolve));
  }
  child.stdin.end();
  if ((await ended) !== 0) throw new Error(`${program}: ${Buffer.concat(words).toString().slice(-400)}`);
  return Buffer.concat(output);
}

/** Cuts an Annex B stream before every access unit delimiter. */
function accessUnits(stream: Buffer): Uint8Array[] {
  const starts: number[] = [];
  for (let at = 0; at + 4 < stream.length; at += 1) {
    const isStart = stream[at] === 0 && stream[at + 1] === 0 && stream[at + 2] === 0 && stream[at + 3] === 1;
    if (isStart && ((stream[at + 4] ?? 0) & 0x1f) === NAL_ACCESS_UNIT_DELIMITER) starts.push(at);
  }
  return starts.map((start, index) => stream.subarray(start, starts[index + 1] ?? stream.length));
}

const ENCODE = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '21', '-pix_fmt', 'yuv420p', '-profile:v', 'high'];
const GROUPS = ['-x264-params', `aud=1:repeat-headers=1:bframes=0:scenecut=0:keyint=${PICTURE.fps / 2}`];

/** A slower swing takes `stretch` times as long and goes less far by as much. */
export async function renderClip(camera: ScriptedCamera, kind: ClipKind, stretch = 1): Promise<ScriptedClip> {
  const paint = createPainter(camera);
  const count = kind === 'swing' ? Math.round(FRAMES.swing * stretch) : FRAMES[kind];
  const frames = Array.from({ length: count }, (_, index) => {
    if (kind === 'empty') return null;
    if (kind === 'idle') return golferAt(0, (index / FRAMES.idle) * 2 * Math.PI);
    return golferAt(((index / PICTURE.fps) * 1000) / stretch, 0, 1 / stretch);
  });
  function* pictures(): Generator<Uint8Array> {
    for (const joints of frames) yield paint(joints);
  }
  const size = `${PICTURE.width}x${PICTURE.height}`;
  const raw = ['-v', 'error', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', size, '-r', String(PICTURE.fps), '-i', '-'];
  const stream = await pipeThrough('ffmpeg', [...raw, ...ENCODE, ...GROUPS, '-f', 'h264', '-'], pictures());
  const mux = ['-v', 'error', '-f', 'h264', '-framerate', String(PICTURE.fps), '-i', '-', '-c', 'copy'];
  const mp4 = await pipeThrough(
    'ffmpeg',
    [...mux, '-movflags', 'frag_keyframe+empty_moov+default_base_moof', '-f', 'mp4', '-'],
    [stream],
  );
  const aspect = PICTURE.width / PICTURE.height;
  return {
    units: accessUnits(stream),
    landmarks: frames.map((joints) => (joints === null ? null : landmarksOf(joints, camera, aspect))),
    mp4,
  };
}
