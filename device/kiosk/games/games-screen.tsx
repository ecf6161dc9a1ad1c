import { useEffect, useState } from 'preact/hooks';
import type { BayApi } from '../connection/bay-api.ts';
import { type Catalogue, EMPTY_CATALOGUE } from '../connection/catalogue.ts';
import { text } from '../locales/text.ts';
import { useLanguage } from '../locales/use-language.ts';
import { BayMark } from '../screen/bay-mark.tsx';
import { ConsistencyChallenge } from './consistency-challenge.tsx';
import type { GamesApi } from './games-api.ts';
import type { OnResult } from './on-result.ts';
import { TempoTrainer } from './tempo-trainer.tsx';
import './games-screen.css';

const GAMES = ['tempo', 'consistency'] as const;
type Game = (typeof GAMES)[number];

/** Which game an address opens: `/games#consistency`. */
function gameOf(hash: string): Game {
  return GAMES.find((game) => `#${game}` === hash) ?? 'tempo';
}

/** The page of the games, one at a time. */
export function GamesScreen(props: { api: GamesApi; bay: Pick<BayApi, 'fetchCatalogue'>; onResult: OnResult }) {
  const { api, bay, onResult } = props;
  const [game, setGame] = useState<Game>(gameOf(location.hash));
  const [catalogue, setCatalogue] = useState<Catalogue>(EMPTY_CATALOGUE);
  const language = useLanguage();
  useEffect(() => {
    const follow = () => setGame(gameOf(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  useEffect(() => {
    // Without it numbers go by their ids.
    bay.fetchCatalogue(language).then(setCatalogue, () => undefined);
  }, [bay, language]);
  return (
    <div class="games-screen">
      <header class="games-screen__header">
        <h1 class="games-screen__name">
          <BayMark />
          {text('games.title')}
        </h1>
        <nav class="games-screen__games" aria-label={text('games.title')}>
          {GAMES.map((each) => (
            <a
              key={each}
              href={`#${each}`}
              class="games-screen__game"
              aria-current={each === game ? 'page' : undefined}
            >
              {text(`games.${each}`)}
            </a>
          ))}
          <a href="./" class="games-screen__game">
            {text('games.back')}
          </a>
        </nav>
      </header>
      <main class="games-screen__main">
        {game === 'tempo' ? (
          <TempoTrainer api={api} onResult={onResult} />
        ) : (
          <ConsistencyChallenge api={api} catalogue={catalogue} onResult={onResult} />
        )}
      </main>
    </div>
  );
}
