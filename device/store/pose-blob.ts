/**
 * One camera's poses over one swing as one BLOB, lossless and the same bytes for the same poses.
 *
 *      0       4        6          8       10       12           16          24
 *   ┌───────┬────────┬──────────┬───────┬────────┬────────────┬───────────┬──────────────────────────────────┐
 *   │ "SWPB"│ layout │ landmarks│ width │ height │ frames     │ name bytes│ timesMs      frames × float64    │
 *   │       │ u16 = 1│ u16 = 33 │ u16   │ u16    │ u32        │ u16, pad  │ image        frames × 33 × 4 f32 │
 *   └───────┴────────┴──────────┴───────┴────────┴────────────┴───────────┤ world        frames × 33 × 3 f32 │
 *                                                                         │ presence     frames × float32    │
 *                                                                         │ camera       UTF-8               │
 *                                                                         └──────────────────────────────────┘
 * All little-endian. A layout number that is not known is refused, never guessed.
 */
import { endianness } from 'node:os';
import { LANDMARK_COUNT } from '../swing/pose/landmark.ts';
import { IMAGE_VALUES, type PoseTrack, WORLD_VALUES } from '../swing/pose/pose-track.ts';
import { poseBlobDamaged } from './errors.ts';

const MAGIC = 0x42505753;
const LAYOUT = 1;
const HEADER_BYTES = 24;
const SIZE_MAX = 0xffff;
const FRAME_BYTES = 8 + (LANDMARK_COUNT * (IMAGE_VALUES + WORLD_VALUES) + 1) * 4;

export function encodePoseTrack(track: PoseTrack): Buffer {
  const frames = track.timesMs.length;
  const camera = Buffer.from(track.camera, 'utf8');
  if (
    track.image.length !== frames * LANDMARK_COUNT * IMAGE_VALUES ||
    track.world.length !== frames * LANDMARK_COUNT * WORLD_VALUES ||
    track.presence.length !== frames ||
    Math.max(track.width, track.height, camera.length) > SIZE_MAX
  ) {
    throw poseBlobDamaged(`the track of ${track.camera} does not have ${frames} whole frames`);
  }
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(MAGIC, 0);
  header.writeUInt16LE(LAYOUT, 4);
  header.writeUInt16LE(LANDMARK_COUNT, 6);
  header.writeUInt16LE(track.width, 8);
  header.writeUInt16LE(track.height, 10);
  header.writeUInt32LE(frames, 12);
  header.writeUInt16LE(camera.length, 16);
  const columns = [track.timesMs, track.image, track.world, track.presence].map(littleEndianBytes);
  return Buffer.concat([header, ...columns, camera]);
}

export function decodePoseTrack(blob: Uint8Array): PoseTrack {
  const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength);
  if (bytes.length < HEADER_BYTES || bytes.readUInt32LE(0) !== MAGIC)
    throw poseBlobDamaged('they do not begin as poses');
  const layout = bytes.readUInt16LE(4);
  if (layout !== LAYOUT) throw poseBlobDamaged(`their layout ${layout} is not known`);
  if (bytes.readUInt16LE(6) !== LANDMARK_COUNT) throw poseBlobDamaged('they have another number of landmarks');
  const frames = bytes.readUInt32LE(12);
  const nameBytes = bytes.readUInt16LE(16);
  const expected = HEADER_BYTES + frames * FRAME_BYTES + nameBytes;
  if (bytes.length !== expected) throw poseBlobDamaged(`${bytes.length} bytes are there, ${expected} were written`);

  let offset = HEADER_BYTES;
  const take = (length: number): ArrayBuffer => {
    // Copied: SQLite's buffer is not aligned for floats, and the rows of a track outlive it.
    const copy = new Uint8Array(bytes.subarray(offset, offset + length));
    offset += length;
    return copy.buffer;
  };
  const timesMs = new Float64Array(hostOrder(take(frames * 8), 8));
  const image = new Float32Array(hostOrder(take(frames * LANDMARK_COUNT * IMAGE_VALUES * 4), 4));
  const world = new Float32Array(hostOrder(take(frames * LANDMARK_COUNT * WORLD_VALUES * 4), 4));
  const presence = new Float32Array(hostOrder(take(frames * 4), 4));
  const camera = bytes.toString('utf8', offset, offset + nameBytes);
  return { camera, width: bytes.readUInt16LE(8), height: bytes.readUInt16LE(10), timesMs, image, world, presence };
}

function littleEndianBytes(values: Float32Array | Float64Array): Buffer {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return endianness() === 'LE' ? bytes : swapped(Buffer.from(bytes), values.BYTES_PER_ELEMENT);
}

function hostOrder(bytes: ArrayBuffer, width: number): ArrayBuffer {
  if (endianness() === 'BE') swapped(Buffer.from(bytes), width);
  return bytes;
}

function swapped(bytes: Buffer, width: number): Buffer {
  return width === 8 ? bytes.swap64() : bytes.swap32();
}
