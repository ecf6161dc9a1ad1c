import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { CLOCK, type Clock } from '../../clock/clock.ts';
import { COACH_STATE, type CoachStatePort } from '../../ports/coach-state.port.ts';
import type { CoachTask } from '../../store/coach-repository.ts';
import { STORE, type Store } from '../../store/store.ts';
import { LANGUAGES, type Language } from '../../swing/advice/language.ts';
import { textIn } from '../../swing/advice/texts.ts';
import { visitWords } from '../../swing/coach/visit-words.ts';
import { spanOfWeek, weekOf } from '../../swing/coach/week-of.ts';
import { weekWords } from '../../swing/coach/week-words.ts';
import { goalStanding } from '../../swing/progress/goal-standing.ts';
import { readingsOf } from '../../swing/progress/shot-readings.ts';
import { coachAnswerSchema, visitSummarySchema, weeklyPlanSchema } from '../../swing/report/coach-answer.ts';
import type { SwingReport } from '../../swing/report/swing-report.ts';
import { type Access, CallAccess } from '../access.ts';
import { BAY_LANGUAGE } from '../catalogue.controller.ts';
import { playerIdSchema } from '../contract/accounts.ts';
import type { SwingCoach, VisitCoach, WeekPlanBody } from '../contract/coach.ts';
import { languageQuerySchema, swingIdSchema } from '../contract/rest.ts';
import { sessionIdSchema } from '../contract/visit.ts';
import { Ownership } from '../ownership.ts';
import { claudeStanding, type ClaudeStanding, type Consent } from './claude-standing.ts';
import { shotsInOrder } from './shots-in-order.ts';

type LanguageQuery = z.infer<typeof languageQuerySchema>;

interface Claude<Document> extends ClaudeStanding {
  readonly model: string | null;
  readonly language: Language | null;
  readonly answeredAt: string | null;
  readonly document: Document | null;
}

/** What is said about a swing, a visit, a week: by the bay itself at once, and by Claude where its words are there. */
@Controller('api/v1')
export class CoachWordsController {
  readonly #store: Store;
  readonly #coach: CoachStatePort;
  readonly #clock: Clock;
  readonly #ownership: Ownership;
  readonly #bayLanguage: Language;

  constructor(
    @Inject(STORE) store: Store,
    @Inject(COACH_STATE) coach: CoachStatePort,
    @Inject(CLOCK) clock: Clock,
    @Inject(Ownership) ownership: Ownership,
    @Inject(BAY_LANGUAGE) bayLanguage: Language,
  ) {
    this.#store = store;
    this.#coach = coach;
    this.#clock = clock;
    this.#ownership = ownership;
    this.#bayLanguage = bayLanguage;
  }

  @Get('swings/:id/coach')
  swing(
    @Param('id', { schema: swingIdSchema }) swing: string,
    @Query({ schema: languageQuerySchema }) { lang }: LanguageQuery,
  ): SwingCoach {
    const language = lang ?? this.#bayLanguage;
    const { player } = this.#store.swings.find(swing);
    const { offline, claude: advice } = this.#store.swings.report(swing).advice;
    const feel = offline.find((key) => key.endsWith('.feel'));
    const claude = this.#claude('swing', swing, player, coachAnswerSchema);
    return {
      ...{ swing, language, cue: feel === undefined ? null : textIn(language, feel) },
      offline: offline.map((key) => textIn(language, key)),
      // The report is the truth: it stays when the question's row has gone.
      claude:
        advice === null
          ? claude
          : {
              ...{ state: 'there', why: null, model: advice.model, language: advice.language },
              ...{ answeredAt: advice.answeredAt, document: advice.answer },
            },
    };
  }

  /** Of what is the caller's alone where they may see no more. */
  @Get('sessions/:id/coach')
  async visit(
    @Param('id', { schema: sessionIdSchema }) session: string,
    @Query({ schema: languageQuerySchema }) { lang }: LanguageQuery,
    @CallAccess() access: Access,
  ): Promise<VisitCoach> {
    const language = lang ?? this.#bayLanguage;
    const only = this.#ownership.playerIn(access, session);
    const shots = await shotsInOrder(this.#store, { session, player: only });
    const golfers: VisitCoach['golfers'] = [];
    for (const [player, own] of Map.groupBy(shots, (shot) => this.#store.players.shown(shot).player)) {
      golfers.push({
        player,
        offline: visitWords(own, language),
        // Under the id under which it was asked, where the player was registered twice.
        claude: this.#claude('visit', session, own[0]?.player ?? player, visitSummarySchema),
      });
    }
    return {
      session,
      language,
      golfers: golfers.toSorted((a, b) => Number(a.player !== null) - Number(b.player !== null)),
    };
  }

  @Get('users/:id/week')
  async week(
    @Param('id', { schema: playerIdSchema }) player: string,
    @Query({ schema: languageQuerySchema }) { lang }: LanguageQuery,
  ): Promise<WeekPlanBody> {
    const language = lang ?? this.#bayLanguage;
    const monday = weekOf(this.#clock.wall());
    const swings = await shotsInOrder(this.#store, { player, ...spanOfWeek(monday) });
    const done = this.#store.players.drillsDoneBy(player).filter(({ doneAt }) => doneAt >= monday);
    return {
      ...{ player, monday, language },
      offline: weekWords({ swings, goals: this.#openGoals(player, swings) }, language),
      claude: this.#claude('week', monday, player, weeklyPlanSchema),
      done: [...Map.groupBy(done, ({ drill }) => drill)].map(([drill, times]) => ({ drill, times: times.length })),
    };
  }

  /** Asks Claude for it, where that is allowed; what the bay says by itself is there already. Idempotent. */
  @Post('users/:id/week')
  @HttpCode(200)
  askForWeek(
    @Param('id', { schema: playerIdSchema }) player: string,
    @Query({ schema: languageQuerySchema }) query: LanguageQuery,
  ): Promise<WeekPlanBody> {
    this.#store.players.profile(player);
    this.#coach.want('week', weekOf(this.#clock.wall()), player);
    return this.week(player, query);
  }

  #openGoals(player: string, swings: readonly SwingReport[]) {
    const shots = swings.map(readingsOf);
    return this.#store.goals.of(player).flatMap(({ metric, at, low, high, club, setAt }) => {
      const goal = { id: metric, at, low, high, club };
      return goalStanding(goal, setAt, shots).status === 'reached' ? [] : [goal];
    });
  }

  #claude<Document>(
    task: CoachTask,
    subject: string,
    player: string | null,
    schema: z.ZodType<Document>,
  ): Claude<Document> {
    const found = player === null ? { job: null, answer: null } : this.#store.coachBook.standing(task, subject, player);
    // An answer of another version of the interface is no answer any more.
    const document = schema.safeParse(found.answer?.document).data ?? null;
    const standing = claudeStanding({
      ...{ coach: this.#coach.state(), consent: this.#consentOf(player), job: found.job },
      isAnswered: document !== null,
    });
    const answer = document === null ? null : found.answer;
    return {
      ...{ ...standing, model: answer?.model ?? null, answeredAt: answer?.answeredAt ?? null },
      ...{ language: LANGUAGES.find((each) => each === answer?.language) ?? null, document },
    };
  }

  #consentOf(player: string | null): Consent {
    if (player === null) return 'guest';
    if (this.#store.players.mayLeaveBay(player)) return 'given';
    return this.#store.players.profile(player).sharesSince === null ? 'not-given' : 'guardian-missing';
  }
}
