/** Decodes the whole sound track of a file to one channel. */
import { TetheredProcess } from '../process/tethered-process.ts';
import { inputArguments } from './video-probe.ts';

export interface Sound {
  sampleRate: number;
  /** −1 to 1, one channel. Gaps in the track are silence, so sample n is heard at `startMs` + n / sampleRate. */
  samples: Float32Array;
  /** When the first sample is heard, in the file's own time, which its frames share. */
  startMs: number;
}

const SAMPLE_RATE = 48_000;
/** Ten minutes; what is beyond is not read. */
const SAMPLES_MAX = 10 * 60 * SAMPLE_RATE;
const DECODE_MS_MAX = 60_000;

/** Null where the file has no sound that can be decoded. */
export async function readSound(file: string): Promise<Sound | null> {
  const decoder = new TetheredProcess({
    command: 'ffmpeg',
    args: [
      ...['-v', 'error', '-nostdin', '-copyts', ...inputArguments(file), '-map', '0:a:0', '-ac', '1'],
      // Sample 0 is at time 0 of the file, and silence fills what is missing.
      ...['-af', 'aresample=async=1:min_hard_comp=0.02:first_pts=0', '-ar', String(SAMPLE_RATE)],
      ...['-f', 'f32le', 'pipe:1'],
    ],
    stdio: { stdout: 'pipe' },
  });
  const timeout = setTimeout(() => void decoder.kill(), DECODE_MS_MAX);
  const blocks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of decoder.child.stdout ?? []) {
      blocks.push(chunk as Buffer);
      bytes += (chunk as Buffer).length;
      if (bytes >= SAMPLES_MAX * 4) break;
    }
  } finally {
    clearTimeout(timeout);
    await decoder.kill();
  }
  const samples = new Float32Array(Math.floor(bytes / 4));
  if (samples.length === 0) return null;
  new Uint8Array(samples.buffer).set(Buffer.concat(blocks).subarray(0, samples.byteLength));
  return { sampleRate: SAMPLE_RATE, samples, startMs: 0 };
}
