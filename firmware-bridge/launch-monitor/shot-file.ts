/**
 * Shots out of a CSV file that a player exported, such as from Arccos: it has no public interface, and no format of its
 * exports is published. So the columns are what the configuration calls them, and nothing is guessed. Pure.
 *
 * Every mistake names its line and its field; a file with one is not read in at all, since half a file read in is worse
 * than none. A shot is named by its own column, or by its whole line; so a file that is read in again adds nothing.
 */
import { createHash } from 'node:crypto';
import { CsvError, parse } from 'csv-parse/sync';
import type { BallFlight } from '../../device/ports/launch-monitor.port.ts';
import type { FileShot, ReadShots, RefusedLine } from '../../device/ports/shot-file.port.ts';
import type { ShotFileConfig } from './launch-monitor.config.ts';
import { METRES_PER_YARD, MPS_PER_MPH, measured } from './measured-number.ts';
import { completeSpin } from './spin.ts';

export const SHOT_FILE_BYTES_MAX = 8 * 1024 * 1024;
const ROWS_MAX = 20_000;
const ROW_CHARACTERS_MAX = 16_384;
const PROBLEMS_SHOWN_MAX = 10;

export type ReadShotFile =
  | { readonly shots: readonly FileShot[] }
  /** Sentences that name line and field, at most ten, and how many more there were. */
  | { readonly problems: readonly string[]; readonly more: number };

interface Row {
  readonly record: Readonly<Record<string, string>>;
  readonly raw: string;
  readonly info: { readonly lines: number };
}

/** All of a file or nothing: what stands in its lines, or what is wrong with them. */
export function readShotFile(text: string, config: ShotFileConfig): ReadShotFile {
  const { shots, refused } = readShotLines(text, config, ROWS_MAX);
  if (refused.length === 0) return { shots };
  return {
    problems: refused.slice(0, PROBLEMS_SHOWN_MAX).map(sentenceOf),
    more: Math.max(0, refused.length - PROBLEMS_SHOWN_MAX),
  };
}

/** Line by line: every one that can be read, and why the others cannot. A file without its columns is one refusal. */
export function readShotLines(text: string, config: ShotFileConfig, linesMax: number): ReadShots {
  const rows = rowsOf(text, config.delimiter);
  if ('problem' in rows) return ofWholeFile(rows.problem);
  const missing = missingColumns(rows.header, config);
  if (missing.length > 0) return ofWholeFile(...missing);
  if (rows.rows.length > linesMax) return ofWholeFile(`It has more than ${linesMax} lines.`);
  const refused: RefusedLine[] = [];
  const shots: FileShot[] = [];
  const numbers = new Map<string, number>();
  for (const row of rows.rows) {
    const reader = new RowReader(row, refused);
    const shot = shotOf(reader, row, config);
    if (shot === null) continue;
    const before = numbers.get(shot.shotNumber);
    numbers.set(shot.shotNumber, row.info.lines);
    // Without an id two equal lines are two shots that agree in everything: that is one line twice.
    if (before !== undefined && config.columns.id !== null) {
      reader.wrong(config.columns.id, `it is the same as in line ${before}`);
    } else if (before === undefined) shots.push(shot);
  }
  return { shots, refused };
}

function ofWholeFile(...reasons: string[]): ReadShots {
  return { shots: [], refused: reasons.map((reason) => ({ line: 1, field: null, reason })) };
}

function sentenceOf({ line, field, reason }: RefusedLine): string {
  return field === null ? reason : `Line ${line}, “${field}”: ${reason}.`;
}

function rowsOf(
  text: string,
  delimiter: string,
): { readonly header: readonly string[]; readonly rows: readonly Row[] } | { readonly problem: string } {
  let header: readonly string[] = [];
  try {
    const rows = parse(text, {
      bom: true,
      delimiter,
      trim: true,
      skip_empty_lines: true,
      info: true,
      raw: true,
      max_record_size: ROW_CHARACTERS_MAX,
      columns: (names: string[]) => {
        header = names;
        return names;
      },
    }) as unknown as Row[];
    return header.length === 0 ? { problem: 'It is empty: not even a first line with names.' } : { header, rows };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { problem: `It is not CSV: ${error.message}.` };
  }
}

function missingColumns(header: readonly string[], { columns }: ShotFileConfig): string[] {
  return Object.entries(columns).flatMap(([name, column]) =>
    column === null || header.includes(column)
      ? []
      : [`It has no column “${column}”, which is named as ${name}; its columns are ${header.join(', ')}.`],
  );
}

/** One line of the file; whatever is wrong with a field is noted under its name. */
class RowReader {
  readonly #row: Row;
  readonly #refused: RefusedLine[];
  isGood = true;

  constructor(row: Row, refused: RefusedLine[]) {
    this.#row = row;
    this.#refused = refused;
  }

  /** Null where the column is not named or the field is empty. */
  text(column: string | null): string | null {
    const value = column === null ? '' : (this.#row.record[column] ?? '');
    return value === '' ? null : value;
  }

  /** Takes a unit behind the number and separators of thousands off. */
  number(column: string | null, least: number, most: number): number | null {
    const text = this.text(column);
    if (column === null || text === null) return null;
    const value = measured(text.replace(/\s*[a-zA-Z°/]+$/, '').replace(/(\d),(?=\d{3}(\D|$))/g, '$1'));
    if (value === null) this.wrong(column, `“${text}” is no number`);
    else if (value < least || value > most) this.wrong(column, `${text} is not between ${least} and ${most}`);
    else return value;
    return null;
  }

  wrong(field: string, reason: string): void {
    this.isGood = false;
    this.#refused.push({ line: this.#row.info.lines, field, reason });
  }
}

function shotOf(row: RowReader, { raw }: Row, { columns, distanceUnit, speedUnit }: ShotFileConfig): FileShot | null {
  const metres = distanceUnit === 'yards' ? METRES_PER_YARD : 1;
  const mps = speedUnit === 'mph' ? MPS_PER_MPH : 1;
  const recordedAt = timeOf(row, columns.time);
  const distance = row.number(columns.distance, 0, 600);
  const speed = row.number(columns.ballSpeed, 0, 250);
  const launchDeg = row.number(columns.launchAngle, -90, 90);
  const directionDeg = row.number(columns.launchDirection, -90, 90);
  const total = row.number(columns.spin, 0, 20_000);
  const axisDeg = row.number(columns.spinAxis, -180, 180);
  const carry = row.number(columns.carry, 0, 600);
  const line = raw.replace(/[\r\n]+$/, '');
  const shotNumber = columns.id === null ? createHash('sha256').update(line).digest('hex') : row.text(columns.id);
  if (columns.id !== null && shotNumber === null) row.wrong(columns.id, 'it is empty');
  if (!row.isGood || recordedAt === null || shotNumber === null) return null;
  const isBall = speed !== null && speed > 0 && launchDeg !== null && directionDeg !== null;
  const ball: BallFlight | null = isBall
    ? {
        speedMps: speed * mps,
        directionDeg,
        launchDeg,
        ...completeSpin({ total, back: null, side: null, axisDeg }),
        carryM: carry === null ? null : carry * metres,
      }
    : null;
  const reach = distance ?? (ball === null ? carry : null);
  return {
    shotNumber,
    recordedAt,
    ball,
    distanceM: reach === null ? null : reach * metres,
    clubName: row.text(columns.club),
    raw: line,
  };
}

/** A day and a time of it; a time without a zone is this machine's, as the player's clock was. */
function timeOf(row: RowReader, column: string): string | null {
  const text = row.text(column);
  if (text === null) {
    row.wrong(column, 'it is empty');
    return null;
  }
  const time = /^\d{4}-\d{2}-\d{2}/.test(text) ? new Date(text) : new Date(Number.NaN);
  if (Number.isNaN(time.getTime())) {
    row.wrong(column, `“${text}” is no date such as 2026-05-01T10:15:00Z`);
    return null;
  }
  return time.toISOString();
}
