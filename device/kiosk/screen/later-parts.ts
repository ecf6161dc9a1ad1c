import { laterPart } from './later.tsx';

/** What the first picture of the bay screen does without. */
export const LATER_PARTS = {
  attract: laterPart(async () => (await import('../visit/attract-view.tsx')).AttractView),
  join: laterPart(async () => (await import('../visit/join-view.tsx')).JoinView),
  club: laterPart(async () => (await import('../visit/club-view.tsx')).ClubView),
  session: laterPart(async () => (await import('../visit/session-view.tsx')).SessionView),
  leaderboard: laterPart(async () => (await import('../visit/leaderboard-view.tsx')).LeaderboardView),
  staff: laterPart(async () => (await import('../visit/staff-panel.tsx')).StaffPanel),
};

/** One after the other, while the screen has nothing else to do: a tap then opens at once, and without the network. */
export async function bringLaterParts(): Promise<void> {
  for (const part of Object.values(LATER_PARTS)) {
    await new Promise((resolve) => requestIdleCallback(resolve));
    // What does not come now is asked for again when it is opened.
    await part.load().catch(() => undefined);
  }
}
