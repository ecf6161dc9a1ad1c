/** A profile as somebody types it, and what of it has changed. Pure. */
import type { Profile, ProfileChange } from '../../../api/contract/accounts.ts';
import type { Handedness } from '../../../api/contract/report.ts';

type Miss = NonNullable<Profile['usualMiss']>;
export const MISSES: readonly Miss[] = ['slice', 'hook', 'pull', 'push', 'top', 'fat', 'thin', 'shank'];

/** Numbers are text while they are typed, lists are lines; nothing is an empty text. */
export interface ProfileDraft {
  readonly name: string;
  readonly handedness: Handedness | null;
  readonly heightCm: string;
  readonly handicap: string;
  readonly goals: string;
  readonly limitations: string;
  readonly usualMiss: Miss | '';
  readonly club: string;
  readonly isOnLeaderboard: boolean;
}

export function draftOf(profile: Profile): ProfileDraft {
  return {
    name: profile.name,
    handedness: profile.handedness,
    heightCm: profile.heightCm === null ? '' : String(profile.heightCm),
    handicap: profile.handicap === null ? '' : String(profile.handicap),
    goals: profile.goals.join('\n'),
    limitations: profile.limitations.join('\n'),
    usualMiss: profile.usualMiss ?? '',
    club: profile.club ?? '',
    isOnLeaderboard: profile.isOnLeaderboard,
  };
}

/** Only what differs from the profile, so that a change made elsewhere meanwhile is not undone. */
export function changeOf(profile: Profile, draft: ProfileDraft): ProfileChange {
  const wanted = {
    name: draft.name.trim(),
    handedness: draft.handedness,
    heightCm: numberOf(draft.heightCm),
    handicap: numberOf(draft.handicap),
    goals: linesOf(draft.goals),
    limitations: linesOf(draft.limitations),
    usualMiss: draft.usualMiss || null,
    club: draft.club.trim() || null,
    isOnLeaderboard: draft.isOnLeaderboard,
  };
  const differs = ([field, value]: [string, unknown]) =>
    JSON.stringify(value) !== JSON.stringify(profile[field as keyof typeof wanted]);
  return Object.fromEntries(Object.entries(wanted).filter(differs));
}

function numberOf(typed: string): number | null {
  const value = Number(typed.replace(',', '.'));
  return typed.trim() === '' || Number.isNaN(value) ? null : value;
}

function linesOf(typed: string): string[] {
  return typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
