import type { MetricProgressBody, Progress } from '../../../api/contract/progress.ts';
import { text } from '../../locales/text.ts';
import { ProblemNote } from '../controls/problem-note.tsx';
import { OfflineNote } from '../offline-note.tsx';
import type { Phone } from '../phone.ts';
import { useSeen } from '../use-seen.ts';
import { shortDate } from './date-words.ts';
import { keyOf, type MetricWords, metricWords } from './metric-words.ts';
import type { ProgressPlace } from './progress-place.ts';
import { verdictWords } from './progress-words.ts';
import { TrendChart } from './trend-chart.tsx';

/** One number over time: in words, as a chart with every shot, and visit by visit. */
export function MetricPage(props: {
  phone: Phone;
  place: Extract<ProgressPlace, { name: 'metric' }>;
  club: string | null;
}) {
  const { phone, place, club } = props;
  const query = new URLSearchParams({ metric: place.id, club: club ?? '' });
  if (place.at !== null) query.set('at', place.at);
  const seen = useSeen<Progress>(phone.api, `/users/${phone.player}/progress?${query.toString()}`);
  const progress = seen.value;
  const metric = progress?.metrics[0];
  const words = metric === undefined ? null : metricWords(metric, phone.catalogue, metric.levels.at(-1)?.mean);
  return (
    <>
      <a class="progress__back" href="#progress">
        {text('progress.back')}
      </a>
      <OfflineNote asOf={seen.asOf} problem={seen.problem} />
      <ProblemNote problem={progress === null ? seen.problem : null} />
      {progress !== null && metric !== undefined && words !== null && (
        <Shown progress={progress} metric={metric} words={words} phone={phone} />
      )}
    </>
  );
}

function Shown(props: { progress: Progress; metric: MetricProgressBody; words: MetricWords; phone: Phone }) {
  const { progress, metric, words, phone } = props;
  const { visits } = progress;
  const { tone, short, sentence, noise } = verdictWords(metric, words, visits);
  const about = phone.catalogue.metrics.find(({ id }) => id === metric.id);
  const { typical } = metric;
  const range = typical === null ? null : ends(typical, words.flip).map((each) => words.say(each));
  return (
    <>
      <h1 class="phone-screen__title">{words.name}</h1>
      {words.moment !== null && <p class="progress__moment">{words.moment}</p>}
      <section class="phone-card" aria-label={text('progress.over-time')}>
        <p class="progress__verdict" data-tone={tone}>
          {short}
        </p>
        <p class="progress__sentence">{sentence}</p>
        {noise !== null && <p class="phone-card__hint">{noise}</p>}
        {metric.levels.length > 0 && (
          <TrendChart
            series={metric}
            visits={visits}
            typical={typical}
            flip={words.flip}
            decimals={metric.decimals}
            say={words.sayBare}
            label={sentence}
            points={progress.points ?? []}
          />
        )}
        {range !== null && (
          <p class="phone-card__hint">{text('progress.typical', { low: range[0] ?? '', high: range[1] ?? '' })}</p>
        )}
        {metric.leftOut > 0 && <p class="phone-card__hint">{text('progress.left-out', { count: metric.leftOut })}</p>}
      </section>
      {about !== undefined && <p class="progress__about">{about.sentence}</p>}
      <a class="action" data-main="true" href={`#progress/goal/${keyOf(metric)}`}>
        {text('progress.set-goal')}
      </a>
      {metric.levels.length > 0 && <VisitTable metric={metric} words={words} visits={visits} />}
    </>
  );
}

/** Both ends in the order in which a chart has them. */
const ends = ({ low, high }: { low: number; high: number }, flip: 1 | -1): [number, number] =>
  flip === 1 ? [low, high] : [high, low];

function VisitTable(props: { metric: MetricProgressBody; words: MetricWords; visits: Progress['visits'] }) {
  const { metric, words, visits } = props;
  return (
    <details class="progress__more">
      <summary>{text('progress.by-visit')}</summary>
      <table class="progress__table">
        <thead>
          <tr>
            <th scope="col">{text('progress.column.visit')}</th>
            <th scope="col">{text('progress.column.middle')}</th>
            <th scope="col">{text('progress.column.between')}</th>
            <th scope="col">{text('progress.column.shots')}</th>
          </tr>
        </thead>
        <tbody>
          {metric.levels.toReversed().map(({ visit, mean, low, high, shots }) => {
            const [from, to] = ends({ low, high }, words.flip);
            return (
              <tr key={visit}>
                <th scope="row">
                  <a href={`#swing/${visits[visit]?.newestShot ?? ''}`}>{shortDate(visits[visit]?.startedAt ?? '')}</a>
                </th>
                <td>{words.say(mean)}</td>
                <td>{text('numbers.between', { low: words.sayBare(from), high: words.sayBare(to) })}</td>
                <td>{shots}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}
