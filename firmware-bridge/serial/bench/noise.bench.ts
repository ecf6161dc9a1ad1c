/**
 * What of 100,000 frames arrives through a bad line: bytes inserted, deleted and flipped, noise in bursts, and the stream
 * cut into chunks anywhere. Made of a seed, so that a failure can be looked at.
 */
import type { Figure } from '../../../device/cli/bench/figure.ts';
import { type Random, seededRandom } from '../../../device/virtual-bay/random.ts';
import { FrameReader } from '../../protocol/frame-reader.ts';
import { encodeFrame, type Packet } from '../../protocol/packet.ts';

const FRAMES = 100_000;
const FRAMES_QUICK = 10_000;
const SEED = 2_026;
/** Every fifth frame has something happen to it, which is far worse than any line that is in use. */
const TROUBLED_SHARE = 0.2;
const PAYLOAD_BYTES_MAX = 64;
const CHUNK_BYTES_MAX = 300;
const BURST_BYTES_MAX = 400;
const FEW_BYTES_MAX = 4;
const FLIPS_MAX = 8;
const DEVICE_EVENT = 0x22;

const TROUBLES = ['insertion', 'deletion', 'flip', 'burst'] as const;
type Trouble = (typeof TROUBLES)[number];

interface SentFrame {
  readonly payload: Uint8Array;
  readonly trouble: Trouble | null;
  /** Its own bytes, both zeros included, stand in the stream as they were sent. */
  readonly isWhole: boolean;
}

interface Noised {
  readonly bytes: Uint8Array;
  readonly isWhole: boolean;
}

export function benchNoise(isQuick: boolean): Figure[] {
  const random = seededRandom(SEED);
  const count = isQuick ? FRAMES_QUICK : FRAMES;
  const sent: SentFrame[] = [];
  const reader = new FrameReader();
  const delivered = new Map<number, number>();
  let forged = 0;
  const hear = (packets: readonly Packet[]): void => {
    for (const { sequence, payload } of packets) {
      const frame = sent[sequence - 1];
      if (frame === undefined || !Buffer.from(frame.payload).equals(payload)) forged++;
      else delivered.set(sequence, (delivered.get(sequence) ?? 0) + 1);
    }
  };
  let waiting: Uint8Array[] = [];
  for (let sequence = 1; sequence <= count; sequence++) {
    const payload = randomBytes(random, Math.floor(random.between(0, PAYLOAD_BYTES_MAX + 1)));
    const frame = encodeFrame({ type: DEVICE_EVENT, isRepeat: false, bootId: 7, sequence, sentUs: sequence, payload });
    const trouble = random.next() < TROUBLED_SHARE ? random.pick(TROUBLES) : null;
    const { bytes, isWhole } = trouble === null ? { bytes: frame, isWhole: true } : damage(frame, trouble, random);
    sent.push({ payload, trouble, isWhole });
    waiting.push(bytes);
    if (waiting.length < 100 && sequence < count) continue;
    for (const chunk of chunksOf(Buffer.concat(waiting), random)) hear(reader.push(chunk));
    waiting = [];
  }
  return figures(sent, delivered, forged, reader.counts.bytesDropped);
}

function figures(
  sent: readonly SentFrame[],
  delivered: ReadonlyMap<number, number>,
  forged: number,
  noiseBytes: number,
): Figure[] {
  const isDelivered = (at: number): boolean => delivered.has(at + 1);
  const whole = sent.filter(({ isWhole }) => isWhole).length;
  const wholeLost = sent.filter(({ isWhole }, at) => isWhole && !isDelivered(at)).length;
  const doubled = [...delivered.values()].filter((times) => times > 1).length;
  const perBurst = sent.map(({ trouble }, at) => {
    if (trouble !== 'burst') return 0;
    // What else happened to a neighbour is not the burst's doing.
    const touched = [at - 1, at, at + 1].filter((near) => near === at || sent[near]?.trouble === null);
    return touched.filter((near) => near >= 0 && near < sent.length && !isDelivered(near)).length;
  });
  const told = { floor: null, ratio: null };
  const none = (name: string, value: number): Figure => ({
    ...{ name, value, unit: 'frames', ...told, limit: 0, ok: value === 0 },
  });
  const most = Math.max(...perBurst);
  return [
    { name: 'frames sent through noise', value: sent.length, unit: 'frames', ...told, limit: null, ok: true },
    { name: 'frames that stayed whole', value: whole, unit: 'frames', ...told, limit: null, ok: true },
    {
      name: 'noise bursts',
      value: perBurst.length - sent.filter(({ trouble }) => trouble !== 'burst').length,
      unit: 'bursts',
      ...told,
      limit: null,
      ok: true,
    },
    { name: 'noise that was dropped', value: noiseBytes, unit: 'bytes', ...told, limit: null, ok: true },
    none('frames forged', forged),
    none('whole frames lost', wholeLost),
    none('frames delivered twice', doubled),
    { name: 'frames lost by one burst, at most', value: most, unit: 'frames', ...told, limit: 1, ok: most <= 1 },
  ];
}

function damage(frame: Uint8Array, trouble: Trouble, random: Random): Noised {
  const few = 1 + Math.floor(random.between(0, FEW_BYTES_MAX));
  const at = Math.floor(random.between(0, frame.length + 1));
  switch (trouble) {
    case 'insertion':
      return insert(frame, at, randomBytes(random, few));
    case 'burst':
      return insert(frame, at, randomBytes(random, 1 + Math.floor(random.between(0, BURST_BYTES_MAX))));
    case 'deletion': {
      const from = Math.min(at, frame.length - 1);
      return { bytes: Buffer.concat([frame.subarray(0, from), frame.subarray(from + few)]), isWhole: false };
    }
    case 'flip': {
      const bytes = Uint8Array.from(frame);
      const flips = 1 + Math.floor(random.between(0, FLIPS_MAX));
      for (let flip = 0; flip < flips; flip++) {
        const place = Math.floor(random.between(0, bytes.length));
        bytes[place] = (bytes[place] ?? 0) ^ (1 << Math.floor(random.between(0, 8)));
      }
      return { bytes, isWhole: Buffer.from(frame).equals(bytes) };
    }
  }
}

/** Before the first and after the last byte it leaves the frame whole. */
function insert(frame: Uint8Array, at: number, noise: Uint8Array): Noised {
  const bytes = Buffer.concat([frame.subarray(0, at), noise, frame.subarray(at)]);
  return { bytes, isWhole: at === 0 || at === frame.length };
}

/** Zeros are as likely as in the noise of a line that is pulled low, so that bursts make borders of frames, too. */
function randomBytes(random: Random, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => (random.next() < 0.1 ? 0 : Math.floor(random.between(0, 256))));
}

function* chunksOf(bytes: Uint8Array, random: Random): Iterable<Uint8Array> {
  for (let at = 0; at < bytes.length; ) {
    const length = 1 + Math.floor(random.between(0, CHUNK_BYTES_MAX));
    yield bytes.subarray(at, at + length);
    at += length;
  }
}
