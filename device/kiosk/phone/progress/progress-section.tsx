import { useEffect, useState } from 'preact/hooks';
import type { Progress } from '../../../api/contract/progress.ts';
import { text } from '../../locales/text.ts';
import { clubWords } from '../../locales/club-words.ts';
import { ProblemNote } from '../controls/problem-note.tsx';
import { OfflineNote } from '../offline-note.tsx';
import type { SectionProps } from '../phone.ts';
import { useSeen } from '../use-seen.ts';
import { GoalForm } from './goal-form.tsx';
import { GoalsPage } from './goals-page.tsx';
import { MetricPage } from './metric-page.tsx';
import { ProgressOverview } from './progress-overview.tsx';
import { progressPlaceOf } from './progress-place.ts';
import { ProgressTabs } from './progress-tabs.tsx';
import './progress-section.css';

/** A player over time: what has really changed, each number by itself, and what is aimed at. */
export function ProgressSection(props: SectionProps) {
  return (
    <div class="progress">
      <Shown {...props} />
    </div>
  );
}

function Shown({ phone }: SectionProps) {
  const [club, setClub] = useState<string | undefined>(undefined);
  const query = club === undefined ? '' : `?club=${encodeURIComponent(club)}`;
  const seen = useSeen<Progress>(phone.api, `/users/${phone.player}/progress${query}`);
  useEffect(() => phone.onResult(seen.again), [phone, seen.again]);
  const shown = progressPlaceOf(location.hash);
  const progress = seen.value;
  if (progress === null) {
    return (
      <>
        <h1 class="phone-screen__title">{text('progress.title')}</h1>
        <ProblemNote problem={seen.problem} />
        {seen.problem === null && <p class="progress__waiting">{text('progress.loading')}</p>}
      </>
    );
  }
  switch (shown.name) {
    case 'metric':
      return <MetricPage key={location.hash} phone={phone} place={shown} club={progress.club} />;
    case 'goal':
      return <GoalForm phone={phone} progress={progress} metric={shown.metric} />;
    case 'goals':
      return <GoalsPage phone={phone} />;
    case 'overview':
      return (
        <>
          <OfflineNote asOf={seen.asOf} problem={seen.problem} />
          <h1 class="phone-screen__title">{text('progress.title')}</h1>
          <ProgressTabs current="overview" />
          {progress.clubs.length > 1 && <ClubChoice progress={progress} onChoose={setClub} />}
          <ProgressOverview progress={progress} catalogue={phone.catalogue} />
        </>
      );
  }
}

function ClubChoice({ progress, onChoose }: { progress: Progress; onChoose: (club: string) => void }) {
  return (
    <select
      class="field__input"
      aria-label={text('progress.club')}
      value={progress.club ?? ''}
      onChange={(change) => onChoose(change.currentTarget.value)}
    >
      {progress.clubs.map(({ club }) => (
        <option key={club} value={club ?? ''}>
          {club === null ? text('progress.club.unsaid') : clubWords(club)}
        </option>
      ))}
    </select>
  );
}
