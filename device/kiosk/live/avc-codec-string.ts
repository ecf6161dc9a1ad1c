/**
 * The codec string that WebCodecs wants (`avc1.PPCCLL`), read from the sequence parameter set of a key frame.
 *
 *   00 00 01 │ 67 │ PP profile │ CC constraints │ LL level │ …
 *            └ NAL header, type 7
 */
const NAL_SEQUENCE_PARAMETERS = 7;

export function avcCodecString(unit: Uint8Array): string | null {
  for (let at = 0; at + 6 < unit.length; at += 1) {
    const isStart = unit[at] === 0 && unit[at + 1] === 0 && unit[at + 2] === 1;
    if (isStart && ((unit[at + 3] ?? 0) & 0x1f) === NAL_SEQUENCE_PARAMETERS) {
      return `avc1.${[...unit.subarray(at + 4, at + 7)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
    }
  }
  return null;
}
