/**
 * The binary message of a live picture.
 *
 *      0        1          2        3        4 … 11             12 …
 *   ┌────────┬──────────┬────────┬────────┬──────────────────┬───────────────────────────┐
 *   │ 0x01   │ camera   │ flags  │ 0      │ capturedAtNs     │ H.264 access unit, Annex B │
 *   │ layout │ index    │ 1: key │        │ float64, big end │                            │
 *   └────────┴──────────┴────────┴────────┴──────────────────┴───────────────────────────┘
 *
 * The camera's index is its place in `CONNECTED.cameras`.
 */
export const RESOLUTIONS = ['full', 'half', 'quarter'] as const;
/** `half` and `quarter` are of width and height. */
export type Resolution = (typeof RESOLUTIONS)[number];

const LAYOUT = 1;
const HEADER_BYTES = 12;
const FLAG_KEY_FRAME = 1;

export interface LivePicture {
  readonly cameraIndex: number;
  readonly isKeyFrame: boolean;
  readonly capturedAtNs: number;
  readonly unit: Uint8Array;
}

export function encodeLivePicture(picture: LivePicture): Uint8Array {
  const message = new Uint8Array(HEADER_BYTES + picture.unit.length);
  const view = new DataView(message.buffer);
  view.setUint8(0, LAYOUT);
  view.setUint8(1, picture.cameraIndex);
  view.setUint8(2, picture.isKeyFrame ? FLAG_KEY_FRAME : 0);
  view.setFloat64(4, picture.capturedAtNs);
  message.set(picture.unit, HEADER_BYTES);
  return message;
}

/** Undefined for a message of another layout or too short to be one. */
export function decodeLivePicture(message: Uint8Array): LivePicture | undefined {
  if (message.length < HEADER_BYTES || message[0] !== LAYOUT) return undefined;
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  return {
    cameraIndex: view.getUint8(1),
    isKeyFrame: (view.getUint8(2) & FLAG_KEY_FRAME) !== 0,
    capturedAtNs: view.getFloat64(4),
    unit: message.subarray(HEADER_BYTES),
  };
}

/** Of H.264 in RTP. */
const RTP_HZ = 90_000;
const RTP_TICKS = 2 ** 32;
const NS_PER_S = 1e9;

/**
 * The RTP time of a picture: CLOCK_MONOTONIC in ticks of 90 kHz, cut to 32 bits, which come round every 13 hours. With
 * it a page finds the pose that belongs to a picture which came over WebRTC, where no other word travels beside it.
 */
export function rtpTimeOf(capturedAtNs: number): number {
  return Math.floor(capturedAtNs / (NS_PER_S / RTP_HZ)) % RTP_TICKS;
}

/** How much later one RTP time is than another, in nanoseconds; negative where it is earlier. Right within 6 hours. */
export function rtpNsBetween(from: number, to: number): number {
  const ticks = (to - from + RTP_TICKS) % RTP_TICKS;
  return ((ticks >= RTP_TICKS / 2 ? ticks - RTP_TICKS : ticks) * NS_PER_S) / RTP_HZ;
}
