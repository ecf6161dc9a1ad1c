import type { LivePicture } from '../../api/contract/live-picture.ts';
import { avcCodecString } from './avc-codec-string.ts';

/**
 * One camera's H.264 into pictures, with the camera's time on each.
 *
 * Waits for a key frame at the start, after an error, and after it fell behind: a picture is whole or not there.
 */
const QUEUE_UNITS_MAX = 12;

export class LivePictureDecoder {
  readonly #onFrame: (frame: VideoFrame, capturedAtNs: number) => void;
  #decoder: VideoDecoder | null = null;
  #codec = '';
  #needsKeyFrame = true;
  /** WebCodecs keeps whole microseconds; the exact nanoseconds wait here, in decoding order. */
  #times: { timestampUs: number; capturedAtNs: number }[] = [];

  constructor(onFrame: (frame: VideoFrame, capturedAtNs: number) => void) {
    this.#onFrame = onFrame;
  }

  decode(picture: LivePicture): void {
    if (picture.isKeyFrame) this.#prepare(picture.unit);
    const decoder = this.#decoder;
    if (decoder === null || (this.#needsKeyFrame && !picture.isKeyFrame)) return;
    if (decoder.decodeQueueSize >= QUEUE_UNITS_MAX) {
      this.#needsKeyFrame = true;
      return;
    }
    this.#needsKeyFrame = false;
    const timestampUs = Math.round(picture.capturedAtNs / 1000);
    this.#times.push({ timestampUs, capturedAtNs: picture.capturedAtNs });
    if (this.#times.length > QUEUE_UNITS_MAX * 4) this.#times.shift();
    const type = picture.isKeyFrame ? 'key' : 'delta';
    decoder.decode(new EncodedVideoChunk({ type, timestamp: timestampUs, data: picture.unit }));
  }

  close(): void {
    if (this.#decoder?.state !== 'closed') this.#decoder?.close();
    this.#decoder = null;
    this.#times = [];
    this.#needsKeyFrame = true;
  }

  #prepare(unit: Uint8Array): void {
    const codec = avcCodecString(unit);
    if (codec === null || (this.#decoder?.state === 'configured' && codec === this.#codec)) return;
    this.close();
    this.#codec = codec;
    const decoder = new VideoDecoder({
      output: (frame) => this.#emit(frame),
      error: () => {
        if (this.#decoder === decoder) this.close();
      },
    });
    decoder.configure({ codec, optimizeForLatency: true });
    this.#decoder = decoder;
  }

  #emit(frame: VideoFrame): void {
    const index = this.#times.findIndex((time) => time.timestampUs === frame.timestamp);
    const time = this.#times[index];
    this.#times.splice(0, index + 1);
    this.#onFrame(frame, time?.capturedAtNs ?? frame.timestamp * 1000);
  }
}
