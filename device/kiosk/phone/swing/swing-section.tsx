import { useEffect, useMemo } from 'preact/hooks';
import type { Handedness, SwingReport } from '../../../api/contract/report.ts';
import type { AcceptedSwing } from '../../../api/contract/rest.ts';
import { CoachNotes } from '../../coach/coach-notes.tsx';
import { isOfFacility } from '../../connection/appliance-role.ts';
import { text } from '../../locales/text.ts';
import { textHere } from '../../locales/text-here.ts';
import { HandSwitch } from '../../result/hand-switch.tsx';
import { Verdict } from '../../result/verdict.tsx';
import { clubWords } from '../../locales/club-words.ts';
import { ProblemNote } from '../controls/problem-note.tsx';
import { OfflineNote } from '../offline-note.tsx';
import type { Phone, SectionProps } from '../phone.ts';
import { hashOf } from '../phone-place.ts';
import { TakeHome } from '../take-home/take-home.tsx';
import type { TakeHomeCalls } from '../take-home/take-home-calls.ts';
import { dayWords, timeWords } from '../time-words.ts';
import { useSeen } from '../use-seen.ts';
import { DeleteSwing } from './delete-swing.tsx';
import { PhoneReplay } from './phone-replay.tsx';
import { CoachWords } from './coach-words.tsx';
import { ShotNumbers } from './shot-numbers.tsx';
import { SwingNumbers } from './swing-numbers.tsx';
import { WorkOn } from './work-on.tsx';
import './swing-section.css';

/** One swing: seen again, then what it means. */
export function SwingSection({ phone, place }: SectionProps) {
  return place.name === 'swing' ? <OneSwing key={place.id} phone={phone} id={place.id} /> : null;
}

function OneSwing({ phone, id }: { phone: Phone; id: string }) {
  const { value, asOf, problem, again } = useSeen<SwingReport | AcceptedSwing>(phone.api, `/swings/${id}/analysis`);
  useEffect(() => phone.onResult((swing) => swing === id && again()), [phone, id, again]);
  const report = value !== null && 'metrics' in value ? value : null;
  return (
    <article class="swing-section">
      <header class="swing-section__head">
        <a class="swing-section__back" href={hashOf({ name: 'swings' })} aria-label={text('phone.back')}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="m15 5-7 7 7 7" />
          </svg>
        </a>
        <h1 class="swing-section__title">
          {report?.club == null ? text('phone.swing') : clubWords(report.club)}
          {report !== null && <span class="swing-section__when">{whenWords(report)}</span>}
        </h1>
      </header>
      <OfflineNote asOf={asOf} problem={problem} />
      {report === null ? (
        <Instead isMeasuring={value !== null} problem={problem} />
      ) : (
        <Measured phone={phone} report={report} />
      )}
      {(report !== null || problem?.code === 'analysis/failed') && <DeleteSwing api={phone.api} id={id} />}
    </article>
  );
}

function Measured({ phone, report }: { phone: Phone; report: SwingReport }) {
  const { api, catalogue } = phone;
  // The player takes the film along at once: the phone's own copy is for what is seen again here.
  const calls = useMemo<TakeHomeCalls>(
    () => ({ call: (...order) => api.call(...order), fetchVideo: (path) => api.fetchFile(path, null) }),
    [api],
  );
  const changeHand = (handedness: Handedness) => api.call('PUT', `/swings/${report.id}/handedness`, { handedness });
  return (
    <>
      <PhoneReplay api={api} report={report} />
      <section>
        <h2 class="spoken-only">{text('phone.swing.result')}</h2>
        <Verdict report={report} catalogue={catalogue}>
          {/* Measuring anew takes a bay. */}
          {!isOfFacility() && <HandSwitch key={report.revision} report={report} onChange={changeHand} />}
        </Verdict>
      </section>
      <WorkOn api={api} report={report} catalogue={catalogue} />
      <CoachWords report={report} />
      <CoachNotes swingId={report.id} api={api} />
      <SwingNumbers report={report} catalogue={catalogue} />
      {report.shot !== null && <ShotNumbers shot={report.shot} />}
      <a class="action" href={hashOf({ name: 'compare', first: report.id, second: null })}>
        {text('phone.swing.compare')}
      </a>
      <TakeHome swingId={report.id} calls={calls} />
    </>
  );
}

function Instead({ isMeasuring, problem }: { isMeasuring: boolean } & Parameters<typeof ProblemNote>[0]) {
  if (problem !== null && problem.status !== null) return <ProblemNote problem={problem} />;
  if (problem !== null) return <p class="swing-section__instead">{textHere('phone.not-kept')}</p>;
  return (
    <p class="swing-section__instead" role="status">
      {text(isMeasuring ? 'result.measuring' : 'phone.loading')}
    </p>
  );
}

/** Of a facility also where: it has several bays. */
function whenWords({ recordedAt, bay }: SwingReport): string {
  const day = new Date(recordedAt);
  day.setHours(0, 0, 0, 0);
  const when = `${dayWords(day)}, ${timeWords(recordedAt)}`;
  return isOfFacility() ? `${when} · ${bay}` : when;
}
