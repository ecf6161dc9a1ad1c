import { expect, it } from 'vitest';
import { avcCodecString } from './avc-codec-string.ts';

it('reads profile, constraints and level from the parameter set of a key frame', () => {
  const unit = Uint8Array.from([0, 0, 0, 1, 9, 16, 0, 0, 0, 1, 0x67, 0x64, 0x00, 0x1f, 0xac, 0, 0, 1, 0x65, 1]);
  expect(avcCodecString(unit)).toBe('avc1.64001f');
});

it('says nothing of a unit without parameter sets', () => {
  expect(avcCodecString(Uint8Array.from([0, 0, 0, 1, 0x41, 0x9a, 0x02, 0x04, 0x05]))).toBeNull();
});
