import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { CLOCK, type Clock } from '../../clock/clock.ts';
import { COACH_STATE, type CoachStatePort } from '../../ports/coach-state.port.ts';
import type { BookedExchange } from '../../store/coach-book-repository.ts';
import { STORE, type Store } from '../../store/store.ts';
import { type Access, CallAccess } from '../access.ts';
import {
  type CoachCosts,
  coachCostsQuerySchema,
  type CoachExchangeBody,
  coachExchangeIdSchema,
  type CoachExchanges,
  coachExchangesQuerySchema,
} from '../contract/coach.ts';
import { exchangeUnknown } from '../errors.ts';
import { cursorAt, placeOf } from '../list-cursor.ts';
import { Ownership } from '../ownership.ts';

const PICO = 1e12;
const turnsSchema = z.array(z.object({ role: z.enum(['user', 'assistant']), text: z.string() })).catch([]);
const shasSchema = z.array(z.string()).catch([]);
const problemsSchema = z.array(z.record(z.string(), z.unknown())).catch([]);

/** What Claude cost and was asked: all of it for those who look after the bay, of their own players for a coach. */
@Controller('api/v1/coach')
export class CoachBookController {
  readonly #store: Store;
  readonly #coach: CoachStatePort;
  readonly #clock: Clock;
  readonly #ownership: Ownership;

  constructor(
    @Inject(STORE) store: Store,
    @Inject(COACH_STATE) coach: CoachStatePort,
    @Inject(CLOCK) clock: Clock,
    @Inject(Ownership) ownership: Ownership,
  ) {
    this.#store = store;
    this.#coach = coach;
    this.#clock = clock;
    this.#ownership = ownership;
  }

  @Get('costs')
  costs(
    @Query({ schema: coachCostsQuerySchema }) query: z.infer<typeof coachCostsQuerySchema>,
    @CallAccess() access: Access,
  ): CoachCosts {
    const day = query.day ?? this.#clock.wall().toISOString().slice(0, 10);
    const { isOn, model, isOverBudget, trouble, limits } = this.#coach.state();
    return {
      ...{ day, isOn, model, isOverBudget, trouble },
      limits:
        limits === null
          ? null
          : { bay: inMoney(limits.bay), facility: { ...inMoney(limits.facility), bays: limits.facility.bays } },
      spent: inMoney(this.#store.coach.spentOn(day)),
      rows: this.#store.coachBook.costsOn(day, this.#playersSeen(access, query.player)).map((row) => ({
        player: this.#named(row.player),
        ...{ bay: row.bay, facility: row.facility, task: row.task, exchanges: row.exchanges },
        tokens: {
          ...{ input: row.inputTokens, cacheRead: row.cacheReadTokens },
          ...{ cacheWrite: row.cacheWriteTokens, output: row.outputTokens },
        },
        money: row.pico / PICO,
        reserved: inMoney({ tokens: row.reservedTokens, pico: row.reservedPico }),
      })),
    };
  }

  @Get('exchanges')
  exchanges(
    @Query({ schema: coachExchangesQuerySchema }) query: z.infer<typeof coachExchangesQuerySchema>,
    @CallAccess() access: Access,
  ): CoachExchanges {
    const { limit, cursor, player } = query;
    const filter = { player, list: 'coach-exchanges' };
    const players = this.#playersSeen(access, player);
    const before = placeOf(cursor, filter);
    const found = this.#store.coachBook.exchanges(
      { ...(players === undefined ? {} : { players }), ...(before === undefined ? {} : { before }) },
      limit + 1,
    );
    const page = found.slice(0, limit);
    return {
      exchanges: page.map(exchangeBody),
      nextCursor: cursorAt(found.length > limit ? (page.at(-1)?.id ?? null) : null, filter),
    };
  }

  /** With every word of it: what players wrote about themselves stands in there, so that staff do not see it. */
  @Get('exchanges/:exchange')
  exchange(
    @Param('exchange', { schema: coachExchangeIdSchema }) id: number,
    @CallAccess() access: Access,
  ): CoachExchangeBody {
    const found = this.#store.coachBook.exchange(id);
    const seen = this.#playersSeen(access, undefined);
    const isSeen = seen === undefined || (found?.player != null && seen.includes(found.player));
    if (found === undefined || !isSeen) throw exchangeUnknown();
    const texts = this.#store.coach.textsOf(id);
    return {
      ...exchangeBody(found),
      texts:
        texts === undefined
          ? null
          : {
              turns: turnsSchema.parse(texts.question['turns']).map(({ role, text }) => ({ role, text })),
              pictures: shasSchema.parse(texts.question['pictures']),
              answer: texts.answer,
              problems: problemsSchema.parse(texts.problems ?? []),
            },
    };
  }

  /** Undefined for everybody. Throws `api/forbidden` for a player whom the caller may not see. */
  #playersSeen(access: Access, asked: string | undefined): readonly string[] | undefined {
    if (access.reach === 'any') return asked === undefined ? undefined : [asked];
    const { player } = this.#ownership.filterFor(access, { player: asked });
    if (asked !== undefined || player === undefined) return [player ?? ''];
    return [player, ...this.#store.coaching.playersOf(player).map(({ id }) => id)];
  }

  #named(player: string | null): CoachCosts['rows'][number]['player'] {
    const found = player === null ? undefined : this.#store.players.find(player);
    return found === undefined ? null : { id: found.id, name: found.name };
  }
}

function inMoney({ tokens, pico }: { readonly tokens: number; readonly pico: number }) {
  return { tokens, money: pico / PICO };
}

function questionOf(state: BookedExchange['jobState']): CoachExchanges['exchanges'][number]['question'] {
  return state === null || state === 'answered' || state === 'given-up' ? state : 'open';
}

function exchangeBody(exchange: BookedExchange): CoachExchanges['exchanges'][number] {
  const { id, player, task, way, state, verdict, model, answeredBy, latencyMs, detail, sentAt } = exchange;
  return {
    ...{ id, player, task, way, state, verdict, latencyMs, detail, sentAt, model: answeredBy ?? model },
    ...{ problems: [...exchange.problems], isRepair: exchange.isRepair, question: questionOf(exchange.jobState) },
    tokens: {
      ...{ input: exchange.inputTokens, cacheRead: exchange.cacheReadTokens },
      ...{ cacheWrite: exchange.cacheWrite5mTokens + exchange.cacheWrite1hTokens, output: exchange.outputTokens },
    },
    money: exchange.costPico / PICO,
  };
}
