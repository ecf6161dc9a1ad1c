/** Deletes what a player has in this store beside their own tables: swings with all their media, and shots. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ShotRepository } from './shot-repository.ts';
import type { SwingRepository } from './swing-repository.ts';

const PAGE_SWINGS = 100;

/** Idempotent. Tombstones of the swings stay. Of this very id: whoever was joined to the player is forgotten by their own. */
export async function forgetSwingsOf(
  player: string,
  { swings, shots }: { swings: SwingRepository; shots: ShotRepository },
): Promise<void> {
  for (;;) {
    const page = swings.list({ owner: player }, PAGE_SWINGS);
    if (page.swings.length === 0) break;
    for (const swing of page.swings) {
      await swings.remove(swing.id);
      // One without files here waits for nothing, and players have thousands: the live loop is to have its turn all the same.
      await nextTurn();
    }
  }
  shots.removeOfPlayer(player);
}
