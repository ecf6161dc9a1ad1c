import type { LeaderboardBody } from '../../api/contract/games.ts';
import { text } from '../locales/text.ts';
import './leaderboard.css';

/** The most consistent ten swings of this bay, or of all of its facility. Names are shown of players only; a guest is a guest. */
export function Leaderboard({ board }: { board: LeaderboardBody }) {
  const hasBays = areOfSeveralBays(board.entries);
  const title = text(hasBays ? 'leaderboard.title.facility' : 'leaderboard.title');
  return (
    <section class="leaderboard" aria-label={title}>
      <h2 class="leaderboard__title">{title}</h2>
      {board.entries.length === 0 && <p class="leaderboard__empty">{text('leaderboard.empty')}</p>}
      <ol class="leaderboard__places">
        {board.entries.map((entry) => (
          <Place key={entry.place} entry={entry} hasBays={hasBays} />
        ))}
      </ol>
    </section>
  );
}

function Place({ entry, hasBays }: { entry: LeaderboardBody['entries'][number]; hasBays: boolean }) {
  const { place, player, bay, points, isThisVisit, isTooCloseToCall } = entry;
  // In one line, so that five places stand on the smallest screen.
  const remarks = [hasBays ? bay : null, isTooCloseToCall ? text('leaderboard.close') : null].filter(
    (one) => one !== null,
  );
  return (
    <li class="leaderboard__place" data-mine={isThisVisit}>
      <span class="leaderboard__number">{place}</span>
      <span class="leaderboard__name">
        {isThisVisit ? text('leaderboard.you') : (player ?? text('leaderboard.guest'))}
        {remarks.length > 0 && <small class="leaderboard__close">{remarks.join(' · ')}</small>}
      </span>
      <strong class="leaderboard__points">{Math.round(points)}</strong>
    </li>
  );
}

/** Whether it is worth saying of each place in which bay it was. */
export function areOfSeveralBays(places: readonly { readonly bay: string | null }[]): boolean {
  return new Set(places.flatMap(({ bay }) => bay ?? [])).size > 1;
}
