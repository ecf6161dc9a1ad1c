import type { SwingReport } from '../../api/contract/report.ts';
import { text } from '../locales/text.ts';
import type { EarlierSwings } from './earlier-swings.ts';
import { changeInNoise, readingIn } from './key-numbers.ts';
import { NumberHistory } from './number-history.tsx';
import type { NumberWords } from './number-words.ts';
import { standingOf } from './standing.ts';
import './number-detail.css';

/** One number explained: what it is, how sure, what is usual, what it was before, and whether it has really changed. */
export function NumberDetail(props: {
  number: NumberWords;
  report: SwingReport;
  earlier: EarlierSwings;
  isOfFault: boolean;
  onBack: () => void;
}) {
  const { number, report, earlier, isOfFault, onBack } = props;
  const standing = standingOf(number);
  return (
    <section class="number-detail" aria-labelledby="number-detail-title">
      <header class="number-detail__head">
        <h3 id="number-detail-title" class="number-detail__title">
          {number.name} {number.at !== null && <small>{number.at}</small>}
        </h3>
        <button type="button" class="all-numbers__back" onClick={onBack}>
          {text('result.back')}
        </button>
      </header>
      <p class="number-detail__value">
        <strong>
          {number.value}
          <span data-tight={number.unit === '°'}>{number.unit}</span>
        </strong>
        {number.direction !== null && <span class="number-detail__direction">{number.direction}</span>}
        {standing !== null && (
          <span class="number-tile__standing" data-standing={standing}>
            {text(`standing.${standing}`)}
          </span>
        )}
      </p>
      <p class="number-detail__sentence">{number.sentence}</p>
      {isOfFault && <p class="number-detail__fault">{text('numbers.of-fault')}</p>}
      <dl class="number-detail__facts">
        <Fact name={text('numbers.fact.sure')} value={text('numbers.range', number.range)} />
        {number.typicalRange !== null && (
          <Fact name={text('numbers.fact.usual')} value={text('numbers.range', number.typicalRange)} />
        )}
        <Earlier kind="last" number={number} report={earlier.last} />
        <Earlier kind="best" number={number} report={earlier.best} />
      </dl>
      <NumberHistory number={number} report={report} alike={earlier.alike} />
    </section>
  );
}

function Fact({ name, value, note }: { name: string; value: string; note?: string }) {
  return (
    <div class="number-detail__fact">
      <dt>{name}</dt>
      <dd>
        {value}
        {note !== undefined && <small>{note}</small>}
      </dd>
    </div>
  );
}

function Earlier(props: { kind: 'last' | 'best'; number: NumberWords; report: SwingReport | null }) {
  const { kind, number, report } = props;
  const reading = report === null ? null : readingIn(report, number.key);
  if (reading === null) return null;
  const isReal = changeInNoise(number.metric, reading) > 1;
  return (
    <Fact
      name={text(`numbers.fact.${kind}`)}
      value={number.say(reading.value)}
      note={text(isReal ? 'numbers.change.real' : 'numbers.change.noise')}
    />
  );
}
