import { useEffect, useState } from 'preact/hooks';
import type { Profile } from '../../../api/contract/accounts.ts';
import { LanguageSwitch } from '../../locales/language-switch.tsx';
import { text } from '../../locales/text.ts';
import { ProblemNote } from '../controls/problem-note.tsx';
import { OfflineNote } from '../offline-note.tsx';
import type { SectionProps } from '../phone.ts';
import { useSeen } from '../use-seen.ts';
import type { ChangeProfile } from './change-profile.ts';
import { CoachesCard } from './coaches-card.tsx';
import { ConsentCard } from './consent-card.tsx';
import { DeleteAccount } from './delete-account.tsx';
import { LeaveCard } from './leave-card.tsx';
import { ProfileForm } from './profile-form.tsx';
import { WaysToJoin } from './ways-to-join.tsx';
import './me-section.css';

/** Who the player is, what the bay may do with what is theirs, and the ways out. */
export function MeSection({ phone }: SectionProps) {
  const { api } = phone;
  const seen = useSeen<Profile>(api, '/users/me');
  const [changed, setChanged] = useState<Profile | null>(null);
  useEffect(() => setChanged(null), [seen.value]);
  const profile = changed ?? seen.value;
  const change: ChangeProfile = async (fields) => setChanged(await api.call<Profile>('PATCH', '/users/me', fields));
  return (
    <div class="me">
      <OfflineNote asOf={seen.asOf} problem={seen.problem} />
      <header>
        <h1 class="phone-screen__title">{profile?.name ?? text('phone.tab.me')}</h1>
        {profile !== null && <p class="me__email">{profile.email}</p>}
      </header>
      {seen.problem !== null && seen.problem.status !== null && <ProblemNote problem={seen.problem} />}
      {profile === null && seen.problem === null && <p role="status">{text('phone.loading')}</p>}
      {profile !== null && (
        <>
          <ProfileForm key={profile.id} profile={profile} onChange={change} />
          <ConsentCard profile={profile} onChange={change} />
          <CoachesCard api={api} player={phone.player} />
          <WaysToJoin api={api} onChange={change} />
          <section class="phone-card">
            <h2 class="phone-card__title">{text('language.title')}</h2>
            <LanguageSwitch />
          </section>
          <LeaveCard api={api} />
          <DeleteAccount api={api} />
        </>
      )}
    </div>
  );
}
