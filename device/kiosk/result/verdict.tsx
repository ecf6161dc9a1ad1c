import type { SwingReport } from '../../api/contract/report.ts';
import type { Catalogue } from '../connection/catalogue.ts';
import type { ComponentChildren } from 'preact';
import { text } from '../locales/text.ts';
import { praiseWords } from './fault-words.ts';
import { ScoreDial } from './score-dial.tsx';
import { TempoPicture } from './tempo-picture.tsx';
import './verdict.css';

/** The first glance: score in a ring and in words, what was good, tempo as a picture; beside the words what else may be tapped there. */
export function Verdict(props: { report: SwingReport; catalogue: Catalogue; children?: ComponentChildren }) {
  const { report, catalogue, children } = props;
  const praise = praiseWords(report, catalogue);
  const score = report.score?.overall ?? null;
  return (
    <section class="verdict">
      <ScoreDial score={score} size="large" />
      <div class="verdict__words">
        <header class="verdict__head">
          <h3 class="verdict__title">{scoreWords(score)}</h3>
          {children}
        </header>
        {praise !== null && <p class="verdict__praise">{praise}</p>}
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
