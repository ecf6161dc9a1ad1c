/**
 * A camera, a file or a picture made by a machine, as a stream of whole frames with their times.
 *
 * One contract suite (`frame-source.suite.ts`) runs over every kind.
 */

export type PixelFormat = 'NV12' | 'RGB';

/** How a frame got its time; the uncertainty is stated beside it. */
export type StampedBy = 'driver' | 'arrival' | 'controller';

export interface Frame {
  /** Counts the frames of this source from 0 since it was started; a gap is a dropped frame. */
  readonly sequence: number;
  /** CLOCK_MONOTONIC nanoseconds; for a file played as fast as possible, nanoseconds of the file's own time. */
  readonly capturedAtNs: number;
  readonly width: number;
  readonly height: number;
  readonly format: PixelFormat;
  /**
   * Tightly packed: NV12 is width × height luma bytes, then interleaved half-size chroma; RGB is 3 bytes a pixel.
   * Valid until the callback returns: the buffer is used again. Copy what must stay.
   */
  readonly data: Uint8Array;
}

/** One encoded picture (H.264 access unit, Annex B, parameter sets in band before every key frame). */
export interface EncodedUnit {
  readonly capturedAtNs: number;
  readonly isKeyFrame: boolean;
  readonly data: Uint8Array;
}

export interface FrameSourceCounts {
  framesDelivered: number;
  /** Whole frames that a slow reader missed. A frame is never torn. */
  framesDropped: number;
}

export type SourceEnd =
  | { reason: 'end-of-stream' }
  | { reason: 'closed' }
  /** The pipeline died; `detail` is its last words. */
  | { reason: 'failed'; detail: string };
