import type { Camera } from '../capture/capture.config.ts';
import type { EncodedUnit, StampedBy } from '../capture/frame-source.port.ts';

/** What the recorder needs of a camera. */
export interface RecordedCamera {
  readonly config: Camera;
  readonly stamped: StampedBy | null;
  readonly stampUncertaintyMs: number | null;
  /** The pictures from the last key frame at or before `fromNs` to `toNs`; empty when there are none. */
  cut(fromNs: number, toNs: number): readonly EncodedUnit[];
}
