import type { CoachedPlayerBody, CoachedPlayersBody } from '../../api/contract/coaching.ts';
import type { Catalogue } from '../connection/catalogue.ts';
import { text } from '../locales/text.ts';
import type { PhoneApi } from '../phone/phone-api.ts';
import { hashOf } from './coach-place.ts';
import { Notice } from './notice.tsx';
import { dayWords, decimalsOf, faultName, metricName, signed } from './swing-words.ts';
import { useAnswer } from './use-answer.ts';
import './players-page.css';

const FAULTS_SHOWN = 3;
const CHANGES_SHOWN = 3;

/** Who chose this coach, whoever swung last first: what is wrong lately, and what has really changed. */
export function PlayersPage(props: { api: PhoneApi; catalogue: Catalogue; coach: string }) {
  const { api, catalogue, coach } = props;
  const { value, problem, again } = useAnswer<CoachedPlayersBody>(api, '/coaching/players');
  if (value === null) return <Notice problem={problem} onAgain={again} />;
  const { players } = value;
  return (
    <main class="coach-screen__main">
      <h1 class="coach-screen__title">{text('coach.players')}</h1>
      {players.length === 0 ? (
        <div class="coach-panel">
          <p>{text('coach.players.none')}</p>
          <p class="coach-soft">{text('coach.players.none.hint')}</p>
          <p>
            <code class="players-page__id">{coach}</code>
          </p>
        </div>
      ) : (
        <ul class="players-page__list">
          {players.map((player) => (
            <PlayerRow key={player.id} player={player} catalogue={catalogue} />
          ))}
        </ul>
      )}
    </main>
  );
}

function PlayerRow({ player, catalogue }: { player: CoachedPlayerBody; catalogue: Catalogue }) {
  const { id, name, swings, visits, lastSwingAt } = player;
  return (
    <li class="coach-panel players-page__player">
      <div class="players-page__who">
        <h2 class="players-page__name">
          <a href={hashOf({ name: 'player', id })}>{name}</a>
        </h2>
        <p class="coach-soft">
          {lastSwingAt === null
            ? text('coach.player.never')
            : text('coach.player.last', { day: dayWords(lastSwingAt), visits, swings })}
        </p>
      </div>
      {swings > 0 && <FaultsAndChanges player={player} catalogue={catalogue} />}
    </li>
  );
}

/** Fewer visits cannot tell a change from noise. */
const VISITS_MIN = 4;

function FaultsAndChanges({ player, catalogue }: { player: CoachedPlayerBody; catalogue: Catalogue }) {
  const { visits, faults, changes } = player;
  return (
    <>
      <div>
        <h3 class="players-page__label">{text('coach.faults')}</h3>
        {faults.length === 0 ? (
          <p class="coach-soft">{text('coach.faults.none')}</p>
        ) : (
          <ul class="players-page__chips">
            {faults.slice(0, FAULTS_SHOWN).map((fault) => (
              <li key={fault.id} class="coach-chip">
                {faultName(catalogue, fault.id)} <span class="coach-soft">×{fault.swings}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
      <div>
        <h3 class="players-page__label">{text('coach.changes')}</h3>
        {changes.length === 0 ? (
          <p class="coach-soft">
            {text(visits < VISITS_MIN ? 'coach.verdict.too-early-to-say' : 'coach.changes.none')}
          </p>
        ) : (
          <ul class="players-page__chips">
            {changes.slice(0, CHANGES_SHOWN).map((change) => (
              <li key={`${change.id} ${change.at}`} class="coach-chip" data-verdict={change.verdict}>
                {metricName(catalogue, change)}{' '}
                <strong>{signed(change.value, decimalsOf(catalogue, change.id), change.unit)}</strong>{' '}
                {text(`coach.verdict.${change.verdict}`)}
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  );
}
