import { useEffect, useState } from 'preact/hooks';
import type { LeaderboardBody } from '../../api/contract/games.ts';
import { LanguageSwitch } from '../locales/language-switch.tsx';
import { text } from '../locales/text.ts';
import { BayMark } from '../screen/bay-mark.tsx';
import { isBayBlind } from '../screen/blind-bay.ts';
import type { PanelKind, ScreenState } from '../screen/screen-state.ts';
import { SwingFigure } from './swing-figure.tsx';
import type { VisitApi } from './visit-api.ts';
import './pill.css';
import './attract-view.css';

const BEST_SHOWN = 3;
const REFRESHED_MS = 60_000;

/**
 * While nobody is in the bay: makes somebody who passes by step up and hit a ball, without reading a manual. Nobody is
 * asked to where the bay is closed or sees nothing.
 */
export function AttractView(props: {
  state: ScreenState;
  api: Pick<VisitApi, 'fetchConsistency'>;
  onOpen: (panel: PanelKind) => void;
  onStaff: () => void;
}) {
  const { state, api, onOpen, onStaff } = props;
  const best = useBest(api);
  const { isOutOfOrder } = state;
  const isBlind = isBayBlind(state.bay?.cameras ?? [], state.warnings);
  const isClosed = isOutOfOrder || isBlind;
  const key = isOutOfOrder ? 'attract.closed' : isBlind ? 'attract.blind' : 'attract';
  return (
    <div class="attract-view" data-closed={isClosed}>
      <p class="attract-view__bay">
        <BayMark />
        <strong>{text('app.name')}</strong>
        <span>{state.bay?.name ?? ''}</span>
      </p>
      <div class="attract-view__words">
        <h1 class="attract-view__title">{text(`${key}.title`)}</h1>
        <p class="attract-view__hint">{text(`${key}.hint`)}</p>
        {!isClosed && (
          <ol class="attract-view__promises">
            {(['see', 'learn', 'keep'] as const).map((promise) => (
              <li key={promise}>{text(`attract.${promise}`)}</li>
            ))}
          </ol>
        )}
      </div>
      <SwingFigure />
      {best.length > 0 && !isClosed && (
        <section class="attract-view__best" aria-labelledby="attract-best">
          <h2 id="attract-best">{text('leaderboard.title')}</h2>
          <ol>
            {best.map(({ place, player, points }) => (
              <li key={place}>
                <span>{player ?? text('leaderboard.guest')}</span>
                <strong>{text('consistency.points', { points: Math.round(points) })}</strong>
              </li>
            ))}
          </ol>
        </section>
      )}
      <nav class="attract-view__ways" aria-label={text('visit.title')}>
        <LanguageSwitch />
        <button type="button" class="pill" onClick={() => onOpen('join')}>
          {text('join.open')}
        </button>
        <button type="button" class="pill" onClick={() => onOpen('leaderboard')}>
          {text('board.open')}
        </button>
        <button type="button" class="pill attract-view__staff" onClick={onStaff}>
          {text('staff.open')}
        </button>
      </nav>
    </div>
  );
}

/** The board is decoration here: where it does not come, nothing stands in its place. */
function useBest(api: Pick<VisitApi, 'fetchConsistency'>): LeaderboardBody['entries'] {
  const [best, setBest] = useState<LeaderboardBody['entries']>([]);
  useEffect(() => {
    let isWanted = true;
    const ask = () =>
      void api.fetchConsistency().then(
        ({ entries }) => isWanted && setBest(entries.slice(0, BEST_SHOWN)),
        () => undefined,
      );
    ask();
    const timer = setInterval(ask, REFRESHED_MS);
    return () => {
      isWanted = false;
      clearInterval(timer);
    };
  }, [api]);
  return best;
}
