import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { launchMonitorConfigSchema } from './launch-monitor.config.ts';
import { readShotFile } from './shot-file.ts';

const COLUMNS = { time: 'Date', id: 'Shot Id', club: 'Club', distance: 'Distance' };

function config(changes: object = {}, columns: object = COLUMNS) {
  const parsed = launchMonitorConfigSchema.parse({ arccos: { columns, ...changes } }).arccos;
  if (parsed === null) throw new Error('No columns were named.');
  return parsed;
}

const file = (...lines: string[]): string => ['Date,Shot Id,Club,Distance', ...lines].join('\n');

describe('a file of shots', () => {
  it('is read by the names that its columns were given, in metres and UTC', () => {
    const text = `\ufeff${file('2026-05-01T10:15:00Z,s-1,"7 Iron, forged",158', '2026-05-01T10:19:30Z,s-2,,"1,2"')}\r\n`;
    expect(readShotFile(text.replace('"1,2"', '0 yd'), config())).toEqual({
      shots: [
        {
          shotNumber: 's-1',
          recordedAt: '2026-05-01T10:15:00.000Z',
          ball: null,
          distanceM: 158 * 0.9144,
          clubName: '7 Iron, forged',
          raw: '2026-05-01T10:15:00Z,s-1,"7 Iron, forged",158',
        },
        {
          shotNumber: 's-2',
          recordedAt: '2026-05-01T10:19:30.000Z',
          ball: null,
          distanceM: 0,
          clubName: null,
          raw: '2026-05-01T10:19:30Z,s-2,,0 yd',
        },
      ],
    });
  });

  it('has a ball flight where speed and both angles are there', () => {
    const columns = { time: 't', ballSpeed: 'v', launchAngle: 'up', launchDirection: 'side', spin: 'rpm', carry: 'c' };
    const read = readShotFile('t;v;up;side;rpm;c\n2026-05-01;60;15;-2;5,200;140\n2026-05-02;60;;1;;\n', {
      ...config({ delimiter: ';', speedUnit: 'mps', distanceUnit: 'metres' }, columns),
    });
    const shots = 'shots' in read ? read.shots : [];
    expect(shots[0]?.ball).toMatchObject({
      speedMps: 60,
      launchDeg: 15,
      directionDeg: -2,
      spinRpm: 5_200,
      carryM: 140,
    });
    expect(shots[1]?.ball).toBeNull();
  });

  it('says of every mistake in which line and which field it is', () => {
    const text = file(
      'yesterday,s-1,I7,158',
      '2026-05-01T10:15:00Z,,I7,far',
      '2026-05-01,s-3,I7,1900',
      '2026-05-01,s-3,I7,1',
    );
    expect(readShotFile(text, config())).toEqual({
      problems: [
        'Line 2, “Date”: “yesterday” is no date such as 2026-05-01T10:15:00Z.',
        'Line 3, “Distance”: “far” is no number.',
        'Line 3, “Shot Id”: it is empty.',
        'Line 4, “Distance”: 1900 is not between 0 and 600.',
      ],
      more: 0,
    });
  });

  it('with the same id in two lines is refused, and without ids an equal line counts once', () => {
    const twice = file('2026-05-01,s-1,I7,158', '2026-05-01,s-1,I7,158');
    expect(readShotFile(twice, config())).toEqual({
      problems: ['Line 3, “Shot Id”: it is the same as in line 2.'],
      more: 0,
    });
    const read = readShotFile(twice, config({}, { time: 'Date' }));
    expect('shots' in read && read.shots).toHaveLength(1);
  });

  it('that lacks a named column says which it has', () => {
    expect(readShotFile('When,Club\n2026-05-01,I7\n', config())).toMatchObject({
      problems: expect.arrayContaining([
        'It has no column “Date”, which is named as time; its columns are When, Club.',
      ]),
    });
  });

  it.each([
    ['nothing', '', 'It is empty: not even a first line with names.'],
    ['an open quote', file('"2026-05-01,s-1'), 'It is not CSV:'],
    ['a line of another length', file('2026-05-01,s-1'), 'It is not CSV:'],
  ])('that is %s says so', (_, text, problem) => {
    const read = readShotFile(text, config());
    expect('problems' in read && read.problems[0]).toContain(problem);
  });

  it('may hold anything at all, and is then read or refused, never an accident', () => {
    const cell = fc.string({ unit: fc.constantFrom(',', '"', '\n', '\r', '2', '-', 'a', ' ', '\0'), maxLength: 6 });
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 12 }), (cells) => {
        const read = readShotFile(file(...cells), config());
        expect('shots' in read || read.problems.length > 0).toBe(true);
      }),
    );
  });
});
