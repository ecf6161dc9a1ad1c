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

export interface Stamping {
  readonly by: StampedBy;
  /** The time of a frame is right within ± so many milliseconds, beside the exposure itself. */
  readonly uncertaintyMs: number;
}

export interface FrameSourceListeners {
  /**
   * Every encoded picture, in order, on the thread that started the source; none is dropped. `data` may be kept, but
   * keeps up to 64 KB of its neighbours alive: copy what is stored for long. Must not throw.
   */
  onEncodedUnit?: (unit: EncodedUnit) => void;
}

export interface FrameSource {
  readonly stamping: Stamping;
  /**
   * Always holds the newest whole frame, for readers on any thread: give it to a worker and open it there with
   * `LatestFrameReader`. Lives as long as anybody refers to it; after the end it keeps the last frame.
   */
  readonly newestFrame: SharedArrayBuffer;
  /**
   * Starts the source; resolves when its pipeline was started, before any frame is there. To be called once, on a
   * thread that lives as long as the source. Rejects with a coded error where nothing could be started.
   */
  start(listeners: FrameSourceListeners): Promise<void>;
  counts(): FrameSourceCounts;
  /** Milliseconds since a frame or an encoded picture came, or since the start before there was one. */
  newestOutputAgeMs(): number;
  /** Resolves once, when no frame and no encoded picture will come any more. Never rejects. */
  readonly ended: Promise<SourceEnd>;
  /** Ends the source at once, also when it hangs; resolves when all its processes are gone. Idempotent. */
  close(): Promise<void>;
}
