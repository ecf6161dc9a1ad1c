import type { PlayerExport } from '../../../api/contract/accounts.ts';
import type { PhoneApi } from '../phone-api.ts';

/** Fifty swings a page: more than this many are more than anybody swings in ten years. */
const PAGES_MAX = 4_000;

/** Everything that the bay stores of the player, in one document that other programs can read. */
export async function exportFile(api: PhoneApi): Promise<Blob> {
  let whole = await api.call<PlayerExport>('GET', '/users/me/export');
  for (let page = 1; page < PAGES_MAX && whole.nextCursor !== null; page++) {
    const next = await api.call<PlayerExport>('GET', `/users/me/export?cursor=${encodeURIComponent(whole.nextCursor)}`);
    whole = { ...whole, swings: [...whole.swings, ...next.swings], nextCursor: next.nextCursor };
  }
  return new Blob([JSON.stringify(whole, null, 2)], { type: 'application/json' });
}
