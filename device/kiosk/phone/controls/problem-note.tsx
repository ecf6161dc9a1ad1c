import type { PhoneProblem } from '../phone-problem.ts';
import './controls.css';

/** What did not work, and what to do about it. */
export function ProblemNote({ problem }: { problem: PhoneProblem | null }) {
  if (problem === null) return null;
  const { title, hint } = problem.words;
  return (
    <div class="problem-note" role="alert">
      <p class="problem-note__title">{title}</p>
      {hint !== '' && <p>{hint}</p>}
    </div>
  );
}
