/** An answer that was given to a like swing of the same player, where every word of it is true of this one too. */
import type { Store } from '../../device/store/store.ts';
import type { Language } from '../../device/swing/advice/language.ts';
import { type CoachAnswer, coachAnswerSchema } from '../../device/swing/report/coach-answer.ts';
import type { SwingReport } from '../../device/swing/report/swing-report.ts';
import type { CoachFacts } from './coach-facts.ts';
import { groundingProblems } from './grounding.ts';
import { readableReport } from './readable-report.ts';

export interface SimilarAnswer {
  readonly answer: CoachAnswer;
  readonly model: string;
}

/** Half of what two swings of one golfer usually lie apart. */
const DISTANCE_MAX = 0.5;
const NEIGHBOURS_MAX = 5;
const ANSWERS_MAX = 500;

export function similarAnswer(
  store: Store,
  asked: { readonly report: SwingReport; readonly player: string; readonly facts: CoachFacts },
  language: Language,
  since: string,
): SimilarAnswer | null {
  const { report, player, facts } = asked;
  const embedding = store.embeddings.find(report.id);
  if (embedding === undefined) return null;
  const answers = store.coach.answersOf(player, 'swing', since, ANSWERS_MAX);
  const near = store.similarity.nearest({ embedding, except: report.id, among: { player }, limit: NEIGHBOURS_MAX });
  for (const { swing, distance } of near) {
    if (distance > DISTANCE_MAX) break;
    const kept = answers.find((one) => one.subject === swing && one.language === language);
    const other = kept === undefined ? null : readableReport(store, swing);
    if (kept === undefined || other === null || !isOfTheSameKind(other, report)) continue;
    const parsed = coachAnswerSchema.safeParse(kept.document);
    if (!parsed.success) continue;
    const answer = withoutPictures(parsed.data);
    if (groundingProblems(answer, { ...facts, pictures: 0 }, language).length === 0) {
      return { answer, model: kept.model };
    }
  }
  return null;
}

function isOfTheSameKind(one: SwingReport, other: SwingReport): boolean {
  const faultsOf = ({ faults }: SwingReport): string => faults.map(({ id }) => id).join();
  return one.club === other.club && one.handedness === other.handedness && faultsOf(one) === faultsOf(other);
}

/** Its pictures were of the other swing. */
function withoutPictures(answer: CoachAnswer): CoachAnswer {
  return { ...answer, swingPhases: answer.swingPhases.map((phase) => ({ ...phase, frameNumber: null })) };
}
