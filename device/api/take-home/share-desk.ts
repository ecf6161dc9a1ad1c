/**
 * Gives out links to swings and says which of them are good.
 *
 * A good token is looked up twice, as an access token is: its seal, and its row. So a link ends at once when it is ended,
 * when its swing or player is deleted, when the swing is not the player's any more, and when the player (or a minor's
 * guardian) does not agree any more that anything leaves the bay.
 */
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../clock/clock.ts';
import type { StoredShare } from '../../store/share-repository.ts';
import { STORE, type Store } from '../../store/store.ts';
import { swingUnknown } from '../../store/errors.ts';
import { KeyRing } from '../auth/key-ring.ts';
import type { ShareBody, ShareRequest } from '../contract/take-home.ts';
import { consentMissing, shareOver, shareUnknown, tooManyShares } from './errors.ts';
import { ShareTokens } from './share-token.ts';

const DAY_MS = 24 * 3_600_000;
const SHARES_MAX = 100;
const PAGE = '/shared-swing#';

@Injectable()
export class ShareDesk {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #tokens: ShareTokens;

  constructor(@Inject(STORE) store: Store, @Inject(CLOCK) clock: Clock, @Inject(KeyRing) keys: KeyRing) {
    this.#store = store;
    this.#clock = clock;
    this.#tokens = new ShareTokens(keys);
  }

  /** Throws `share/consent-missing`, `share/too-many`, `store/swing-unknown` for one that is not the player's. */
  give(player: string, swing: string, { days, film }: ShareRequest): ShareBody {
    this.requireConsent(player, swing);
    const endMs = this.#clock.wall().getTime() + days * DAY_MS;
    // Whole seconds, as the token has them.
    const expiresAtMs = Math.floor(endMs / 1_000) * 1_000;
    const share = this.#store.shares.add({ swing, player, film, expiresAtMs }, SHARES_MAX);
    if (share === undefined) throw tooManyShares(SHARES_MAX);
    return this.#bodyOf(share);
  }

  requireConsent(player: string, swing: string): void {
    if (this.#ownerOf(this.#store.swings.find(swing)) !== player) throw swingUnknown(swing);
    if (this.#store.players.mayLeaveBay(player)) return;
    throw consentMissing(this.#store.players.profile(player).isMinor);
  }

  /** The good ones, newest first. */
  list(player: string, swing: string): ShareBody[] {
    return this.#store.shares
      .listOf(swing)
      .filter((share) => this.#ownerOf(share) === player)
      .map((share) => this.#bodyOf(share));
  }

  /** Idempotent. */
  end(player: string, swing: string, id: string): void {
    const share = this.#store.shares.find(id);
    if (share !== undefined && this.#ownerOf(share) === player) this.#store.shares.end(swing, id);
  }

  /** The link of a token. Throws `share/unknown` for what is none, `share/over` for one that was good. */
  open(token: string): StoredShare {
    const claims = this.#tokens.read(token);
    if (claims === undefined) throw shareUnknown();
    const share = this.#store.shares.find(claims.share);
    if (share === undefined || claims.expiresAtMs <= this.#clock.wall().getTime()) throw shareOver();
    const isSame = share.swing === claims.swing && share.expiresAtMs === claims.expiresAtMs;
    if (!isSame || !this.#store.players.mayLeaveBay(share.player)) throw shareOver();
    if (this.#ownerNow(share.swing) !== this.#ownerOf(share)) throw shareOver();
    return share;
  }

  /** Whoever was registered twice shares their swings as one. */
  #ownerOf(one: { readonly player: string | null }): string | null {
    return this.#store.players.shown(one).player;
  }

  /** Null for a swing that is nobody's or was deleted. */
  #ownerNow(swing: string): string | null {
    try {
      return this.#ownerOf(this.#store.swings.find(swing));
    } catch {
      return null;
    }
  }

  #bodyOf({ id, swing, createdAt, expiresAtMs, film }: StoredShare): ShareBody {
    const hasFilm = film !== null;
    const token = this.#tokens.issue({ share: id, swing, expiresAtMs, hasFilm });
    const expiresAt = new Date(expiresAtMs).toISOString();
    return { id, swing, createdAt, expiresAt, hasFilm, path: `${PAGE}${token}` };
  }
}
