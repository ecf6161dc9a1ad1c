import { useEffect, useRef, useState } from 'preact/hooks';
import type { SwingKind } from '../../../api/contract/report.ts';
import { isOfFacility } from '../../connection/appliance-role.ts';
import { number, text } from '../../locales/text.ts';
import { textHere } from '../../locales/text-here.ts';
import { clubWords } from '../../locales/club-words.ts';
import { Choice } from '../controls/choice.tsx';
import { ProblemNote } from '../controls/problem-note.tsx';
import { OfflineNote } from '../offline-note.tsx';
import type { SectionProps } from '../phone.ts';
import { hashOf } from '../phone-place.ts';
import { dayWords } from '../time-words.ts';
import { type SwingDay, swingDays, visitsIn } from './swing-days.ts';
import { SwingRow } from './swing-row.tsx';
import { type ShownList, useSwingList } from './use-swing-list.ts';
import '../coach/coach-cards.css';
import './swings-section.css';

type KindChoice = 'all' | SwingKind;
const KINDS: readonly KindChoice[] = ['all', 'shot', 'practice'];

/** The player's swings, by day. */
export function SwingsSection({ phone }: SectionProps) {
  const [kind, setKind] = useState<KindChoice>('all');
  const [club, setClub] = useState<string | null>(null);
  const list = useSwingList(phone, { kind: kind === 'all' ? null : kind, club });
  const clubs = useClubsSeen(list);
  const hasBays = isOfFacility() || new Set(list.swings.map(({ bay }) => bay)).size > 1;
  const isNarrowed = kind !== 'all' || club !== null;
  return (
    <>
      <OfflineNote asOf={list.asOf} problem={list.problem} />
      <h1 class="phone-screen__title">{text('phone.title')}</h1>
      <div class="swings__filters">
        <Choice<KindChoice>
          label={text('phone.filter.kind')}
          isLabelSpokenOnly
          options={KINDS.map((value) => ({
            value,
            words: text(`phone.kinds.${value as 'all' | 'shot' | 'practice'}`),
          }))}
          chosen={kind}
          onChoose={setKind}
        />
        {(clubs.length > 1 || club !== null) && (
          <select
            class="field__input"
            aria-label={text('phone.filter.club')}
            value={club ?? ''}
            onChange={(change) => setClub(change.currentTarget.value || null)}
          >
            <option value="">{text('phone.filter.club.all')}</option>
            {clubs.map((each) => (
              <option key={each} value={each}>
                {clubWords(each)}
              </option>
            ))}
          </select>
        )}
      </div>
      {list.problem !== null && list.problem.status !== null && <ProblemNote problem={list.problem} />}
      {list.nextCursor === undefined && list.problem === null && <Waiting />}
      {list.nextCursor !== undefined && list.swings.length === 0 && <NoSwings isNarrowed={isNarrowed} />}
      {swingDays(list.swings).map((day) => (
        <Day key={day.day.getTime()} day={day} phone={phone} hasBays={hasBays} />
      ))}
      <GrowsHere list={list} />
    </>
  );
}

/** @param hasBays whether it is worth saying where each visit was */
function Day({ day, phone, hasBays }: { day: SwingDay; hasBays: boolean } & Pick<SectionProps, 'phone'>) {
  const scores = day.swings.flatMap(({ score, kind }) => (score === null || kind !== 'shot' ? [] : [score]));
  return (
    <section class="swings__day">
      <h2 class="swings__day-name">
        {dayWords(day.day)}
        {scores.length > 1 && (
          <span class="swings__best">{text('phone.day.best', { score: number(Math.max(...scores), 1) })}</span>
        )}
      </h2>
      {(hasBays ? visitsIn(day) : [{ session: '', bay: null, swings: day.swings }]).map(({ session, bay, swings }) => (
        <div key={session} class="swings__visit">
          {bay !== null && <h3 class="swings__bay">{bay}</h3>}
          {visitsOf(swings).map((visit) => (
            <a key={visit} class="visit-link" href={hashOf({ name: 'visit', session: visit })}>
              {text('words.visit.link')}
            </a>
          ))}
          <ul class="swings__rows">
            {swings.map((swing) => (
              <SwingRow key={swing.id} api={phone.api} swing={swing} catalogue={phone.catalogue} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function Waiting() {
  return (
    <div class="swings__rows" role="status">
      <span class="spoken-only">{text('phone.loading')}</span>
      {[0, 1, 2, 3].map((row) => (
        <span key={row} class="swing-row swing-row--waiting" aria-hidden="true" />
      ))}
    </div>
  );
}

function NoSwings({ isNarrowed }: { isNarrowed: boolean }) {
  return (
    <div class="swings__none" role="status">
      <p class="swings__none-title">{text(isNarrowed ? 'phone.swings.none-such' : 'phone.swings.none')}</p>
      {!isNarrowed && <p>{textHere('phone.swings.none.hint')}</p>}
    </div>
  );
}

/** The end of the list: whoever comes near it gets more; by keyboard, and where the bay was away, by a press. */
function GrowsHere({ list }: { list: ShownList }) {
  const end = useRef<HTMLDivElement>(null);
  const grow = useRef(list.grow);
  grow.current = list.grow;
  const hasMore = list.nextCursor != null;
  useEffect(() => {
    if (end.current === null || !hasMore) return;
    const watch = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) grow.current();
      },
      { rootMargin: '400px' },
    );
    watch.observe(end.current);
    return () => watch.disconnect();
    // Watched anew after each page: an end that is still near tells so only when it begins to be watched.
  }, [hasMore, list.swings.length]);
  if (!hasMore) return null;
  return (
    <div ref={end} class="swings__more">
      <button type="button" class="action" data-quiet="true" disabled={list.isGrowing} onClick={list.grow}>
        {text(list.isGrowing ? 'phone.loading' : 'phone.swings.more')}
      </button>
    </div>
  );
}

/** The clubs of all swings that were listed since the section was opened. */
function useClubsSeen(list: ShownList): string[] {
  const [clubs, setClubs] = useState<string[]>([]);
  useEffect(() => {
    setClubs((before) => {
      const seen = new Set([...before, ...list.swings.flatMap(({ club }) => (club === null ? [] : [club]))]);
      return seen.size === before.length ? before : [...seen].toSorted();
    });
  }, [list.swings]);
  return clubs;
}

/** An uploaded video belongs to no visit that anybody made. */
function visitsOf(swings: SwingDay['swings']): readonly string[] {
  return [...new Set(swings.filter(({ kind }) => kind === 'shot').map(({ session }) => session))];
}
