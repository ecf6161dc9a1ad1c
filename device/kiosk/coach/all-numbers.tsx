import type { SwingReport } from '../../api/contract/report.ts';
import { type Catalogue, wordsOfId } from '../connection/catalogue.ts';
import { number, text } from '../locales/text.ts';
import { coachNumbers, type CoachNumber } from './coach-numbers.ts';
import { decimalsOf, faultName, momentWords, withUnit } from './swing-words.ts';
import './all-numbers.css';

/** What was found, every number with its interval and how it came about, and what could not be known. */
export function AllNumbers({ report, catalogue }: { report: SwingReport; catalogue: Catalogue }) {
  const { measured, withheld } = coachNumbers(report, catalogue);
  return (
    <div class="all-numbers">
      {report.faults.length > 0 && (
        <ul class="all-numbers__faults">
          {report.faults.map(({ id, severity, likelihood }) => (
            <li key={id} class="coach-chip">
              {faultName(catalogue, id)} <span class="coach-soft">{text(`coach.severity.${severity}`)}</span>
              {likelihood !== undefined && <span class="coach-soft"> {number(likelihood * 100, 0)} %</span>}
            </li>
          ))}
        </ul>
      )}
      <p class="coach-soft">{text('coach.numbers.hint')}</p>
      <table class="all-numbers__table">
        <caption class="spoken-only">{text('coach.tab.numbers')}</caption>
        <thead class="spoken-only">
          <tr>
            <th scope="col">{text('coach.numbers.name')}</th>
            <th scope="col">{text('coach.numbers.value')}</th>
          </tr>
        </thead>
        <tbody>
          {measured.map((each) => (
            <NumberLine key={`${each.metric.id} ${each.metric.at}`} number={each} catalogue={catalogue} />
          ))}
        </tbody>
      </table>
      {withheld.length > 0 && (
        <details>
          <summary>{text('coach.numbers.withheld', { count: withheld.length })}</summary>
          <ul class="all-numbers__withheld">
            {withheld.map(({ metric }) => (
              <li key={`${metric.id} ${metric.at}`}>
                {nameOf(catalogue, metric.id)}
                {momentWords(metric.id, metric.at) !== null && ` ${momentWords(metric.id, metric.at)}`}:{' '}
                <span class="coach-soft">{text(`withheld.${metric.withheld}`)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function NumberLine({ number: each, catalogue }: { number: CoachNumber; catalogue: Catalogue }) {
  const { metric, typical, isCoachOnly } = each;
  const decimals = decimalsOf(catalogue, metric.id);
  const say = (value: number) => number(value, decimals);
  const moment = momentWords(metric.id, metric.at);
  return (
    <tr data-coach-only={isCoachOnly}>
      <th scope="row">
        {nameOf(catalogue, metric.id)}
        {moment !== null && <span class="coach-soft"> {moment}</span>}
        {isCoachOnly && <span class="all-numbers__mine">{text('coach.numbers.mine')}</span>}
      </th>
      <td>
        <strong>{withUnit(say(metric.value), metric.unit)}</strong>
        <span class="all-numbers__range">
          {text('numbers.range', { low: say(metric.low), high: say(metric.high) })}
        </span>
        {typical !== null && (
          <span class="all-numbers__range">
            {text('numbers.typical', { low: say(typical.low), high: say(typical.high) })}
          </span>
        )}
        <span class="all-numbers__range">{text(`coach.method.${metric.method}`)}</span>
      </td>
    </tr>
  );
}

const nameOf = (catalogue: Catalogue, id: string): string =>
  catalogue.metrics.find((each) => each.id === id)?.name ?? wordsOfId(id);
