/**
 * Gathers what a question is made of from the store, and what its answer will be judged by. Consent is asked here, at
 * the last moment before anything leaves.
 */
import { readFile } from 'node:fs/promises';
import type { CoachPicture, CoachQuestion } from '../../device/ports/coach.port.ts';
import type { CoachJob } from '../../device/store/coach-repository.ts';
import type { Store } from '../../device/store/store.ts';
import type { Language } from '../../device/swing/advice/language.ts';
import { spanOfWeek } from '../../device/swing/coach/week-of.ts';
import type { SwingReport } from '../../device/swing/report/swing-report.ts';
import type { Log } from '../../device/telemetry/log.ts';
import { choosePictures } from './choose-pictures.ts';
import { type CoachedGolfer, type CoachFacts, factsOfSwing, factsOfSwings } from './coach-facts.ts';
import { pictureToSend } from './coach-picture.ts';
import type { CoachConfig } from './coach.config.ts';
import { golferAt } from './face-region.ts';
import { swingsText, swingText } from './facts-text.ts';
import { type FailedAnswer, questionOf } from './question.ts';
import { isGone, readableReport } from './readable-report.ts';
import { swingsTogether } from './swings-together.ts';

export interface PreparedQuestion {
  readonly question: CoachQuestion;
  /** As it is kept: pictures by their sha256. */
  readonly kept: { readonly turns: CoachQuestion['turns']; readonly pictures: readonly string[] };
}

/** Why nothing can be asked about a job, any more. */
export type Obstacle = 'not-allowed' | 'gone';

const EARLIER_SWINGS = 5;
/** As many as a screen lists of a visit. */
const SWINGS_TOGETHER_MAX = 60;

/** What a job is about, as the store holds it now. */
type Matter =
  | { readonly kind: 'swing'; readonly report: SwingReport; readonly history: readonly SwingReport[] }
  | { readonly kind: 'swings'; readonly reports: readonly SwingReport[] };

export class QuestionDesk {
  readonly #store: Store;
  readonly #config: CoachConfig;
  readonly #language: Language;
  readonly #log: Log;

  constructor(parts: { store: Store; config: CoachConfig; language: Language; log: Log }) {
    this.#store = parts.store;
    this.#config = parts.config;
    this.#language = parts.language;
    this.#log = parts.log;
  }

  async prepare(job: CoachJob): Promise<PreparedQuestion | Obstacle> {
    if (!this.#store.players.mayLeaveBay(job.player)) return 'not-allowed';
    const matter = this.#matterOf(job);
    if (matter === null) return 'gone';
    const golfer = this.#golferOf(job.player);
    const { model, outputTokensMax } = this.#config;
    const sent = matter.kind === 'swing' ? await this.#picturesOf(matter.report, job.player) : [];
    const facts =
      matter.kind === 'swing'
        ? swingText({ ...matter, golfer })
        : swingsText({ ...matter, golfer, together: swingsTogether(matter.reports) });
    const failed = (this.#store.coach.failedAnswers(job.id).at(-1) ?? null) as FailedAnswer | null;
    const pictures = sent.map(({ picture }) => picture);
    const question = questionOf({
      ...{ task: job.task, language: this.#language, model, outputTokensMax, facts, pictures, failed },
    });
    // While pictures were made, the player may have said no.
    if (!this.#store.players.mayLeaveBay(job.player)) return 'not-allowed';
    return { question, kept: { turns: question.turns, pictures: sent.map(({ sha256 }) => sha256) } };
  }

  /** By what the store holds now: a report that was revised since judges by its newer numbers. Null where it has gone. */
  factsFor(job: CoachJob, pictures: number): CoachFacts | null {
    const matter = this.#matterOf(job);
    if (matter === null) return null;
    const golfer = this.#golferOf(job.player);
    return matter.kind === 'swing'
      ? factsOfSwing({ ...matter, golfer, pictures })
      : factsOfSwings({ ...matter, golfer, together: swingsTogether(matter.reports) });
  }

  #matterOf(job: CoachJob): Matter | null {
    try {
      if (job.task === 'swing') return this.#swingMatter(job);
      const asked = job.task === 'visit' ? { session: job.subject } : spanOfWeek(job.subject);
      const { swings } = this.#store.swings.list({ ...asked, player: job.player, kind: 'shot' }, SWINGS_TOGETHER_MAX);
      const reports = this.#reportsOf(swings);
      return reports.length === 0 ? null : { kind: 'swings', reports };
    } catch (error) {
      if (isGone(error)) return null;
      throw error;
    }
  }

  #swingMatter({ subject, player }: CoachJob): Matter | null {
    const swing = this.#store.swings.find(subject);
    if (swing.player !== player) return null;
    const report = this.#store.swings.report(subject);
    const earlier = this.#store.swings.list({ player, kind: 'shot' }, EARLIER_SWINGS, swing.ordinal);
    return { kind: 'swing', report, history: this.#reportsOf(earlier.swings) };
  }

  #reportsOf(swings: readonly { readonly id: string; readonly revision: number | null }[]): SwingReport[] {
    return swings
      .filter(({ revision }) => revision !== null)
      .map(({ id }) => readableReport(this.#store, id))
      .filter((report) => report !== null);
  }

  #golferOf(player: string): CoachedGolfer {
    const { handicap, heightCm, goals, limitations, usualMiss } = this.#store.players.profile(player);
    const targets = this.#store.goals
      .of(player)
      .map(({ metric, at, low, high, club }) => ({ id: metric, at, low, high, club }));
    return { handicap, heightCm, goals, limitations, usualMiss, targets };
  }

  /** A picture that cannot be read, or whose face cannot be found, is left out. */
  async #picturesOf(report: SwingReport, player: string): Promise<{ picture: CoachPicture; sha256: string }[]> {
    const { showsFace } = this.#store.players.profile(player);
    const present = new Set(
      this.#store.media.list(report.id).flatMap(({ sha256, state }) => (state === 'present' ? [sha256] : [])),
    );
    const pictures: { picture: CoachPicture; sha256: string }[] = [];
    for (const { sha256, event, camera, timeMs } of choosePictures(report, this.#config.pictures)) {
      if (!present.has(sha256)) continue;
      try {
        const track = this.#store.poses.find(report.id, camera);
        const where = track === undefined ? null : golferAt(track, timeMs);
        if (where === null) continue;
        const sent = await pictureToSend(await readFile(this.#store.media.pathOf({ sha256 })), where, showsFace);
        const role = report.cameras.find(({ name }) => name === camera)?.role ?? 'other';
        const caption = `Picture ${pictures.length + 1}: ${event}, ${role}`;
        pictures.push({ picture: { ...sent, caption }, sha256 });
      } catch (error) {
        this.#log.warn({ error, swing: report.id, event }, 'A key frame could not be made ready for the coach.');
      }
    }
    return pictures;
  }
}
