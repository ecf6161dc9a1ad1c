/** What a restore says: while it runs, and at the end. Pure. */
import type { RestoreCounts } from '../../cloud-sync/restore/restore-swings.ts';
import type { RestoreReport } from '../../cloud-sync/restore/restore-appliance.ts';

const MIB = 1024 * 1024;
const MINUTE_S = 60;
const NAMES_SHOWN = 10;

/** One line: how many of how many, how much, and how long it still takes at this rate. */
export function progressText({ looked, known, bytes }: RestoreCounts, elapsedMs: number): string {
  const leftS = looked === 0 ? null : ((known - looked) * elapsedMs) / looked / 1000;
  const left =
    leftS === null
      ? ''
      : `, about ${leftS < 2 * MINUTE_S ? `${Math.ceil(leftS)} s` : `${Math.ceil(leftS / MINUTE_S)} min`} left`;
  return `swings ${looked} of ${known}, ${mib(bytes)}${left}`;
}

export function reportText(report: RestoreReport, dataDirectory: string): string {
  const { appliance, bay, identity, copyMadeAt, people, files, swings, findings, isWhole } = report;
  const here = swings.taken + swings.added + swings.here;
  const lines = [
    isWhole ? `The appliance ${appliance} (${bay}) is back.` : 'Stopped; the same command goes on from here.',
    ...(identity === 'replaced'
      ? ['The machine had another identity; it is kept in keys/identity.txt.before-restore and counts no more.']
      : []),
    copyMadeAt === null
      ? 'No sealed copy was used: people, keys and settings did not come back.'
      : `Sealed copy of ${copyMadeAt}: ${people.taken + people.known} records of people, ${files.length} files.`,
    ...(people.leftOut === 0
      ? []
      : [`${people.leftOut} players were not in it: they had not agreed that what is theirs leaves the bay.`]),
    ...(files.length === 0 ? [] : [`In ${dataDirectory}: ${files.join(', ')}.`]),
    `Swings: ${here} (${swings.taken} came, ${swings.added} were completed, ${swings.here} were here), ${swings.revisions} reports, ${swings.poses} poses.`,
    `Films: ${swings.media} known, ${swings.mediaFetched} fetched, ${mib(swings.bytes)} read; the others are shown from the object store.`,
    ...said(swings.ofAnotherBay, `swings of other bays were passed over: ${namesOf(swings)}.`),
    ...said(swings.deleted, 'swings were deleted here and stay so.'),
    ...said(swings.mediaAbsent, 'films never reached the object store.'),
    ...said(swings.refused, 'swings did not come; why is said below.'),
    ...findings.flatMap(({ code, count, first }) => [
      `${code}: ${count}`,
      ...first.slice(0, 3).map(({ key, message }) => `  ${key}: ${message}`),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Whoever finds an earlier name of this bay among them knows what to ask for. */
function namesOf({ otherBays }: RestoreCounts): string {
  const names = Object.entries(otherBays).toSorted(([, a], [, b]) => b - a);
  const shown = names.slice(0, NAMES_SHOWN).map(([name, count]) => `${name} ${count}`);
  return names.length > NAMES_SHOWN ? `${shown.join(', ')} and others` : shown.join(', ');
}

function said(count: number, what: string): string[] {
  return count === 0 ? [] : [`${count} ${what}`];
}

function mib(bytes: number): string {
  return `${(bytes / MIB).toFixed(1)} MiB`;
}
