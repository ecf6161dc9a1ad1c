import { useState } from 'preact/hooks';
import type { GolferSummary, SummaryNumber } from '../../api/contract/visit-summary.ts';
import { type Catalogue, wordsOfId } from '../connection/catalogue.ts';
import { number, text, textIfKnown } from '../locales/text.ts';
import { ChangeChart } from './change-chart.tsx';
import './numbers-of-visit.css';

const SHOWN_MAX = 4;
const VERDICT_SIGNS = { improved: '▲', declined: '▼', changed: '◆', steady: '=', 'too-early-to-say': '?' } as const;

/** What became better, told apart from what would vary anyway; the number that is chosen is drawn. */
export function NumbersOfVisit({ golfer, catalogue }: { golfer: GolferSummary; catalogue: Catalogue }) {
  const numbers = golfer.numbers.slice(0, SHOWN_MAX);
  const [chosen, setChosen] = useState(0);
  const drawn = numbers[chosen];
  return (
    <section class="session-view__card numbers-of-visit" aria-labelledby="summary-numbers">
      <h3 id="summary-numbers" class="session-view__name">
        {text('summary.numbers')}
      </h3>
      {drawn === undefined ? (
        <p class="session-view__hint">{text('summary.numbers.none')}</p>
      ) : (
        <>
          <ol class="numbers-of-visit__list">
            {numbers.map((each, at) => (
              <li key={`${each.id} ${each.at}`}>
                <button
                  type="button"
                  class="numbers-of-visit__number"
                  aria-pressed={at === chosen}
                  data-verdict={each.verdict}
                  onClick={() => setChosen(at)}
                >
                  <span class="numbers-of-visit__sign" aria-hidden="true">
                    {VERDICT_SIGNS[each.verdict]}
                  </span>
                  <span>
                    <span class="numbers-of-visit__name">{nameOf(each, catalogue)}</span>
                    <span class="numbers-of-visit__verdict">{verdictOf(each)}</span>
                  </span>
                </button>
              </li>
            ))}
          </ol>
          <ChangeChart of={drawn} unit={unitOf(drawn)} />
          <p class="numbers-of-visit__legend">{text(drawn.change === null ? 'summary.early' : 'summary.legend')}</p>
        </>
      )}
    </section>
  );
}

function nameOf({ id, at }: SummaryNumber, catalogue: Catalogue): string {
  const name = catalogue.metrics.find((metric) => metric.id === id)?.name ?? wordsOfId(id);
  const moment = at === null ? undefined : textIfKnown(`event.${at}`);
  return moment === undefined ? name : text('summary.number.at', { name, moment });
}

function unitOf({ unit }: SummaryNumber): string {
  if (unit === '°') return '°';
  return unit === 'ratio' ? '' : `\u00a0${unit}`;
}

function verdictOf(each: SummaryNumber): string {
  const { change, verdict, decimals } = each;
  if (change === null || verdict === 'too-early-to-say' || verdict === 'steady')
    return text(`summary.verdict.${verdict}`);
  const [from, to] = [change.from, change.to].map((value) => `${number(value, decimals)}${unitOf(each)}`);
  return text(`summary.verdict.${verdict}`, { from: from ?? '', to: to ?? '' });
}
