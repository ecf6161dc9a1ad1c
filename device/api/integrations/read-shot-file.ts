/** What a file of shots says, whichever of the two formats it has: JSON as the API takes it, CSV as the bay knows it. */
import { setImmediate as breathe } from 'node:timers/promises';
import type { RefusedLine, ShotFileReader } from '../../ports/shot-file.port.ts';
import type { PastShot } from '../../bay/shot-intake.ts';
import { type ImportFields, type PostedShotBody, postedShotSchema } from '../contract/shots.ts';
import { IMPORT_LINES_MAX } from './import-refusals.ts';

const AT_ONCE = 50;

export interface ReadFile {
  readonly format: 'csv' | 'json';
  readonly shots: readonly PastShot[];
  readonly refused: readonly RefusedLine[];
}

/** @param player whose they are; part of a shot's name, so that two players' files do not know each other's shots */
export async function readShotFileOf(
  text: string,
  reader: ShotFileReader,
  { device }: ImportFields,
  player: string | null,
): Promise<ReadFile> {
  const isJson = /^\ufeff?\s*[[{]/.test(text);
  if (isJson) return { format: 'json', ...(await readJson(text, device, player)) };
  const { shots, refused } = reader.read(text, IMPORT_LINES_MAX);
  return {
    format: 'csv',
    refused,
    shots: shots.map(({ shotNumber, recordedAt, ball, distanceM, clubName, raw }) => ({
      // As the command line names them, so that a file is known whichever way it came first.
      ...{ source: reader.source, device: player ?? 'file', connection: '', shotNumber, recordedAt, raw },
      data: { ball, club: null, distanceM, clubName },
    })),
  };
}

export function pastShotOf(
  { id, struckAt, ball, club, distanceM, clubName }: PostedShotBody,
  about: { readonly device: string; readonly player: string | null; readonly now: Date },
): PastShot {
  return {
    ...{ source: 'program', device: about.device, connection: about.player ?? '', shotNumber: id },
    recordedAt: (struckAt === undefined ? about.now : new Date(struckAt)).toISOString(),
    data: { ball, club, distanceM, clubName },
    raw: JSON.stringify({ id, struckAt, ball, club, distanceM, clubName }),
  };
}

async function readJson(text: string, device: string, player: string | null): Promise<Omit<ReadFile, 'format'>> {
  const list = listIn(text);
  if (list === null) return { shots: [], refused: [whole('It is no JSON list of shots, nor {"shots": [...]}.')] };
  if (list.length > IMPORT_LINES_MAX) {
    return { shots: [], refused: [whole(`It has more than ${IMPORT_LINES_MAX} shots.`)] };
  }
  const shots: PastShot[] = [];
  const refused: RefusedLine[] = [];
  for (const [at, entry] of list.entries()) {
    // Checking one costs little; two thousand of them would hold up everything else.
    if (at % AT_ONCE === 0) await breathe();
    const parsed = postedShotSchema.safeParse(entry);
    const line = at + 1;
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const field = issue?.path.join('.') ?? '';
      refused.push({ line, field: field === '' ? null : field, reason: issue?.message ?? 'It is no shot.' });
    } else if (parsed.data.struckAt === undefined) {
      refused.push({ line, field: 'struckAt', reason: 'A shot of a file must say when it was struck.' });
    } else shots.push(pastShotOf(parsed.data, { device, player, now: new Date(0) }));
  }
  return { shots, refused };
}

function listIn(text: string): unknown[] | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    const list: unknown = Array.isArray(value) ? value : (value as { shots?: unknown } | null)?.shots;
    return Array.isArray(list) ? list : null;
  } catch {
    return null;
  }
}

function whole(reason: string): RefusedLine {
  return { line: 1, field: null, reason };
}
