import { useState } from 'preact/hooks';
import { type Club, CLUB_GROUPS } from '../../api/contract/clubs.ts';
import { text } from '../locales/text.ts';
import type { ScreenState } from '../screen/screen-state.ts';
import { clubWords } from '../locales/club-words.ts';
import { Panel } from './panel.tsx';
import { refusalWords } from './refusal-words.ts';
import type { VisitApi } from './visit-api.ts';
import './club-view.css';

/** One tap says which club is in hand, for swings from now on. */
export function ClubView(props: { state: ScreenState; api: VisitApi; onClose: () => void }) {
  const { state, api, onClose } = props;
  const [trouble, setTrouble] = useState<string | null>(null);
  const inHand = state.visit.body?.club ?? null;
  const take = (club: Club | null) => {
    api.takeClub(club).then(onClose, (error: unknown) => setTrouble(refusalWords(error)));
  };
  return (
    <Panel name="club-view" title={text('club.title')} onClose={onClose}>
      {CLUB_GROUPS.map(({ group, clubs }) => (
        <section key={group} class="club-view__group" aria-labelledby={`club-${group}`}>
          <h3 id={`club-${group}`} class="club-view__name">
            {text(`club.group.${group}`)}
          </h3>
          <div class="club-view__clubs">
            {clubs.map((club) => (
              <button
                key={club}
                type="button"
                class="pill club-view__club"
                aria-pressed={club === inHand}
                onClick={() => take(club)}
              >
                {clubWords(club)}
              </button>
            ))}
          </div>
        </section>
      ))}
      <button type="button" class="pill club-view__none" aria-pressed={inHand === null} onClick={() => take(null)}>
        {text('club.none')}
      </button>
      <p class="panel__trouble" role="alert">
        {trouble}
      </p>
    </Panel>
  );
}
