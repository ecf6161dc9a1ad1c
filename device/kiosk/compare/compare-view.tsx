import { useState } from 'preact/hooks';
import type { SwingReport } from '../../api/contract/report.ts';
import type { BayApi } from '../connection/bay-api.ts';
import type { Catalogue } from '../connection/catalogue.ts';
import { number, text, textIfKnown } from '../locales/text.ts';
import { ComparedReplays } from './compared-replays.tsx';
import { differenceWords } from './difference-words.ts';
import { DifferenceList } from './difference-list.tsx';
import { useComparison } from './use-comparison.ts';
import './compare-view.css';

/** A swing that may be compared with, as the page names it. */
export interface OtherSwing {
  readonly id: string;
  readonly name: string;
  readonly score: number | null;
  readonly isBest: boolean;
}

/** Two swings beside each other: their replays in step from event to event, and which numbers really differ. */
export function CompareView(props: {
  report: SwingReport;
  name: string;
  /** Newest first; at least one. */
  others: readonly OtherSwing[];
  catalogue: Catalogue;
  api: BayApi;
  onBack: () => void;
}) {
  const { report, name, others, catalogue, api, onBack } = props;
  const best = others.find(({ isBest }) => isBest) ?? others[0];
  const [otherId, setOtherId] = useState(best?.id ?? '');
  const other = others.find(({ id }) => id === otherId) ?? best;
  const compared = useComparison(api, otherId, report.id);
  if (other === undefined) return null;
  const isThere = compared !== null && compared !== 'lost';
  const unlike = isThere ? compared.comparison.unlike : null;
  return (
    <div class="compare-view">
      <header class="compare-view__head">
        <h3 class="compare-view__title">{text('beside.title', { earlier: other.name, now: name })}</h3>
        <button type="button" class="compare-view__back" onClick={onBack}>
          {text('result.back')}
        </button>
      </header>
      <nav class="compare-view__others" aria-label={text('beside.choose')}>
        {others.map((each) => (
          <button
            type="button"
            key={each.id}
            class="compare-view__other"
            aria-pressed={each.id === other.id}
            onClick={() => setOtherId(each.id)}
          >
            {each.name}
            {each.score !== null && <strong>{number(each.score, 1)}</strong>}
            {each.isBest && <span class="compare-view__best">{text('beside.best')}</span>}
          </button>
        ))}
      </nav>
      <div class="compare-view__replays">
        {isThere ? (
          <ComparedReplays
            key={compared.other.id}
            api={api}
            now={{ report, name }}
            earlier={{ report: compared.other, name: other.name }}
          />
        ) : (
          <p class="compare-view__words" role="status">
            {text(compared === null ? 'beside.loading' : 'beside.lost')}
          </p>
        )}
      </div>
      <section class="compare-view__numbers" aria-label={text('numbers.title')}>
        {isThere && (
          <>
            <div class="compare-view__scores">
              <Score name={other.name} score={compared.other.score?.overall ?? null} />
              <Score name={name} score={report.score?.overall ?? null} isNow />
            </div>
            {unlike !== null && (
              <p class="compare-view__unlike">{textIfKnown(`beside.unlike.${unlike}`) ?? text('beside.unlike.any')}</p>
            )}
            <DifferenceList differences={differenceWords(compared.comparison, catalogue)} />
          </>
        )}
      </section>
    </div>
  );
}

function Score({ name, score, isNow }: { name: string; score: number | null; isNow?: boolean }) {
  return (
    <p class="compare-view__score" data-now={isNow}>
      {name}
      <strong>{score === null ? '–' : number(score, 1)}</strong>
    </p>
  );
}
