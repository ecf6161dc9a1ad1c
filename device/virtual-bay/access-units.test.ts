import { describe, expect, it } from 'vitest';
import { splitAccessUnits } from './access-units.ts';

const DELIMITER = [0, 0, 0, 1, 9, 0x10];
const PARAMETERS = [0, 0, 0, 1, 0x67, 1, 2, 0, 0, 0, 1, 0x68, 3];
const KEY = [0, 0, 1, 0x65, 7, 7, 7];
const DELTA = [0, 0, 1, 0x41, 5];

describe('access units', () => {
  it('begin at delimiters and know key frames', () => {
    const first = [...DELIMITER, ...PARAMETERS, ...KEY];
    const second = [...DELIMITER, ...DELTA];
    const units = splitAccessUnits(Uint8Array.from([...first, ...second, ...second]));
    expect(units.map((unit) => [unit.data.length, unit.isKeyFrame])).toEqual([
      [first.length, true],
      [second.length, false],
      [second.length, false],
    ]);
  });

  it('are none in an empty stream', () => {
    expect(splitAccessUnits(new Uint8Array(0))).toEqual([]);
  });
});
