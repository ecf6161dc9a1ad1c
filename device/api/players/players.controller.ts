import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { sessionUnknown } from '../../store/errors.ts';
import type { FoundPlayer } from '../../store/player-repository.ts';
import { STORE, type Store } from '../../store/store.ts';
import { type Access, CallAccess } from '../access.ts';
import { playerIdSchema } from '../contract/accounts.ts';
import { requestInvalid } from '../errors.ts';
import {
  type CreatedPlayer,
  type NewPlayer,
  newPlayerSchema,
  type PlayerCard,
  type PlayerList,
  playerListQuerySchema,
} from '../contract/players.ts';

/** The players of this bay, for whoever looks after them. */
@Controller('api/v1/players')
export class PlayersController {
  readonly #store: Store;

  constructor(@Inject(STORE) store: Store) {
    this.#store = store;
  }

  /** A coach finds those whom they look after. */
  @Get()
  list(
    @Query({ schema: playerListQuerySchema }) query: z.infer<typeof playerListQuerySchema>,
    @CallAccess() { caller, reach }: Access,
  ): PlayerList {
    const { search, limit, cursor } = query;
    const coach = reach === 'own' ? (caller?.player ?? '') : undefined;
    const found = this.#store.players.search({ text: search, coach, after: placeIn(cursor) }, limit + 1);
    const page = found.slice(0, limit);
    return {
      players: page.map(cardOf),
      nextCursor: found.length > limit ? cursorAfter(page.at(-1)) : null,
    };
  }

  @Get(':id')
  find(@Param('id', { schema: playerIdSchema }) id: string): PlayerCard {
    const player = this.#store.players.profile(id);
    return cardOf({ player, role: this.#store.accounts.find(id)?.role ?? null });
  }

  /** Somebody at the counter who wants no account; what they swung as a guest may come along. */
  @Post()
  create(@Body({ schema: newPlayerSchema }) { name, handedness, isMinor, session }: NewPlayer): CreatedPlayer {
    return this.#store.transact('a player', () => {
      const { players, swings } = this.#store;
      if (session !== undefined && players.findSession(session) === undefined) throw sessionUnknown(session);
      const { id } = players.add(name, handedness);
      const player = players.change(id, { isMinor });
      const claimedSwings = session === undefined ? 0 : swings.claim(session, id);
      return { player: cardOf({ player, role: null }), claimedSwings };
    });
  }
}

function cardOf({ player, role }: FoundPlayer): PlayerCard {
  const { id, name, handedness, isMinor, guardianAgreedAt, sharesSince, createdAt } = player;
  const agreed = { guardianAgreed: guardianAgreedAt !== null, shares: sharesSince !== null };
  return { id, name, handedness, role, isMinor, ...agreed, createdAt };
}

function cursorAfter(last: FoundPlayer | undefined): string | null {
  if (last === undefined) return null;
  const { name, id } = last.player;
  return Buffer.from(JSON.stringify([name, id])).toString('base64url');
}

const placeSchema = z.tuple([z.string(), z.uuid()]);

function placeIn(cursor: string | undefined): { name: string; id: string } | undefined {
  if (cursor === undefined) return undefined;
  try {
    const [name, id] = placeSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { name, id };
  } catch {
    throw requestInvalid('"cursor": It is none of this list; take `nextCursor`.');
  }
}
