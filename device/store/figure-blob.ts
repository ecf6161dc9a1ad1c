/**
 * A swing's figure in space as one BLOB: some 10 kB. Places are kept to a quarter of a millimetre, a tenth of what is
 * known of them.
 *
 *     0       4        6          8          12           16
 *   ┌───────┬────────┬──────────┬──────────┬────────────┬───────────────────────────────────────────────────────┐
 *   │ "SWFB"│ layout │ joints   │ frames   │ facts bytes│ gzip: timesMs  frames × float64                       │
 *   │       │ u16 = 1│ u16 = 19 │ u32      │ u32        │       joints   frames × 19 × 3 × int16, 0.25 mm       │
 *   └───────┴────────┴──────────┴──────────┴────────────┤       shaft    frames × 3 × int16, 1/32 000           │
 *                                                       │       facts    JSON: method and cameras               │
 *                                                       └───────────────────────────────────────────────────────┘
 * All little-endian; −32 768 is a place that was not seen. A layout number that is not known is refused, never guessed.
 */
import { gunzipSync, gzipSync } from 'node:zlib';
import { FIGURE_JOINT_COUNT, type SpaceFigure } from '../swing/figure/space-figure.ts';
import { figureBlobDamaged } from './errors.ts';

const MAGIC = 0x42465753;
const LAYOUT = 1;
const HEADER_BYTES = 16;
const PER_METRE = 4_000;
const PER_SHAFT = 32_000;
const UNSEEN = -32_768;
const MOST = 32_767;
/** More frames than any clip has, so that a damaged length cannot ask for all memory. */
const FRAMES_MAX = 20_000;
const FRAME_BYTES = 8 + (FIGURE_JOINT_COUNT + 1) * 3 * 2;
const FACTS_BYTES_MAX = 4_096;

export function encodeFigure({ method, cameras, timesMs, joints, shaft }: SpaceFigure): Buffer {
  const frames = timesMs.length;
  if (frames > FRAMES_MAX || joints.length !== frames * FIGURE_JOINT_COUNT * 3 || shaft.length !== frames * 3) {
    throw figureBlobDamaged(`the figure does not have ${frames} whole frames`);
  }
  const facts = Buffer.from(JSON.stringify({ method, cameras }), 'utf8');
  const body = Buffer.alloc(frames * FRAME_BYTES);
  let at = 0;
  for (const time of timesMs) at = body.writeDoubleLE(time, at);
  for (const value of joints) at = body.writeInt16LE(steps(value, PER_METRE), at);
  for (const value of shaft) at = body.writeInt16LE(steps(value, PER_SHAFT), at);
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(MAGIC, 0);
  header.writeUInt16LE(LAYOUT, 4);
  header.writeUInt16LE(FIGURE_JOINT_COUNT, 6);
  header.writeUInt32LE(frames, 8);
  header.writeUInt32LE(facts.length, 12);
  return Buffer.concat([header, gzipSync(Buffer.concat([body, facts]))]);
}

/** Throws `store/figure-blob-damaged`. */
export function decodeFigure(blob: Uint8Array): SpaceFigure {
  const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength);
  if (bytes.length < HEADER_BYTES || bytes.readUInt32LE(0) !== MAGIC) {
    throw figureBlobDamaged('it does not begin as a figure');
  }
  const layout = bytes.readUInt16LE(4);
  if (layout !== LAYOUT) throw figureBlobDamaged(`its layout ${layout} is not known`);
  if (bytes.readUInt16LE(6) !== FIGURE_JOINT_COUNT) throw figureBlobDamaged('it has another number of joints');
  const frames = bytes.readUInt32LE(8);
  const factsBytes = bytes.readUInt32LE(12);
  if (frames > FRAMES_MAX || factsBytes > FACTS_BYTES_MAX) throw figureBlobDamaged('it is too long');
  const body = unzipped(bytes.subarray(HEADER_BYTES), frames * FRAME_BYTES + factsBytes);
  let at = 0;
  const timesMs = Float64Array.from({ length: frames }, () => body.readDoubleLE((at += 8) - 8));
  const places = (count: number, per: number) =>
    Float32Array.from({ length: count }, () => value(body.readInt16LE((at += 2) - 2), per));
  const joints = places(frames * FIGURE_JOINT_COUNT * 3, PER_METRE);
  const shaft = places(frames * 3, PER_SHAFT);
  return { ...factsOf(body.toString('utf8', at)), timesMs, joints, shaft };
}

function unzipped(bytes: Buffer, expected: number): Buffer {
  let body: Buffer;
  try {
    body = gunzipSync(bytes, { maxOutputLength: expected + 1 });
  } catch (cause) {
    throw figureBlobDamaged('it cannot be unpacked', cause);
  }
  if (body.length !== expected) throw figureBlobDamaged(`${body.length} bytes are there, ${expected} were written`);
  return body;
}

function factsOf(json: string): Pick<SpaceFigure, 'method' | 'cameras'> {
  try {
    const { method, cameras } = JSON.parse(json) as Pick<SpaceFigure, 'method' | 'cameras'>;
    return { method, cameras };
  } catch (cause) {
    throw figureBlobDamaged('its facts cannot be read', cause);
  }
}

/** What lies 8 m away and farther is no part of a golfer. */
function steps(value: number, per: number): number {
  const rounded = Math.round(value * per);
  return Math.abs(rounded) <= MOST ? rounded : UNSEEN;
}

const value = (step: number, per: number) => (step === UNSEEN ? Number.NaN : step / per);
