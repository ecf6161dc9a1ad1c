import { text } from '../locales/text.ts';
import type { PhoneProblem } from '../phone/phone-problem.ts';

/** What stands where something has not come: that it is on its way, or why it did not and how to ask again. */
export function Notice({ problem, onAgain }: { problem: PhoneProblem | null; onAgain: () => void }) {
  if (problem === null) {
    return (
      <main class="coach-screen__main">
        <p class="coach-soft" role="status">
          {text('coach.loading')}
        </p>
      </main>
    );
  }
  const { title, hint } = wordsOf(problem);
  return (
    <main class="coach-screen__main">
      <div class="coach-panel" role="alert">
        <h1 class="coach-panel__title">{title}</h1>
        <p class="coach-soft">{hint}</p>
        <p>
          <button type="button" class="coach-button" onClick={onAgain}>
            {text('coach.again')}
          </button>
        </p>
      </div>
    </main>
  );
}

/** What a coach may not see any more is answered like what never was. */
function wordsOf(problem: PhoneProblem): { readonly title: string; readonly hint: string } {
  const isGone = ['store/swing-unknown', 'store/swing-deleted', 'api/forbidden', 'store/player-unknown'].includes(
    problem.code,
  );
  return isGone ? { title: text('coach.gone'), hint: text('coach.gone.hint') } : problem.words;
}

/** Beside a form whose call was refused. */
export function Refusal({ problem }: { problem: PhoneProblem | null }) {
  if (problem === null) return null;
  const { title, hint } = wordsOf(problem);
  return (
    <p class="coach-refusal" role="alert">
      {title} {hint}
    </p>
  );
}
