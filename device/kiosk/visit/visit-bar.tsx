import { useEffect, useState } from 'preact/hooks';
import { text } from '../locales/text.ts';
import type { PanelKind, ScreenState } from '../screen/screen-state.ts';
import { clubWords } from '../locales/club-words.ts';
import type { VisitApi } from './visit-api.ts';
import './pill.css';
import './visit-bar.css';

/** A tap that takes somebody out of the visit is asked for twice, the second within this time. */
const SURE_MS = 4_000;

/** Under the live picture: who plays and whose turn it is, the club in hand, and the ways to everything else. */
export function VisitBar(props: {
  state: ScreenState;
  api: Pick<VisitApi, 'giveTurn' | 'leave'>;
  onOpen: (panel: PanelKind) => void;
  onStaff: () => void;
}) {
  const { state, api, onOpen, onStaff } = props;
  const { body } = state.visit;
  const players = body?.players ?? [];
  const [leaving, setLeaving] = useState<string | null>(null);
  useEffect(() => {
    if (leaving === null) return;
    const timer = setTimeout(() => setLeaving(null), SURE_MS);
    return () => clearTimeout(timer);
  }, [leaving]);
  // What the bay does not take shows by itself: the names stay as they were.
  const quietly = (asked: Promise<unknown>) => void asked.catch(() => undefined);
  return (
    <nav class="visit-bar" aria-label={text('visit.title')}>
      {players.length > 0 && (
        <div class="visit-bar__players" role="group" aria-label={text('visit.players')}>
          {players.map(({ id, name }) => {
            const isInTurn = id === body?.inTurn;
            return (
              <span key={id} class="visit-bar__player" data-turn={isInTurn}>
                <button
                  type="button"
                  class="pill visit-bar__name"
                  aria-pressed={isInTurn}
                  aria-label={text(isInTurn ? 'visit.in-turn' : 'visit.give-turn', { name })}
                  onClick={() => quietly(api.giveTurn(id))}
                >
                  {name}
                </button>
                {isInTurn && (
                  <button
                    type="button"
                    class="pill visit-bar__leave"
                    aria-label={text('visit.leave', { name })}
                    data-kind={leaving === id ? 'grave' : undefined}
                    onClick={() => (leaving === id ? quietly(api.leave(id)) : setLeaving(id))}
                  >
                    {leaving === id ? text('visit.leave.sure') : '×'}
                  </button>
                )}
              </span>
            );
          })}
          <button
            type="button"
            class="pill"
            aria-pressed={body?.inTurn === null}
            onClick={() => quietly(api.giveTurn(null))}
          >
            {text('visit.guest')}
          </button>
          {players.length > 1 && (
            <button type="button" class="pill" onClick={() => quietly(api.giveTurn())}>
              {text('visit.next')}
            </button>
          )}
        </div>
      )}
      <button type="button" class="pill" onClick={() => onOpen('join')}>
        {text('join.open')}
      </button>
      <button type="button" class="pill" onClick={() => onOpen('club')}>
        {body?.club == null ? text('club.open') : clubWords(body.club)}
      </button>
      {state.swings.length > 0 && (
        <button type="button" class="pill" onClick={() => onOpen('session')}>
          {text('summary.open')}
        </button>
      )}
      <button type="button" class="pill" onClick={() => onOpen('leaderboard')}>
        {text('board.open')}
      </button>
      <button type="button" class="pill visit-bar__staff" onClick={onStaff}>
        {text('staff.open')}
      </button>
    </nav>
  );
}
