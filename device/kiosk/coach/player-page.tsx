import type { CoachedPlayerDetail } from '../../api/contract/coaching.ts';
import type { Catalogue } from '../connection/catalogue.ts';
import { clubWords } from '../locales/club-words.ts';
import { listed, number, text, textIfKnown } from '../locales/text.ts';
import type { PhoneApi } from '../phone/phone-api.ts';
import { hashOf } from './coach-place.ts';
import { GivenDrills } from './given-drills.tsx';
import { Notice } from './notice.tsx';
import { DrillsDone, PlayerGoals } from './player-aims.tsx';
import { SwingTimeline } from './swing-timeline.tsx';
import { faultName } from './swing-words.ts';
import { TrendList } from './trend-list.tsx';
import { useAnswer } from './use-answer.ts';
import './player-page.css';

/** One player before a lesson: what they want, how it goes, what stands out, what they were given to do, every swing. */
export function PlayerPage(props: { api: PhoneApi; catalogue: Catalogue; coach: string; player: string }) {
  const { api, catalogue, coach, player } = props;
  const { value, problem, again } = useAnswer<CoachedPlayerDetail>(api, `/coaching/players/${player}`);
  if (value === null || problem !== null) return <Notice problem={problem} onAgain={again} />;
  return (
    <main class="coach-screen__main">
      <div>
        <a href={hashOf({ name: 'players' })}>{text('coach.back.players')}</a>
        <h1 class="coach-screen__title">{value.name}</h1>
      </div>
      <div class="player-page">
        <div class="player-page__column">
          <Facts player={value} />
          <Faults player={value} catalogue={catalogue} />
          <PlayerGoals {...{ api, catalogue, player }} />
          <GivenDrills
            api={api}
            catalogue={catalogue}
            coach={coach}
            player={player}
            drills={value.drills}
            onChange={again}
          />
          <DrillsDone {...{ api, catalogue, player }} />
        </div>
        <div class="player-page__column">
          <TrendList trends={value.trends} catalogue={catalogue} />
          <SwingTimeline api={api} player={player} notes={value.notes} />
        </div>
      </div>
    </main>
  );
}

function Facts({ player }: { player: CoachedPlayerDetail }) {
  const { handedness, heightCm, handicap, usualMiss, club, goals, limitations, swings, visits, scoreMean } = player;
  const facts: readonly (readonly [string, string | null])[] = [
    [text('coach.fact.hand'), handedness === null ? null : text(`coach.hand.${handedness}`)],
    [text('coach.fact.height'), heightCm === null ? null : `${heightCm} cm`],
    [text('coach.fact.handicap'), handicap === null ? null : number(handicap, Number.isInteger(handicap) ? 0 : 1)],
    [text('coach.fact.miss'), usualMiss === null ? null : (textIfKnown(`coach.miss.${usualMiss}`) ?? usualMiss)],
    [text('coach.fact.club'), club === null ? null : clubWords(club)],
    [text('coach.fact.goals'), goals.length === 0 ? null : listed(goals)],
    [text('coach.fact.limitations'), limitations.length === 0 ? null : listed(limitations)],
    [text('coach.fact.swings'), text('coach.fact.swings.of', { swings, visits })],
    [text('coach.fact.score'), scoreMean === null ? null : number(scoreMean, 1)],
  ];
  const known = facts.filter(([, value]) => value !== null);
  return (
    <section class="coach-panel" aria-labelledby="player-facts">
      <h2 id="player-facts" class="coach-panel__title">
        {text('coach.facts')}
      </h2>
      <dl class="player-page__facts">
        {known.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Faults({ player, catalogue }: { player: CoachedPlayerDetail; catalogue: Catalogue }) {
  const { faults, faultsOf } = player;
  return (
    <section class="coach-panel" aria-labelledby="player-faults">
      <h2 id="player-faults" class="coach-panel__title">
        {text('coach.faults')}
      </h2>
      <p class="coach-soft">{text('coach.faults.of', { shots: faultsOf })}</p>
      {faults.length === 0 && <p>{text('coach.faults.none')}</p>}
      <ul class="player-page__faults">
        {faults.map((fault) => (
          <li key={fault.id}>
            <span>{faultName(catalogue, fault.id)}</span>
            <span class="player-page__bar" aria-hidden="true">
              <span style={{ width: `${(100 * fault.swings) / Math.max(1, faultsOf)}%` }} />
            </span>
            <span>{text('coach.fault.seen', { swings: fault.swings, shots: faultsOf })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
