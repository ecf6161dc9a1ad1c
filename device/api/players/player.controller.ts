import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import { VisitDesk } from '../../bay/visit-desk.ts';
import { CLOCK, type Clock } from '../../clock/clock.ts';
import { playerUnknown } from '../../store/errors.ts';
import { forgetSwingsOf } from '../../store/forget-swings.ts';
import { STORE, type Store } from '../../store/store.ts';
import { type Access, CallAccess, playerOf } from '../access.ts';
import { AuthDesk } from '../auth/auth-desk.ts';
import {
  exportQuerySchema,
  type PlayerExport,
  type GuardianConsent,
  guardianSchema,
  type MyCoaches,
  playerIdSchema,
  type PlayerStats,
  type Profile,
  type ProfileChange,
  profileChangeSchema,
} from '../contract/accounts.ts';
import { forbidden, lastOwner, notInVisit } from '../errors.ts';
import { CardDesk } from '../visit/card-desk.ts';
import { exportOf } from './player-export.ts';

/** A player's own data: to see, to change, to take along and to delete. */
@Controller('api/v1')
export class PlayerController {
  readonly #store: Store;
  readonly #auth: AuthDesk;
  readonly #visits: VisitDesk;
  readonly #cards: CardDesk;
  readonly #clock: Clock;

  constructor(
    @Inject(STORE) store: Store,
    @Inject(AuthDesk) auth: AuthDesk,
    @Inject(VisitDesk) visits: VisitDesk,
    @Inject(CardDesk) cards: CardDesk,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.#store = store;
    this.#auth = auth;
    this.#visits = visits;
    this.#cards = cards;
    this.#clock = clock;
  }

  @Get('users/me')
  me(@CallAccess() access: Access): Profile {
    return this.#profileOf(playerOf(access));
  }

  @Patch('users/me')
  change(
    @Body({ schema: profileChangeSchema }) { shares, pin, ...change }: ProfileChange,
    @CallAccess() access: Access,
  ): Profile {
    const id = playerOf(access);
    const before = this.#store.players.profile(id);
    // Whoever said that they are a minor does not grow up by a tap: staff takes it back.
    if (before.isMinor && change.isMinor === false) throw forbidden();
    const now = this.#clock.wall().toISOString();
    const sharesSince = shares === undefined ? before.sharesSince : shares ? (before.sharesSince ?? now) : null;
    this.#store.transact('a player', () => {
      const { accounts, players } = this.#store;
      players.change(id, { ...definedOf(change), sharesSince });
      if (pin !== undefined) accounts.setPin(id, pin === null ? null : this.#auth.lookupDigest('pin', pin));
    });
    return this.#profileOf(id);
  }

  /** Everything that is stored of the player; videos by their addresses. */
  @Get('users/me/export')
  export(
    @Query({ schema: exportQuerySchema }) { cursor }: z.infer<typeof exportQuerySchema>,
    @CallAccess() access: Access,
  ): PlayerExport {
    return exportOf(this.#store, this.#profileOf(playerOf(access)), cursor);
  }

  /** Deletes the account and everything of the player: swings, clips, poses, shots. Tombstones of the swings stay. */
  @Delete('users/me')
  @HttpCode(204)
  async remove(@CallAccess() access: Access): Promise<void> {
    const id = playerOf(access);
    if (this.#store.accounts.isLastOwner(id)) throw lastOwner();
    this.#visits.leave(id);
    for (const each of this.#store.players.idsOf(id)) await forgetSwingsOf(each, this.#store);
    this.#store.players.remove(id);
    this.#store.accounts.lookForOwner();
  }

  @Post('users/me/card')
  @HttpCode(204)
  bindCard(@CallAccess() access: Access): void {
    const id = playerOf(access);
    if (!this.#visits.visit.players.includes(id)) throw notInVisit();
    this.#cards.bind(id);
  }

  /** For choosing one: who coaches a player is the player's to say. */
  @Get('users/me/coaches')
  coaches(@CallAccess() access: Access): MyCoaches {
    return { coaches: this.#store.accounts.coachesFor(playerOf(access)) };
  }

  @Get('users/:id/stats')
  stats(@Param('id', { schema: playerIdSchema }) id: string): PlayerStats {
    this.#store.players.profile(id);
    const drillsDone = this.#store.players.drillsDoneBy(id).length;
    return { player: id, ...this.#store.swings.statsOf(id), drillsDone };
  }

  /** Lets a coach see what is the player's. Idempotent. */
  @Put('users/:id/coaches/:coach')
  @HttpCode(204)
  assign(
    @Param('id', { schema: playerIdSchema }) id: string,
    @Param('coach', { schema: playerIdSchema }) coach: string,
  ): void {
    if (this.#store.accounts.find(coach)?.role !== 'coach') throw playerUnknown();
    this.#store.players.profile(id);
    this.#store.accounts.assignCoach(coach, id);
  }

  /** Idempotent. */
  @Delete('users/:id/coaches/:coach')
  @HttpCode(204)
  release(
    @Param('id', { schema: playerIdSchema }) id: string,
    @Param('coach', { schema: playerIdSchema }) coach: string,
  ): void {
    this.#store.accounts.releaseCoach(coach, id);
  }

  /** A minor's guardian has said yes or no to staff. */
  @Put('users/:id/guardian')
  @HttpCode(204)
  guardian(
    @Param('id', { schema: playerIdSchema }) id: string,
    @Body({ schema: guardianSchema }) { agrees }: GuardianConsent,
  ): void {
    this.#store.players.change(id, { guardianAgreedAt: agrees ? this.#clock.wall().toISOString() : null });
  }

  #profileOf(id: string): Profile {
    const account = this.#store.accounts.find(id);
    if (account === undefined) throw forbidden();
    const { sharesSince, guardianAgreedAt, usualMiss, joinedInto: _, ...profile } = this.#store.players.profile(id);
    return {
      ...profile,
      email: account.email,
      role: account.role,
      usualMiss: usualMiss as Profile['usualMiss'],
      shares: sharesSince !== null,
      guardianAgreed: guardianAgreedAt !== null,
    };
  }
}

/** Without the fields that were not named: they are to stay as they are. */
function definedOf<Fields extends object>(
  fields: Fields,
): { [Field in keyof Fields]: Exclude<Fields[Field], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Field in keyof Fields]: Exclude<Fields[Field], undefined> };
}
