/** Whether a clip shows the whole of what was asked for. Pure. */

import type { EncodedUnit } from '../capture/frame-source.port.ts';
import { NS_PER_S } from '../clock/clock.ts';

/** Frames that may be lacking in a row before the clip counts as having a hole: jitter and one dropped frame do not. */
const FRAMES_LACKING_MAX = 4;

/**
 * True when the pictures begin after `fromNs`, end before `toNs`, or stop in between, by more than a few frames.
 *
 * @param fps the camera's own rate
 */
export function hasHole(units: readonly EncodedUnit[], fromNs: number, toNs: number, fps: number): boolean {
  // Lacking n frames puts n + 1 intervals between their neighbours; half of one is for jitter.
  const lackingNsMax = ((FRAMES_LACKING_MAX + 1.5) * NS_PER_S) / fps;
  const times = [...units.map((unit) => unit.capturedAtNs), toNs];
  let beforeNs = fromNs;
  for (const atNs of times) {
    if (atNs - beforeNs > lackingNsMax) return true;
    beforeNs = Math.max(beforeNs, atNs);
  }
  return false;
}
