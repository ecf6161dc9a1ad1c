import type { SwingReport } from '../../api/contract/report.ts';
import { text } from '../locales/text.ts';
import { ScoreDial } from './score-dial.tsx';
import { TempoPicture } from './tempo-picture.tsx';
import './verdict.css';

/** The first glance: score in a ring and in words, tempo as a picture. */
export function Verdict({ report }: { report: SwingReport }) {
  const score = report.score?.overall ?? null;
  return (
    <section class="verdict">
      <ScoreDial score={score} size="large" />
      <div class="verdict__words">
        <h3 class="verdict__title">{scoreWords(score)}</h3>
        <TempoPicture metrics={report.metrics} />
      </div>
    </section>
  );
}

function scoreWords(score: number | null): string {
  if (score === null) return text('score.none');
  if (score >= 8.5) return text('score.great');
  if (score >= 7) return text('score.good');
  return text(score >= 5 ? 'score.fair' : 'score.work');
}
