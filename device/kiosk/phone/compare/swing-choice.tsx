import type { Progress } from '../../../api/contract/progress.ts';
import type { SwingSummary } from '../../../api/contract/rest.ts';
import { number, text } from '../../locales/text.ts';
import { Action } from '../controls/action.tsx';
import { ProblemNote } from '../controls/problem-note.tsx';
import { OfflineNote } from '../offline-note.tsx';
import type { Phone } from '../phone.ts';
import { hashOf } from '../phone-place.ts';
import { ProgressTabs } from '../progress/progress-tabs.tsx';
import { swingDays } from '../swings/swing-days.ts';
import { useSwingList } from '../swings/use-swing-list.ts';
import { dayWords, timeWords } from '../time-words.ts';
import { useSeen } from '../use-seen.ts';

/** Which two swings: the pairs that people look at most, or any two. */
export function SwingChoice({ phone, first }: { phone: Phone; first: string | null }) {
  const list = useSwingList(phone, { kind: 'shot', club: null });
  const progress = useSeen<Progress>(phone.api, `/users/${phone.player}/progress`);
  const swings = list.nextCursor === undefined ? null : list.swings.filter(({ revision }) => revision !== null);
  const pairs = first !== null || swings === null ? [] : pairsOf(swings, progress.value);
  return (
    <>
      <OfflineNote asOf={list.asOf} problem={list.problem} />
      <h1 class="phone-screen__title">{text('compare.title')}</h1>
      <ProgressTabs current="compare" />
      <ProblemNote problem={swings === null ? list.problem : null} />
      {swings !== null && swings.length < 2 && (
        <p class="progress__none" role="status">
          {text('compare.too-few')}
        </p>
      )}
      {pairs.length > 0 && (
        <ul class="compare__pairs">
          {pairs.map(({ name, one, other }) => (
            <li key={name}>
              <a class="action" href={hashOf({ name: 'compare', first: one, second: other })}>
                {text(`compare.pair.${name}`)}
              </a>
            </li>
          ))}
        </ul>
      )}
      {swings !== null && swings.length >= 2 && (
        <section aria-labelledby="compare-choose">
          <h2 id="compare-choose" class="progress__heading">
            {text(first === null ? 'compare.choose.first' : 'compare.choose.second')}
          </h2>
          <div class="compare__days">
            {swingDays(swings).map(({ day, swings: ofDay }) => (
              <section key={day.getTime()}>
                <h3 class="compare__day">{dayWords(day)}</h3>
                <ul class="progress__rows">
                  {ofDay.map((swing) => (
                    <ChoiceRow key={swing.id} swing={swing} first={first} />
                  ))}
                </ul>
              </section>
            ))}
          </div>
          {list.nextCursor != null && (
            <Action kind="quiet" isRunning={list.isGrowing} onPress={list.grow}>
              {text('compare.older')}
            </Action>
          )}
        </section>
      )}
    </>
  );
}

function ChoiceRow({ swing, first }: { swing: SwingSummary; first: string | null }) {
  const words = (
    <>
      <span class="progress__row-name">{timeWords(swing.recordedAt)}</span>
      {swing.score !== null && (
        <span class="progress__row-value">
          <span aria-hidden="true">{number(swing.score, 1)}</span>
          <span class="spoken-only">{text('score.spoken', { score: number(swing.score, 1) })}</span>
        </span>
      )}
    </>
  );
  if (swing.id === first) {
    return (
      <li>
        <a class="compare__choice" href="#compare" aria-current="true">
          {words}
        </a>
      </li>
    );
  }
  const place = first === null ? { first: swing.id, second: null } : { first, second: swing.id };
  return (
    <li>
      <a class="compare__choice" href={hashOf({ name: 'compare', ...place })}>
        {words}
      </a>
    </li>
  );
}

interface Pair {
  readonly name: 'best-last' | 'first-last' | 'last-two';
  readonly one: string;
  readonly other: string;
}

/** Newest first in; a swing is beside itself in no pair. */
function pairsOf(swings: readonly SwingSummary[], progress: Progress | null): Pair[] {
  const [last, before] = swings;
  if (last === undefined) return [];
  const best = swings.reduce((top, each) => ((each.score ?? -1) > (top.score ?? -1) ? each : top));
  const pairs: Pair[] = [
    { name: 'best-last', one: best.id, other: last.id },
    { name: 'first-last', one: progress?.visits[0]?.newestShot ?? last.id, other: last.id },
    { name: 'last-two', one: before?.id ?? last.id, other: last.id },
  ];
  return pairs.filter(({ one, other }) => one !== other);
}
