import type { ProfileChange } from '../../../api/contract/accounts.ts';

/** Changes the player's profile; answers when the bay has stored it. */
export type ChangeProfile = (change: ProfileChange) => Promise<void>;
