import { breakable } from '../locales/compound-breaks.ts';
import { text } from '../locales/text.ts';
import { readingIn, type KeyNumber } from './key-numbers.ts';
import type { EarlierSwings } from './earlier-swings.ts';
import { RangeBar, type RangeMark } from './range-bar.tsx';
import { standingOf } from './standing.ts';
import './number-tile.css';

/** One of the five: its value, its range beside what is usual and beside earlier swings, and what that means. */
export function NumberTile(props: { keyNumber: KeyNumber; earlier: EarlierSwings; onOpen: () => void }) {
  const { keyNumber, earlier, onOpen } = props;
  const { number, reason } = keyNumber;
  const marks = marksOf(keyNumber, earlier);
  const standing = standingOf(number);
  return (
    <li class="number-tile" data-reason={reason}>
      <button type="button" class="number-tile__open" onClick={onOpen}>
        <span class="number-tile__name">{breakable(number.name)}</span>
        <span class="number-tile__at">{number.moment}</span>
        <span class="number-tile__value" data-rough={number.isRough}>
          {number.value}
          <span class="number-tile__unit" data-tight={number.unit === '°'}>
            {number.unit}
          </span>
        </span>
        <RangeBar number={number} marks={marks} />
        <span class="spoken-only">{text('numbers.sure', number.range)}</span>
        {marks.map(({ kind, said }) => (
          <span key={kind} class="spoken-only">
            {text(`numbers.${kind}.spoken`, { value: said })}
          </span>
        ))}
        <span class="number-tile__standing" data-standing={standing}>
          {number.isRough
            ? text('numbers.estimate')
            : standing === null
              ? number.direction
              : text(`standing.${standing}`)}
        </span>
        <span class="number-tile__sentence">{number.sentence}</span>
      </button>
    </li>
  );
}

/** Last and best where they are two swings; the best alone where they are one. */
function marksOf({ number }: KeyNumber, { last, best }: EarlierSwings): (RangeMark & { said: string })[] {
  const of = (kind: RangeMark['kind'], report: EarlierSwings['last']) => {
    const reading = report === null ? null : readingIn(report, number.key);
    if (reading === null) return [];
    return [{ kind, value: number.onScale(reading.value), said: `${number.say(reading.value)} ${number.unit}` }];
  };
  return [...(last?.id === best?.id ? [] : of('last', last)), ...of('best', best)];
}
