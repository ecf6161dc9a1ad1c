/** Judges what came of questions, writes it into the book, and gives players what is true. */
import type { Clock } from '../../device/clock/clock.ts';
import { isBayError, isRetryable } from '../../device/errors/bay-error.ts';
import { type BatchReply, NO_USAGE } from '../../device/ports/coach.port.ts';
import type { CoachExchange, CoachJob, ExchangeEnd } from '../../device/store/coach-repository.ts';
import type { Store } from '../../device/store/store.ts';
import type { Language } from '../../device/swing/advice/language.ts';
import { type CoachAdvice, coachAnswerSchema } from '../../device/swing/report/coach-answer.ts';
import { reportWithAdvice } from '../../device/swing/report/report-with-advice.ts';
import type { Counters } from '../../device/telemetry/counters.ts';
import type { Log } from '../../device/telemetry/log.ts';
import { costPico } from './coach-costs.ts';
import type { CoachConfig, ModelPrices } from './coach.config.ts';
import { ATTEMPTS_MAX, exchangeState, jobAfter, problemsOf } from './exchange-outcome.ts';
import { ANSWER_SCHEMAS } from './question.ts';
import type { QuestionDesk } from './question-desk.ts';
import { type ReadAnswer, readAnswer } from './read-answer.ts';
import { RefusedQuestions } from './refused-questions.ts';
import { similarAnswer } from './similar-answer.ts';
import { makeNamesReady } from './subject-words.ts';

export interface AnswerDeskParts {
  readonly store: Store;
  readonly config: CoachConfig;
  readonly prices: ModelPrices;
  readonly language: Language;
  readonly questions: QuestionDesk;
  readonly clock: Clock;
  readonly counters: Counters;
  readonly log: Log;
  readonly onAdvised: (swing: string, revision: number) => void;
}

const DAY_MS = 86_400_000;
const DETAIL_MAX = 300;

export class AnswerDesk {
  readonly #parts: AnswerDeskParts;
  readonly #refused: RefusedQuestions;

  constructor(parts: AnswerDeskParts) {
    this.#parts = parts;
    this.#refused = new RefusedQuestions(parts.clock);
  }

  /** Jobs that are let lie because the service refused their questions. */
  lying(): ReadonlySet<number> {
    return this.#refused.lying();
  }

  /**
   * An exchange has ended: the book, the job and the report learn of it together, or not at all. Where it cannot be
   * judged, and could not later either, its costs are written and its job is given up: it would be paid for again.
   */
  take(exchange: CoachExchange, reply: BatchReply, latencyMs: number | null): void {
    try {
      this.#judge(exchange, reply, latencyMs);
    } catch (error) {
      if (isRetryable(error)) throw error;
      this.#parts.log.error({ error, exchange: exchange.id }, 'An answer of the coach could not be judged.');
      this.#parts.store.transact('an answer that nobody judged', () => {
        this.#close(exchange, reply, {});
        if (exchange.job !== null) this.#parts.store.coach.settle(exchange.job, 'given-up', 'not-judged');
      });
      this.#parts.counters.count('coach_exchanges', { outcome: 'not-judged' });
    }
  }

  #judge(exchange: CoachExchange, reply: BatchReply, latencyMs: number | null): void {
    const { store, counters } = this.#parts;
    const job = exchange.job === null ? undefined : store.coach.job(exchange.job);
    const read = this.#read(exchange, job, reply);
    const problems = problemsOf(reply, read);
    const isRefused = reply.kind === 'not-answered' && !reply.retryable;
    if (reply.kind !== 'not-answered' && reply.usage !== null) this.#refused.taken();
    const revision = store.transact('a coach’s answer', () => {
      const before = { attempts: job?.attempts ?? 0, failedAnswers: job === undefined ? 0 : this.#failedAnswers(job) };
      this.#close(exchange, reply, {
        ...(read === null ? {} : { verdict: read.kind }),
        ...(latencyMs === null ? {} : { latencyMs }),
        ...(problems === undefined ? {} : { problems }),
      });
      if (job === undefined) return null;
      if (isRefused && !this.#refused.isItself(job.id)) {
        store.coach.putBack(job.id);
        return null;
      }
      if (read?.kind === 'grounded' && reply.kind === 'answered') {
        const from = exchange.way === 'batch' ? 'batch' : 'asked';
        return this.#give(job, read.answer, { model: reply.model, from });
      }
      const after = jobAfter(reply, read, before);
      store.coach.settle(job.id, after.state, after.reason);
      return null;
    });
    counters.count('coach_exchanges', { outcome: read?.kind ?? reply.kind });
    if (job !== undefined && revision !== null) this.#parts.onAdvised(job.subject, revision);
  }

  /**
   * The question did not get away, or nobody knows whether it did: then the most that it can have cost is counted. Answers
   * whether it was given up for its own sake, so that others may go on.
   */
  neverSent(exchange: CoachExchange, error: unknown): boolean {
    const { store } = this.#parts;
    const code = isBayError(error) ? error.code : 'unknown';
    const isUnclear = !isBayError(error) || code === 'coach/unclear';
    return store.transact('a question that stayed', () => {
      store.coach.close(exchange.id, { state: isUnclear ? 'lost' : 'not-answered', detail: code });
      if (exchange.job === null) return false;
      if (code === 'coach/question-refused' && this.#refused.isItself(exchange.job)) {
        store.coach.settle(exchange.job, 'given-up', 'question-refused');
        return true;
      }
      if (isUnclear && (store.coach.job(exchange.job)?.attempts ?? 0) >= ATTEMPTS_MAX) {
        store.coach.settle(exchange.job, 'given-up', 'unclear');
      } else if (isUnclear) store.coach.settle(exchange.job, 'waiting');
      else store.coach.putBack(exchange.job);
      return false;
    });
  }

  /** Whether a like swing's answer was given to this one. */
  async reuse(job: CoachJob): Promise<boolean> {
    const { store, config, clock, language, questions } = this.#parts;
    if (job.task !== 'swing' || config.similarDays === 0) return false;
    const embedding = store.embeddings.find(job.subject);
    if (embedding === undefined) return false;
    await store.similarity.readOn(embedding);
    await makeNamesReady(language);
    const facts = questions.factsFor(job, 0);
    if (facts === null || !store.players.mayLeaveBay(job.player)) return false;
    const since = new Date(clock.wall().getTime() - config.similarDays * DAY_MS).toISOString();
    const report = store.swings.report(job.subject);
    const found = similarAnswer(store, { report, player: job.player, facts }, language, since);
    if (found === null) return false;
    const revision = store.transact('a coach’s answer', () =>
      this.#give(job, found.answer, { model: found.model, from: 'similar-swing' }),
    );
    this.#parts.counters.count('coach_exchanges', { outcome: 'similar-swing' });
    if (revision !== null) this.#parts.onAdvised(job.subject, revision);
    return true;
  }

  /** Joins a running transaction. */
  #close(exchange: CoachExchange, reply: BatchReply, judged: Omit<ExchangeEnd, 'state'>): void {
    const { store, prices } = this.#parts;
    const usage = reply.kind === 'not-answered' ? NO_USAGE : reply.usage;
    store.coach.close(exchange.id, {
      ...{ ...judged, state: exchangeState(reply) },
      ...(reply.kind === 'not-answered' ? {} : { answeredBy: reply.model }),
      ...(usage === null ? {} : { tokens: usage, costPico: costPico(usage, prices, exchange.way) }),
      ...('reason' in reply ? { detail: reply.reason.slice(0, DETAIL_MAX) } : {}),
      ...(reply.kind === 'answered' ? { answer: reply.text } : {}),
    });
  }

  #read(exchange: CoachExchange, job: CoachJob | undefined, reply: BatchReply): ReadAnswer<object> | null {
    if (reply.kind !== 'answered' || job === undefined) return null;
    const { questions, store, language } = this.#parts;
    const asked = store.coach.textsOf(exchange.id)?.question['pictures'];
    const facts = questions.factsFor(job, Array.isArray(asked) ? asked.length : 0);
    if (facts === null) return { kind: 'no-document', detail: 'What it is about has gone.' };
    return readAnswer(reply.text, ANSWER_SCHEMAS[job.task], facts, language);
  }

  /** Joins a running transaction; answers the new revision of the report, where there is one. */
  #give(job: CoachJob, answer: object, { model, from }: Pick<CoachAdvice, 'model' | 'from'>): number | null {
    const { store, language, clock } = this.#parts;
    store.coach.keepAnswer(job.id, { language, model, document: { ...answer } });
    if (job.task !== 'swing') return null;
    const advice: CoachAdvice = {
      answer: coachAnswerSchema.parse(answer),
      ...{ language, model, from, answeredAt: clock.wall().toISOString() },
    };
    const report = reportWithAdvice(store.swings.report(job.subject), advice);
    return store.swings.storeRevision({ report, isSameMotion: true }).revision;
  }

  #failedAnswers(job: CoachJob): number {
    return this.#parts.store.coach.failedAnswers(job.id).length;
  }
}
