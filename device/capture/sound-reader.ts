/** Decodes the whole sound track of a file to one channel. */
import { GdpReader, gdpText } from '../process/gdp.ts';
import { TetheredProcess } from '../process/tethered-process.ts';
import { capsNumber, gstQuoted, runningTimeNs, SEGMENT_FROM_ZERO, segmentIn } from './gst-text.ts';

export interface Sound {
  sampleRate: number;
  /** −1 to 1, one channel. Gaps in the track are silence, so sample n is at `startMs` + n / sampleRate. */
  samples: Float32Array;
  /** When the first sample is heard, in the file's own time, which its frames share. */
  startMs: number;
}

/** Ten minutes at 48 kHz; what is beyond is not read. */
const SAMPLES_MAX = 10 * 60 * 48_000;

const DECODE_MS_MAX = 60_000;

/** Null where the file has no sound that can be decoded. */
export async function readSound(file: string): Promise<Sound | null> {
  const blocks: Uint8Array[] = [];
  let [sampleRate, bytes, startMs] = [0, 0, 0];
  let segment = SEGMENT_FROM_ZERO;
  const reader = new GdpReader(({ header, payload }) => {
    if (header.kind === 'caps') sampleRate = capsNumber(gdpText(payload), 'rate') ?? sampleRate;
    else if (header.kind === 'event') segment = segmentIn(gdpText(payload)) ?? segment;
    else if (bytes < SAMPLES_MAX * 4) {
      if (blocks.length === 0) startMs = runningTimeNs(header.ptsNs ?? 0, segment) / 1e6;
      blocks.push(payload);
      bytes += payload.length;
    }
  });
  const decoder = new TetheredProcess({
    command: 'gst-launch-1.0',
    args: ['-q', ...decodeArguments(file)],
    stdio: { stdout: 'pipe' },
  });
  const timeout = setTimeout(() => void decoder.kill(), DECODE_MS_MAX);
  try {
    for await (const chunk of decoder.child.stdout ?? []) reader.push(chunk as Buffer);
  } finally {
    clearTimeout(timeout);
    await decoder.kill();
  }
  if (sampleRate === 0 || bytes === 0) return null;
  const whole = Buffer.concat(blocks);
  const samples = new Float32Array(Math.floor(whole.length / 4));
  new Uint8Array(samples.buffer).set(whole.subarray(0, samples.byteLength));
  return { sampleRate, samples, startMs };
}

function decodeArguments(file: string): string[] {
  return [
    ...['filesrc', `location=${gstQuoted(file)}`, '!'],
    ...['decodebin', 'expose-all-streams=false', 'caps=audio/x-raw(ANY)', '!', 'audioconvert', '!'],
    ...['audiorate', 'skip-to-first=true', '!', 'audio/x-raw,format=F32LE,channels=1,layout=interleaved', '!'],
    ...['gdppay', '!', 'fdsink', 'fd=1', 'sync=false'],
  ];
}
