import { useEffect } from 'preact/hooks';
import type { VisitCoach } from '../../../api/contract/coach.ts';
import type { SessionBody } from '../../../api/contract/sessions.ts';
import { useLanguage } from '../../locales/use-language.ts';
import { text } from '../../locales/text.ts';
import { ProblemNote } from '../controls/problem-note.tsx';
import { OfflineNote } from '../offline-note.tsx';
import type { Phone, SectionProps } from '../phone.ts';
import { hashOf } from '../phone-place.ts';
import { dayWords } from '../time-words.ts';
import { useSeen } from '../use-seen.ts';
import { ClaudeNote } from './claude-note.tsx';
import { DrillLinks } from './drill-links.tsx';
import { useLaterAgain } from './use-later-again.ts';
import '../progress/progress-section.css';
import '../drills/drills-section.css';
import './coach-cards.css';

type Golfer = VisitCoach['golfers'][number];
type Words = Golfer['offline'];

/** A visit summed up: what got better, what to work on, and the drills for it. */
export function VisitSection({ phone, place }: SectionProps) {
  return place.name === 'visit' ? <OneVisit key={place.session} phone={phone} session={place.session} /> : null;
}

function OneVisit({ phone, session }: { phone: Phone; session: string }) {
  const language = useLanguage();
  const path = `/sessions/${encodeURIComponent(session)}`;
  const told = useSeen<VisitCoach>(phone.api, `${path}/coach?lang=${language}`);
  const visit = useSeen<SessionBody>(phone.api, path);
  useEffect(() => phone.onResult(told.again), [phone, told.again]);
  const golfer = told.value?.golfers.find(({ player }) => player === phone.player) ?? told.value?.golfers[0];
  // It is asked about when the visit ends, which may be while somebody reads.
  useLaterAgain(['waiting', 'not-asked'].includes(golfer?.claude.state ?? ''), told.again);
  return (
    <article class="progress">
      <a class="progress__back" href={hashOf({ name: 'swings' })}>
        {text('phone.back')}
      </a>
      <OfflineNote asOf={told.asOf} problem={told.problem} />
      <h1 class="phone-screen__title">{text('words.visit')}</h1>
      {visit.value !== null && <p class="progress__moment">{whenWords(visit.value.startedAt)}</p>}
      <ProblemNote problem={told.value === null ? told.problem : null} />
      {golfer === undefined ? (
        <p class="progress__waiting" role="status">
          {text(told.value === null ? 'words.loading' : 'words.visit.none')}
        </p>
      ) : (
        <Told phone={phone} golfer={golfer} language={language} onChanged={told.again} />
      )}
      <a class="action" href={hashOf({ name: 'week' })}>
        {text('words.week')}
      </a>
    </article>
  );
}

/** Claude's words on top where they are there; the bay's own, which always are, below or instead. */
function Told(props: { phone: Phone; golfer: Golfer; language: string; onChanged: () => void }) {
  const { phone, golfer, language, onChanged } = props;
  const { offline, claude } = golfer;
  const { document } = claude;
  return (
    <>
      <VisitWords phone={phone} words={document ?? offline} language={claude.language ?? language} />
      <ClaudeNote api={phone.api} claude={claude} isShown={document !== null} onChanged={onChanged} />
      {document !== null && (
        <details class="progress__more">
          <summary>{text('words.bay.too')}</summary>
          <div class="coach-cards__inner">
            <VisitWords phone={phone} words={offline} language={language} />
          </div>
        </details>
      )}
    </>
  );
}

function VisitWords({ phone, words, language }: { phone: Phone; words: Words; language: string }) {
  const { overview, positives, focus, drills, coachingCues } = words;
  return (
    <div class="coach-cards">
      <p class="coach-cards__overview" lang={language}>
        {overview}
      </p>
      {positives.length > 0 && (
        <section class="phone-card coach-cards__good">
          <h2 class="phone-card__title">{text('words.better')}</h2>
          <ul class="coach-cards__list" lang={language}>
            {positives.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      )}
      {focus.length > 0 && (
        <section class="phone-card coach-cards__focus">
          <h2 class="phone-card__title">{text('words.focus')}</h2>
          {focus.map(({ what, why }) => (
            <div key={what} lang={language}>
              <p class="coach-cards__what">{what}</p>
              <p class="progress__soft">{why}</p>
            </div>
          ))}
        </section>
      )}
      {drills.length > 0 && (
        <section class="phone-card">
          <h2 class="phone-card__title">{text('words.drills')}</h2>
          <DrillLinks drills={drills} catalogue={phone.catalogue} language={language} />
        </section>
      )}
      {coachingCues.length > 0 && (
        <section class="phone-card">
          <h2 class="phone-card__title">{text('words.cues')}</h2>
          <ul class="coach-cards__list coach-cards__cues" lang={language}>
            {coachingCues.map((cue) => (
              <li key={cue}>{cue}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function whenWords(startedAt: string): string {
  const day = new Date(startedAt);
  day.setHours(0, 0, 0, 0);
  return dayWords(day);
}
