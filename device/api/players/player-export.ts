/** Everything that the bay stores of one player, page by page, as documents that other programs can read. */
import type { Store } from '../../store/store.ts';
import type { PlayerExport, Profile } from '../contract/accounts.ts';
import { swingDetailOf } from '../swings/swing-body.ts';
import { assignedDrillBody, noteBody } from '../coaching/note-body.ts';

/** Every revision of so many swings makes some megabytes. */
const PAGE_SWINGS = 50;

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
    swings: page.swings.map((swing) => ({
      ...swingDetailOf(swing, swing, store.media.list(swing.id)),
      reports: store.swings.revisions(swing.id).map(({ revision }) => store.swings.report(swing.id, revision)),
      // Nobody's own notes besides: what a coach wrote for themselves is no part of what the player sees.
      notes: store.notes.seenBy(null, swing.id).map((note) => noteBody(note, profile.id)),
    })),
    nextCursor: page.nextBefore === null ? null : String(page.nextBefore),
  };
}
