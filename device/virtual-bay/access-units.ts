/**
 * Cuts an H.264 byte stream (Annex B) into access units at their delimiters.
 *
 *     00 00 00 01 09 …  delimiter | 00 00 00 01 67 …  parameter sets, key frames only | 00 00 01 65 / 41 …  slices
 */
export interface AccessUnit {
  readonly data: Uint8Array;
  readonly isKeyFrame: boolean;
}

const SLICE_OF_KEY_FRAME = 5;
const DELIMITER = 9;

export function splitAccessUnits(stream: Uint8Array): AccessUnit[] {
  const units: AccessUnit[] = [];
  let start = -1;
  let isKeyFrame = false;
  for (let i = 0; i + 3 < stream.length; i++) {
    if (stream[i] !== 0 || stream[i + 1] !== 0 || stream[i + 2] !== 1) continue;
    const kind = (stream[i + 3] as number) & 31;
    if (kind === SLICE_OF_KEY_FRAME) isKeyFrame = true;
    if (kind === DELIMITER) {
      /** The start code has three or four bytes. */
      const from = i > 0 && stream[i - 1] === 0 ? i - 1 : i;
      if (start >= 0) units.push({ data: stream.subarray(start, from), isKeyFrame });
      start = from;
      isKeyFrame = false;
    }
    i += 3;
  }
  if (start >= 0) units.push({ data: stream.subarray(start), isKeyFrame });
  return units;
}
