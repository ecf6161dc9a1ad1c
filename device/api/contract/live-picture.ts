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
