import type { LeaderboardBody } from '../../api/contract/games.ts';
import { text } from '../locales/text.ts';
import './leaderboard.css';

/** The most consistent ten swings of this bay, or of all of its facility. Names are shown of players only; a guest is a guest. */
export function Leaderboard({ board }: { board: LeaderboardBody }) {
  const hasBays = areOfSeveralBays(board.entries);
  return (
    <section class="leaderboard" aria-label={text('leaderboard.title')}>
      <h2 class="leaderboard__title">{text('leaderboard.title')}</h2>
      {board.entries.length === 0 && <p class="leaderboard__empty">{text('leaderboard.empty')}</p>}
      <ol class="leaderboard__places">
        {board.entries.map(({ place, player, bay, points, isThisVisit, isTooCloseToCall }) => (
          <li key={place} class="leaderboard__place" data-mine={isThisVisit}>
            <span class="leaderboard__number">{place}</span>
            <span class="leaderboard__name">
              {isThisVisit ? text('leaderboard.you') : (player ?? text('leaderboard.guest'))}
              {hasBays && bay !== null && <small class="leaderboard__close">{bay}</small>}
              {isTooCloseToCall && <small class="leaderboard__close">{text('leaderboard.close')}</small>}
            </span>
            <strong class="leaderboard__points">{Math.round(points)}</strong>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Whether it is worth saying of each place in which bay it was. */
export function areOfSeveralBays(places: readonly { readonly bay: string | null }[]): boolean {
  return new Set(places.flatMap(({ bay }) => bay ?? [])).size > 1;
}
