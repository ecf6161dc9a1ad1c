/**
 * Lets swings, visits and weeks be talked over by a coach when there is a line, within the budget, and puts into the
 * report what was found to be true. It carries out the plan and decides nothing itself.
 *
 * INVARIANTS
 * - Nothing leaves the bay of a player who has not agreed, asked at the moment before it leaves.
 * - Nothing is sent that the book does not hold already, with the most it can cost, within the day's budget.
 * - Nothing reaches a report that the checker has not passed against that very report.
 * - Whatever happens here, the bay's own advice stands: no error leaves this class.
 * - Rests are counted by the monotonic clock, and a wall clock that is put right makes no waiting question older.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Clock, NS_PER_MS } from '../../device/clock/clock.ts';
import { BayError, isBayError } from '../../device/errors/bay-error.ts';
import type { BatchReply, Coach } from '../../device/ports/coach.port.ts';
import type { CoachJob } from '../../device/store/coach-repository.ts';
import type { Store } from '../../device/store/store.ts';
import type { CoachState, CoachStatePort } from '../../device/ports/coach-state.port.ts';
import type { Language } from '../../device/swing/advice/language.ts';
import { weekOf } from '../../device/swing/coach/week-of.ts';
import type { Counters } from '../../device/telemetry/counters.ts';
import type { Log } from '../../device/telemetry/log.ts';
import { AnswerDesk } from './answer-desk.ts';
import { BudgetDesk, MISFITS_MAX, type Ready } from './budget-desk.ts';
import { type Amount, dailyLimit, isAffordable, isTooDear, mostOf, PICO, sumOf } from './coach-costs.ts';
import { type CoachStep, planCoach, quietMs } from './coach-plan.ts';
import type { CoachConfig, ModelPrices } from './coach.config.ts';
import { ATTEMPTS_MAX } from './exchange-outcome.ts';
import { CoachBusyError, coachUnclear, questionRefused } from './errors.ts';
import { type Obstacle, type PreparedQuestion, QuestionDesk } from './question-desk.ts';
import { makeNamesReady } from './subject-words.ts';
import { WallSteps } from './wall-steps.ts';

export interface CoachDeskParts {
  readonly coach: Coach;
  readonly store: Store;
  readonly config: CoachConfig;
  readonly language: Language;
  readonly bay: string;
  readonly clock: Clock;
  readonly counters: Counters;
  readonly log: Log;
  /** A report has a new revision that carries advice. */
  readonly onAdvised: (swing: string, revision: number) => void;
  readonly random?: () => number;
}

const TICK_MS = 1_000;
const BATCH_LOOK_MS = 60_000;
const BATCHES_MAX = 2;
/** The service takes more; this is what the bay's memory and line bear. */
const BATCH_PICTURE_BYTES_MAX = 24 * 1024 * 1024;
const BROKEN_MS = 10 * 60_000;
/** Longer, so that others come first. */
const UNREADY_MS = 30 * 60_000;
const ACCESS_REFUSED_MS = 5 * 60_000;
const OF_THE_LINE: ReadonlySet<string> = new Set(['coach/unreachable', 'coach/busy', 'coach/key-refused']);
const ACCESS_REFUSED: ReadonlySet<string> = new Set(['coach/key-refused', 'coach/model-refused']);
const DAY_MS = 86_400_000;

export class CoachDesk implements CoachStatePort {
  readonly #parts: CoachDeskParts;
  readonly #questions: QuestionDesk;
  readonly #answers: AnswerDesk;
  readonly #prices: ModelPrices;
  readonly #budget: BudgetDesk;
  readonly #wallSteps: WallSteps;
  readonly #ongoing = new Set<Promise<void>>();
  /** Jobs that are being made ready, which the store still calls waiting. */
  readonly #held = new Set<number>();
  /** Jobs that could not be made ready, with when that is tried again, by the monotonic clock. */
  readonly #unreadyUntilMs = new Map<number, number>();
  /** Jobs of a batch that was refused: each is asked by itself, so that the others do not fall with one of them. */
  #alone: ReadonlySet<number> = new Set();
  readonly #batchDueAtMs = new Map<string, number>();
  #handingIn = 0;
  #asking = 0;
  #failuresInARow = 0;
  /** This, and when a batch is due, are times of the monotonic clock. */
  #quietUntilMs = 0;
  #ticker: NodeJS.Timeout | null = null;
  #trouble: BayError | null = null;

  constructor(parts: CoachDeskParts) {
    const { config, store, language, log } = parts;
    const prices = config.prices[config.model];
    if (prices === undefined) throw new TypeError('A coach without prices has no budget.');
    this.#parts = parts;
    this.#prices = prices;
    this.#budget = new BudgetDesk(parts);
    this.#wallSteps = new WallSteps(parts.clock);
    this.#questions = new QuestionDesk({ store, config, language, log });
    this.#answers = new AnswerDesk({ ...parts, prices, questions: this.#questions });
  }

  /** What keeps questions from being asked, for the person who can mend it; null where nothing does. */
  get trouble(): BayError | null {
    return this.#trouble;
  }

  state(): CoachState {
    const { config } = this.#parts;
    const { facility, facilityBays } = config.budget;
    const trouble = this.#trouble;
    return {
      ...{ isOn: true, model: config.model, isOverBudget: this.#budget.isSpent || this.#budget.misfits().size > 0 },
      trouble: trouble === null ? null : { code: trouble.code, message: trouble.message, hint: trouble.hint ?? null },
      limits: {
        bay: dailyLimit(config),
        facility: {
          ...{ tokens: facility.tokensPerDay, pico: Math.floor(facility.moneyPerDay * PICO), bays: facilityBays },
        },
      },
    };
  }

  want(task: 'visit' | 'week', subject: string, player: string): void {
    this.#guarded(() => {
      const { store } = this.#parts;
      if (store.players.mayLeaveBay(player)) store.coach.want({ task, subject, player });
    });
  }

  open(): void {
    const lost = this.#parts.store.coach.releaseAbandoned(ATTEMPTS_MAX);
    if (lost > 0)
      this.#parts.log.warn({ exchanges: lost }, 'Answers of an earlier run are lost; the book counts them.');
    this.#ticker = setInterval(() => this.tick(), TICK_MS);
    this.#ticker.unref();
  }

  /** A swing has its report: it is to be talked over where its player agreed. Idempotent. */
  wantSwing(swing: string): void {
    this.#guarded(() => {
      const { store } = this.#parts;
      const { kind, player } = store.swings.find(swing);
      if (kind === 'practice' || player === null || !store.players.mayLeaveBay(player)) return;
      store.coach.want({ task: 'swing', subject: swing, player });
    });
  }

  /** A visit has ended: it is to be summed up for each who swung in it, and their week planned. Idempotent. */
  wantVisit(session: string): void {
    this.#guarded(() => {
      const { store, clock } = this.#parts;
      for (const { id: player } of store.sessions.find(session)?.players ?? []) {
        if (!store.players.mayLeaveBay(player)) continue;
        store.coach.want({ task: 'visit', subject: session, player });
        store.coach.want({ task: 'week', subject: weekOf(clock.wall()), player });
      }
    });
  }

  /** Begins what is to be done now; what it begins goes on by itself. */
  tick(): void {
    this.#guarded(() => {
      const { store, config, clock } = this.#parts;
      const wallStep = this.#wallSteps.look();
      if (wallStep !== null) store.coach.moveWaiting(wallStep);
      const nowMs = this.#nowMs();
      const wallMs = clock.wall().getTime();
      const forgetBefore = new Date(wallMs - config.forgetAfterDays * DAY_MS).toISOString();
      store.coach.giveUpBefore(forgetBefore, 'too-old');
      const lying = this.#lying();
      const most = config.batchQuestionsMax + config.parallel + lying.size;
      const waiting = this.#budget.isSpent ? [] : store.coach.waiting(most);
      const mayBeAsked = waiting.filter(({ id }) => !lying.has(id));
      this.#alone = new Set(mayBeAsked.flatMap(({ id }) => (this.#alone.has(id) ? [id] : [])));
      const batches = store.coach.openBatches().map(({ batch }) => batch);
      const steps = planCoach(
        {
          ...{ nowMs, underWay: this.#asking, quietUntilMs: this.#quietUntilMs },
          isProbing: this.#failuresInARow > 0,
          waiting: mayBeAsked
            .filter(({ id }) => !this.#held.has(id))
            .map(({ id, createdAt }) => ({
              ...{ id, ageMs: wallMs - Date.parse(createdAt), isAlone: this.#alone.has(id) },
            })),
          batches: [
            ...batches.map((batch) => ({ batch, dueAtMs: this.#batchDueAtMs.get(batch) ?? 0 })),
            ...Array.from({ length: this.#handingIn }, () => ({ batch: '', dueAtMs: Number.POSITIVE_INFINITY })),
          ],
        },
        {
          ...{ parallel: config.parallel, freshMs: config.freshMinutes * 60_000, batchesMax: BATCHES_MAX },
          batchQuestionsMax: config.batchQuestionsMax,
        },
      );
      for (const step of steps) this.#begin(step, waiting);
    });
  }

  /** When everything that was begun has ended. */
  async settled(): Promise<void> {
    while (this.#ongoing.size > 0) await Promise.all(this.#ongoing);
  }

  /** Begins nothing more, and waits for what is under way. */
  async close(): Promise<void> {
    if (this.#ticker !== null) clearInterval(this.#ticker);
    await this.settled();
  }

  #begin(step: CoachStep, waiting: readonly CoachJob[]): void {
    switch (step.kind) {
      case 'collect':
        this.#batchDueAtMs.set(step.batch, this.#nowMs() + BATCH_LOOK_MS);
        return this.#run([], () => this.#collect(step.batch));
      case 'ask': {
        const job = waiting.find(({ id }) => id === step.job);
        if (job === undefined) return;
        this.#asking += 1;
        return this.#run([job], () => this.#ask(job).finally(() => (this.#asking -= 1)));
      }
      case 'hand-in': {
        const jobs = waiting.filter(({ id }) => step.jobs.includes(id));
        this.#handingIn += 1;
        return this.#run(jobs, () => this.#handIn(jobs).finally(() => (this.#handingIn -= 1)));
      }
    }
  }

  #run(jobs: readonly CoachJob[], work: () => Promise<void>): void {
    for (const { id } of jobs) this.#held.add(id);
    const running = work()
      .catch((error: unknown) => this.#failed(error))
      .finally(() => {
        for (const { id } of jobs) this.#held.delete(id);
        this.#ongoing.delete(running);
      });
    this.#ongoing.add(running);
  }

  async #ask(job: CoachJob): Promise<void> {
    const ready = await this.#makeReady(job, 'direct');
    if (ready === null) return;
    const [booked] = this.#budget.book([ready], 'direct');
    if (booked === undefined) return;
    const { exchange, question } = booked;
    const { coach, clock } = this.#parts;
    const sentNs = clock.monotonicNs();
    let reply: BatchReply;
    try {
      reply = await coach.ask(question);
    } catch (error) {
      // Then it was not the batch.
      if (isBayError(error) && error.code === 'coach/unreachable') this.#alone = new Set();
      if (!this.#answers.neverSent(exchange, error)) throw error;
      return this.#succeeded();
    }
    // Each of these may have cost the most that it can: a line that loses one loses the next, too.
    if (reply.kind === 'broken-off') this.#failed(coachUnclear(null));
    else this.#succeeded();
    const tookMs = Math.round((clock.monotonicNs() - sentNs) / NS_PER_MS);
    await makeNamesReady(this.#parts.language);
    this.#answers.take(exchange, reply, tookMs);
  }

  async #handIn(jobs: readonly CoachJob[]): Promise<void> {
    const ready: Ready[] = [];
    const limit = dailyLimit(this.#parts.config);
    let most: Amount = this.#budget.spent();
    let [pictureBytes, misfits] = [0, 0];
    for (const job of jobs) {
      // Making one ready costs the bay something: no more of them than can be sent, and few that cannot.
      if (pictureBytes > BATCH_PICTURE_BYTES_MAX || misfits >= MISFITS_MAX) break;
      const one = await this.#makeReady(job, 'batch');
      if (one === null) continue;
      ready.push(one);
      if (isAffordable(one.most, most, limit)) {
        most = sumOf(most, one.most);
        pictureBytes += one.prepared.question.pictures.reduce((sum, { jpeg }) => sum + jpeg.length, 0);
      } else misfits += 1;
    }
    const booked = this.#budget.book(ready, 'batch');
    if (booked.length === 0) return;
    const exchanges = booked.map(({ exchange }) => exchange);
    const questions = booked.map(({ exchange, question }) => ({ id: batchIdOf(exchange.id), question }));
    let batch: string;
    try {
      batch = await this.#parts.coach.handIn(questions);
    } catch (error) {
      for (const exchange of exchanges) this.#answers.neverSent(exchange, error);
      const isRefused = isBayError(error) && error.code === 'coach/batch-refused';
      if (isRefused) this.#alone = new Set(exchanges.flatMap(({ job }) => (job === null ? [] : [job])));
      throw error;
    }
    this.#succeeded();
    this.#batchDueAtMs.set(batch, this.#nowMs() + BATCH_LOOK_MS);
    // Where the name cannot be kept, the exchanges stay open with the most that they can cost: the service has them.
    const ids = exchanges.map(({ id }) => id);
    this.#parts.store.coach.nameBatch(ids, batch);
  }

  async #collect(batch: string): Promise<void> {
    const { coach, store } = this.#parts;
    let replies: ReadonlyMap<string, BatchReply> | null;
    try {
      replies = await coach.collect(batch);
    } catch (error) {
      if (!isBayError(error) || error.code !== 'coach/batch-unknown') throw error;
      replies = new Map();
    }
    // A look tells that line and key are good, but not that questions are taken and their answers arrive.
    const isAnswered = [...(replies?.values() ?? [])].some(({ kind }) => kind !== 'not-answered');
    if (isAnswered || this.#trouble === null || OF_THE_LINE.has(this.#trouble.code)) this.#succeeded();
    if (replies === null) return;
    await makeNamesReady(this.#parts.language);
    const mine = store.coach.openBatches().find((one) => one.batch === batch);
    for (const exchange of mine?.exchanges ?? []) {
      // What the service forgot, it may have charged for.
      const missing = { kind: 'broken-off', reason: 'not in the batch', model: exchange.model, usage: null } as const;
      try {
        this.#answers.take(exchange, replies.get(batchIdOf(exchange.id)) ?? missing, null);
      } catch (error) {
        // The batch stays open with it, and is collected again; the others of it are not kept back.
        this.#failed(error);
      }
      // After an outage there are hundreds, each some milliseconds of work: the live loop has its turn between any two.
      await nextTurn();
    }
    this.#batchDueAtMs.delete(batch);
    const lying = this.#answers.lying();
    const refusal = [...replies.values()].find((reply) => reply.kind === 'not-answered' && !reply.retryable);
    if (refusal !== undefined && mine?.exchanges.every(({ job }) => job !== null && lying.has(job)) === true) {
      this.#failed(questionRefused('reason' in refusal ? refusal.reason : '', null));
    }
  }

  /** Null where there is nothing to be asked: it was settled, a like swing's answer serves, or it is let lie. */
  async #makeReady(job: CoachJob, way: 'direct' | 'batch'): Promise<Ready | null> {
    let prepared: PreparedQuestion | Obstacle;
    try {
      if (await this.#answers.reuse(job)) return null;
      prepared = await this.#questions.prepare(job);
    } catch (error) {
      // One that cannot be made ready must not keep back those that can.
      this.#parts.log.error({ error, job: job.id }, 'A question could not be made ready; it is tried again later.');
      this.#unreadyUntilMs.set(job.id, this.#nowMs() + UNREADY_MS);
      return null;
    }
    if (typeof prepared === 'string') {
      this.#parts.store.coach.settle(job.id, 'given-up', prepared);
      return null;
    }
    if (isTooDear(prepared.question, this.#prices, dailyLimit(this.#parts.config))) {
      this.#parts.store.coach.settle(job.id, 'given-up', 'too-dear');
      return null;
    }
    return { job, prepared, most: mostOf(prepared.question, this.#prices, way) };
  }

  /** Jobs that wait for something of their own. */
  #lying(): ReadonlySet<number> {
    const nowMs = this.#nowMs();
    for (const [job, untilMs] of this.#unreadyUntilMs) if (untilMs <= nowMs) this.#unreadyUntilMs.delete(job);
    return new Set([...this.#budget.misfits(), ...this.#answers.lying(), ...this.#unreadyUntilMs.keys()]);
  }

  #succeeded(): void {
    this.#failuresInARow = 0;
    this.#quietUntilMs = 0;
    this.#trouble = null;
  }

  #failed(error: unknown): void {
    const { log, counters, random = Math.random } = this.#parts;
    if (!isBayError(error) || !error.code.startsWith('coach/')) {
      log.error({ error }, 'The coach could not go on; the bay’s own advice stands.');
      this.#quietUntilMs = this.#nowMs() + BROKEN_MS;
      return;
    }
    counters.count('coach_failures', { code: error.code });
    this.#failuresInARow += 1;
    const askedForMs = error instanceof CoachBusyError ? error.retryAfterMs : null;
    const quiet = ACCESS_REFUSED.has(error.code)
      ? ACCESS_REFUSED_MS
      : quietMs(this.#failuresInARow, random(), askedForMs);
    this.#quietUntilMs = this.#nowMs() + quiet;
    if (this.#trouble?.code !== error.code) log.warn({ error, quietMs: quiet }, 'The coach cannot be asked just now.');
    this.#trouble = error;
  }

  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#failed(error);
    }
  }

  #nowMs(): number {
    return this.#parts.clock.monotonicNs() / NS_PER_MS;
  }
}

function batchIdOf(exchange: number): string {
  return `exchange-${exchange}`;
}
