import type { DrillsDone, Profile, RecommendedDrills } from '../../../api/contract/accounts.ts';
import type { DrillEffects } from '../../../api/contract/progress.ts';
import { text } from '../../locales/text.ts';
import { ProblemNote } from '../controls/problem-note.tsx';
import { OfflineNote } from '../offline-note.tsx';
import type { SectionProps } from '../phone.ts';
import { useSeen } from '../use-seen.ts';
import { DrillList } from './drill-list.tsx';
import { DrillPage } from './drill-page.tsx';
import { drillOf } from './drills-place.ts';
import { hashOf } from '../phone-place.ts';
import '../coach/coach-cards.css';
import '../progress/progress-section.css';
import './drills-section.css';

/** What to practise and why, how it is done, and whether it shows. */
export function DrillsSection(props: SectionProps) {
  return (
    <div class="progress">
      <Shown {...props} />
    </div>
  );
}

function Shown({ phone }: SectionProps) {
  const recommended = useSeen<RecommendedDrills>(phone.api, '/drills/recommended');
  const done = useSeen<DrillsDone>(phone.api, '/drills/completed');
  const effects = useSeen<DrillEffects>(phone.api, '/drills/effects');
  const me = useSeen<Profile>(phone.api, '/users/me');
  const drill = phone.catalogue.drills.find(({ id }) => id === drillOf(location.hash));
  const looked = {
    recommended: recommended.value,
    done: done.value?.drills ?? [],
    effects: effects.value?.drills ?? [],
  };
  if (drill !== undefined) {
    const again = () => {
      done.again();
      effects.again();
    };
    const isLeft = me.value?.handedness === 'left';
    return <DrillPage key={drill.id} {...looked} {...{ phone, drill, isLeft }} onDone={again} />;
  }
  return (
    <>
      <OfflineNote asOf={recommended.asOf} problem={recommended.problem} />
      <h1 class="phone-screen__title">{text('practice.title')}</h1>
      <ProblemNote problem={recommended.value === null ? recommended.problem : null} />
      <a class="week-link" href={hashOf({ name: 'week' })}>
        <span class="week-link__title">{text('words.week')}</span>
        <span class="week-link__hint">{text('words.week.hint')}</span>
      </a>
      <DrillList {...looked} catalogue={phone.catalogue} />
    </>
  );
}
