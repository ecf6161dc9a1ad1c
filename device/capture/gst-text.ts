/** Words of GStreamer: values for a `gst-launch` command line, and facts read from its caps and segment texts. */

/** A property's value, quoted so that no character of a path or address can end it or start another element. */
export function gstQuoted(value: string): string {
  return `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
}

export function capsNumber(caps: string, field: string): number | null {
  const found = new RegExp(`\\b${field}=\\(int\\)(\\d+)`).exec(caps);
  return found?.[1] === undefined ? null : Number(found[1]);
}

/** Frames a second from `framerate=(fraction)n/d`; null where the rate varies (0/1) or is not said. */
export function capsFrameRate(caps: string): number | null {
  const found = /\bframerate=\(fraction\)(\d+)\/(\d+)/.exec(caps);
  const value = Number(found?.[1]) / Number(found?.[2]);
  return value > 0 && Number.isFinite(value) ? value : null;
}

/** Turns the PTS of buffers into running time: how long after the pipeline's base time a buffer is due. */
export interface Segment {
  startNs: number;
  baseNs: number;
}

export const SEGMENT_FROM_ZERO: Segment = { startNs: 0, baseNs: 0 };

export function runningTimeNs(ptsNs: number, { startNs, baseNs }: Segment): number {
  return ptsNs - startNs + baseNs;
}

/** The segment in an event's text; null for any other event. */
export function segmentIn(eventText: string): Segment | null {
  if (!eventText.startsWith('GstEventSegment')) return null;
  return { startNs: segmentField(eventText, 'start'), baseNs: segmentField(eventText, 'base') };
}

function segmentField(text: string, field: string): number {
  return Number(new RegExp(`\\b${field}=\\(guint64\\)(\\d+)`).exec(text)?.[1] ?? 0);
}
