import type { SwingReport } from '../../../api/contract/report.ts';
import type { AcceptedSwing, SwingComparisonBody } from '../../../api/contract/rest.ts';
import { counted, listed, text, textIfKnown } from '../../locales/text.ts';
import { ProblemNote } from '../controls/problem-note.tsx';
import { OfflineNote } from '../offline-note.tsx';
import type { Phone, SectionProps } from '../phone.ts';
import { hashOf } from '../phone-place.ts';
import { useSeen } from '../use-seen.ts';
import { type ComparisonWords, comparisonWords, type DifferenceWords } from './comparison-words.ts';
import { ReplayPair } from './replay-pair.tsx';
import { SwingChoice } from './swing-choice.tsx';
import { swingMoment } from './swing-moment.ts';
import '../progress/progress-section.css';
import './compare-section.css';

/** Two of the player's swings beside each other. */
export function CompareSection({ phone, place }: SectionProps) {
  if (place.name !== 'compare') return null;
  const { first, second } = place;
  return (
    <div class="progress">
      {first === null || second === null ? (
        <SwingChoice phone={phone} first={first} />
      ) : (
        <Pair key={`${first} ${second}`} phone={phone} first={first} second={second} />
      )}
    </div>
  );
}

function Pair({ phone, first, second }: { phone: Phone; first: string; second: string }) {
  const comparison = useSeen<SwingComparisonBody>(phone.api, `/swings/${first}/compare/${second}`);
  const one = useReport(phone, first);
  const other = useReport(phone, second);
  const names = one === null || other === null ? null : namesOf(one, other);
  const words = comparison.value === null ? null : comparisonWords(comparison.value, phone.catalogue);
  return (
    <>
      <a class="progress__back" href="#compare">
        {text('compare.others')}
      </a>
      <OfflineNote asOf={comparison.asOf} problem={comparison.problem} />
      <h1 class="phone-screen__title">{text('compare.title')}</h1>
      {names !== null && (
        <p class="compare__names">
          {text('compare.names', names)}{' '}
          <a href={hashOf({ name: 'compare', first: second, second: first })}>{text('compare.swap')}</a>
        </p>
      )}
      <ProblemNote problem={comparison.value === null ? comparison.problem : null} />
      {words !== null && <InWords words={words} unlike={comparison.value?.unlike ?? null} />}
      {comparison.value !== null && one !== null && other !== null && names !== null && (
        <section class="phone-card" aria-label={text('compare.replay')}>
          <ReplayPair api={phone.api} first={one} second={other} comparison={comparison.value} names={names} />
        </section>
      )}
      {words !== null && names !== null && <InNumbers words={words} names={names} />}
    </>
  );
}

/** Null until it has been measured. */
function useReport(phone: Phone, swing: string): SwingReport | null {
  const { value } = useSeen<SwingReport | AcceptedSwing>(phone.api, `/swings/${swing}/analysis`);
  return value !== null && 'metrics' in value ? value : null;
}

function namesOf(one: SwingReport, other: SwingReport): { first: string; second: string } {
  return { first: swingMoment(one.recordedAt), second: swingMoment(other.recordedAt) };
}

function InWords({ words, unlike }: { words: ComparisonWords; unlike: string | null }) {
  const { real, same } = words;
  const caution = unlike === null ? undefined : textIfKnown(`compare.unlike.${unlike}`);
  return (
    <section class="phone-card" aria-labelledby="compare-words">
      <h2 id="compare-words" class="phone-card__title">
        {real.length === 0 ? text('compare.nothing') : counted('compare.real', real.length)}
      </h2>
      {caution !== undefined && <p class="phone-card__hint">{caution}</p>}
      {real.length > 0 && (
        <ul class="progress__findings">
          {real.map((each) => (
            <li key={each.key} class="compare__finding" data-verdict={each.verdict}>
              <span class="progress__finding-title">{each.words.title}</span>
              <span class="compare__way">{text('compare.way', { first: each.first, second: each.second })}</span>
              <span class="progress__verdict" data-tone={TONES[each.verdict]}>
                {each.verdictWords}
              </span>
            </li>
          ))}
        </ul>
      )}
      {real.length > 0 && <p class="phone-card__hint">{text('compare.chance')}</p>}
      {same.length > 0 && <p class="phone-card__hint">{counted('compare.same', same.length)}</p>}
    </section>
  );
}

const TONES: Readonly<Record<DifferenceWords['verdict'], string>> = {
  better: 'good',
  worse: 'bad',
  changed: 'new',
  'no-real-difference': 'even',
};

function InNumbers({ words, names }: { words: ComparisonWords; names: { first: string; second: string } }) {
  return (
    <details class="progress__more">
      <summary>{text('compare.all-numbers')}</summary>
      <div class="compare__table" role="region" aria-label={text('compare.all-numbers')} tabIndex={0}>
        <table class="progress__table">
          <thead>
            <tr>
              <th scope="col">{text('goal.number')}</th>
              <th scope="col">{names.first}</th>
              <th scope="col">{names.second}</th>
              <th scope="col">{text('compare.column.difference')}</th>
            </tr>
          </thead>
          <tbody>
            {[...words.real, ...words.same].map((each) => (
              <tr key={each.key} data-real={each.verdict !== 'no-real-difference'}>
                <th scope="row">{each.words.title}</th>
                <td>{each.first}</td>
                <td>{each.second}</td>
                <td>
                  {each.difference}
                  <span class="progress__soft compare__verdict">{each.verdictWords}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {words.missing.length > 0 && (
        <p class="compare__missing">{text('compare.missing', { names: listed(words.missing) })}</p>
      )}
    </details>
  );
}
