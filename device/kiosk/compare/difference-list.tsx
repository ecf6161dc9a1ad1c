import { useState } from 'preact/hooks';
import { counted, text } from '../locales/text.ts';
import { useRowsThatFit } from '../result/use-rows-that-fit.ts';
import type { DifferenceWords } from './difference-words.ts';
import './difference-list.css';

/** What differs, a row a number and as many as there is room for; what only measuring made comes last and is grey. */
export function DifferenceList({ differences }: { differences: readonly DifferenceWords[] }) {
  const { room, rows } = useRowsThatFit(ROW);
  const [turned, setTurned] = useState(0);
  const real = differences.filter(({ verdict }) => verdict !== 'no-real-difference');
  const pages = Math.max(1, Math.ceil(differences.length / rows));
  const page = turned % pages;
  return (
    <div class="difference-list">
      <header class="difference-list__head">
        <h4 class="difference-list__title">
          {real.length === 0 ? text('beside.none') : counted('beside.count', real.length)}
        </h4>
        {pages > 1 && (
          <button type="button" class="difference-list__more" onClick={() => setTurned(page + 1)}>
            {text('numbers.more')}
            <span class="spoken-only">{text('numbers.page', { page: page + 1, pages })}</span>
            <span aria-hidden="true">{`${page + 1}/${pages}`}</span>
          </button>
        )}
      </header>
      <div ref={room} class="difference-list__room">
        <ul class="difference-list__rows">
          {differences.slice(page * rows, (page + 1) * rows).map((each) => (
            <DifferenceRow key={each.number.key} difference={each} />
          ))}
        </ul>
      </div>
      <p class="difference-list__legend">{text('beside.legend')}</p>
    </div>
  );
}

const ROW = { heightRem: 4.6, gapRem: 0.7 };
/** Arrows beside the words: up, down, both ways, level. */
const SIGNS: Readonly<Record<DifferenceWords['verdict'], string>> = {
  better: 'M10 2 18 12H13V18H7V12H2Z',
  worse: 'M10 18 2 8H7V2H13V8H18Z',
  changed: 'M2 10 7 4V8H13V4L18 10 13 16V12H7V16Z',
  'no-real-difference': 'M3 7H17V9H3ZM3 12H17V14H3Z',
};

function DifferenceRow({ difference: each }: { difference: DifferenceWords }) {
  const { number, before, verdict, difference } = each;
  return (
    <li class="difference-row" data-verdict={verdict}>
      <span class="difference-row__name">
        {number.name} <small>{number.at}</small>
      </span>
      <span class="difference-row__values">
        <span class="difference-row__before">{before}</span>
        <span aria-hidden="true">→</span>
        <strong>
          {number.value}
          <small data-tight={number.unit === '°'}>{number.unit}</small>
        </strong>
      </span>
      <span class="difference-row__verdict">
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d={SIGNS[verdict]} />
        </svg>
        {text(`beside.verdict.${verdict}`)}
      </span>
      <DifferenceBar difference={difference} />
      <span class="difference-row__by">{difference.said}</span>
    </li>
  );
}

/** The difference with its 90 % range on a bar whose middle is none at all: what reaches over the middle may be nothing. */
function DifferenceBar({ difference: { value, low, high } }: Pick<DifferenceWords, 'difference'>) {
  const reach = Math.max(Math.abs(low), Math.abs(high)) * 1.1 || 1;
  const percent = (at: number) => `${(50 + (at / reach) * 50).toFixed(1)}%`;
  return (
    <span class="difference-bar" aria-hidden="true">
      <span
        class="difference-bar__range"
        style={{ left: percent(low), width: `${(((high - low) / reach) * 50).toFixed(1)}%` }}
      />
      <span class="difference-bar__none" />
      <span class="difference-bar__value" style={{ left: percent(value) }} />
    </span>
  );
}
