/** Everything that the bay stores of one player, page by page, as documents that other programs can read. */
import type { Store } from '../../store/store.ts';
import type { PlayerExport, Profile } from '../contract/accounts.ts';
import { swingDetailOf } from '../swings/swing-body.ts';
import { assignedDrillBody, noteBody } from '../coaching/note-body.ts';
import type { StoredShotBody } from '../contract/shots.ts';
import { storedShotBody } from '../integrations/stored-shot-body.ts';

/** Every revision of so many swings makes some megabytes. */
const PAGE_SWINGS = 50;
/** As many as the store gives at once. */
const PAGE_SHOTS = 100;
/** Fifty visits of a hundred balls; older ones are had by `GET /integrations/shots`. */
const SHOTS_MAX = 5_000;

export function exportOf(store: Store, profile: Profile, cursor: string | undefined): PlayerExport {
  const page = store.swings.list(
    { player: profile.id },
    PAGE_SWINGS,
    cursor === undefined ? undefined : Number(cursor),
  );
  const done = store.players.drillsDoneBy(profile.id);
  return {
    profile,
    drills: done,
    drillsFromCoach: store.coaching.drillsFor(profile.id).map((each) => assignedDrillBody(each, done)),
    goals: store.goals.of(profile.id),
    coaches: store.accounts.coachesFor(profile.id).flatMap(({ id, name, isMine }) => (isMine ? [{ id, name }] : [])),
    shares: store.shares.listOfPlayer(profile.id).map(({ id, swing, createdAt, expiresAtMs, film }) => ({
      ...{ id, swing, createdAt, hasFilm: film !== null },
      expiresAt: new Date(expiresAtMs).toISOString(),
    })),
    shots: cursor === undefined ? shotsOf(store, profile.id) : [],
    swings: page.swings.map((swing) => ({
      ...swingDetailOf(store.players.shown(swing), swing, store.media.list(swing.id)),
      reports: store.swings.revisions(swing.id).map(({ revision }) => store.swings.report(swing.id, revision)),
      // Nobody's own notes besides: what a coach wrote for themselves is no part of what the player sees.
      notes: store.notes.seenBy(null, swing.id).map((note) => noteBody(note, profile.id)),
    })),
    nextCursor: page.nextBefore === null ? null : String(page.nextBefore),
  };
}

function shotsOf(store: Store, player: string): StoredShotBody[] {
  const shots: StoredShotBody[] = [];
  let before: number | undefined;
  while (shots.length < SHOTS_MAX) {
    const page = store.shots.list(PAGE_SHOTS, before, { player });
    shots.push(...page.map(storedShotBody));
    before = page.at(-1)?.ordinal;
    if (page.length < PAGE_SHOTS) break;
  }
  return shots;
}
