import { useEffect, useState } from 'preact/hooks';
import type { Leaderboard as ScoreBoard } from '../../api/contract/accounts.ts';
import type { LeaderboardBody } from '../../api/contract/games.ts';
import { currentLanguage } from '../locales/language.ts';
import { areOfSeveralBays, Leaderboard } from '../games/leaderboard.tsx';
import { counted, number, text } from '../locales/text.ts';
import { Panel } from './panel.tsx';
import { refusalWords } from './refusal-words.ts';
import type { VisitApi } from './visit-api.ts';
import './leaderboard-view.css';

/** Who swings best in this bay, and who swings most alike. Names are shown only of players who asked for it. */
export function LeaderboardView(props: {
  api: Pick<VisitApi, 'fetchScores' | 'fetchConsistency'>;
  onClose: () => void;
}) {
  const { api, onClose } = props;
  const [scores, setScores] = useState<ScoreBoard | null>(null);
  const [alike, setAlike] = useState<LeaderboardBody | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    const fail = (error: unknown) => setTrouble(refusalWords(error));
    api.fetchScores().then(setScores, fail);
    api.fetchConsistency().then(setAlike, fail);
  }, [api]);
  return (
    <Panel name="leaderboard-view" title={text('board.title')} onClose={onClose}>
      {trouble !== null && (
        <p class="panel__trouble" role="alert">
          {trouble}
        </p>
      )}
      {scores !== null && (
        <section class="leaderboard leaderboard-view__scores" aria-labelledby="board-scores">
          <h3 id="board-scores" class="leaderboard__title">
            {counted('board.scores', scores.days)}
          </h3>
          {scores.rows.length === 0 && <p class="leaderboard__empty">{text('board.scores.empty')}</p>}
          <ol class="leaderboard__places">
            {scores.rows.map(({ rank, name, bay, scoreBest, shots }, at) => (
              <li key={`${at} ${name}`} class="leaderboard__place">
                <span class="leaderboard__number">{rank}</span>
                <span class="leaderboard__name">
                  {name}
                  <small class="leaderboard__close">
                    {[areOfSeveralBays(scores.rows) ? bay : null, counted('board.shots', shots)]
                      .filter((words) => words !== null)
                      .join(' · ')}
                  </small>
                </span>
                <strong class="leaderboard__points">{number(scoreBest, 1)}</strong>
              </li>
            ))}
          </ol>
        </section>
      )}
      {alike !== null && (
        <div>
          <Leaderboard board={alike} />
          <p class="leaderboard-view__hint">{text('board.alike')}</p>
        </div>
      )}
      <p class="leaderboard-view__hint leaderboard-view__how">
        {text('board.how')}
        {scores !== null && isOld(scores.othersHeardAt) && <> {othersSince(scores.othersHeardAt)}</>}
      </p>
    </Panel>
  );
}

/** Bays hear of each other every few seconds; what is some minutes old is worth saying. */
const OLD_MS = 10 * 60_000;

function isOld(heardAt: string | null): heardAt is string {
  return heardAt !== null && Date.now() - Date.parse(heardAt) > OLD_MS;
}

function othersSince(heardAt: string): string {
  const format = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium', timeStyle: 'short' });
  return text('board.others', { moment: format.format(new Date(heardAt)) });
}
