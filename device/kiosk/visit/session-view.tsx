import { useEffect, useState } from 'preact/hooks';
import type { GolferSummary, VisitSummary } from '../../api/contract/visit-summary.ts';
import type { Catalogue } from '../connection/catalogue.ts';
import { counted, text } from '../locales/text.ts';
import type { ScreenState } from '../screen/screen-state.ts';
import { CoachOfVisit } from './coach-of-visit.tsx';
import { JoinCode } from './join-code.tsx';
import { NumbersOfVisit } from './numbers-of-visit.tsx';
import { Panel } from './panel.tsx';
import { refusalWords } from './refusal-words.ts';
import { ScoreStrip } from './score-strip.tsx';
import { TakeHomeDrill } from './take-home-drill.tsx';
import type { VisitApi } from './visit-api.ts';
import './session-view.css';

const RETRY_MS = 3_000;

/** What a visit came to: each swing, what became better, the drill to take home, and the code to take all of it home. */
export function SessionView(props: {
  state: ScreenState;
  api: VisitApi;
  catalogue: Catalogue;
  onOpen: (swingId: string) => void;
  onClose: () => void;
}) {
  const { state, api, catalogue, onOpen, onClose } = props;
  const session = state.bay?.sessionId ?? '';
  const measured = state.swings.filter(({ status }) => status === 'completed').length;
  const [summary, setSummary] = useState<VisitSummary | null>(null);
  const [chosen, setChosen] = useState(0);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    let isWanted = true;
    let timer: ReturnType<typeof setTimeout>;
    const ask = () => {
      api.fetchSummary(session).then(
        (told) => isWanted && setSummary(told),
        () => {
          if (isWanted) timer = setTimeout(ask, RETRY_MS);
        },
      );
    };
    ask();
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [api, session, measured]);
  const { body } = state.visit;
  const end = () => void api.endVisit().catch((error: unknown) => setTrouble(refusalWords(error)));
  const golfers = summary?.golfers ?? [];
  const golfer = golfers[chosen] ?? golfers[0];
  return (
    <Panel
      name="session-view"
      title={text(body?.over == null ? 'summary.title' : `summary.over.${body.over}`)}
      onClose={onClose}
      actions={
        body?.goesOn === true && (
          <button type="button" class="pill" data-kind="grave" onClick={end}>
            {text('summary.end')}
          </button>
        )
      }
    >
      {trouble !== null && (
        <p class="panel__trouble" role="alert">
          {trouble}
        </p>
      )}
      {golfers.length > 1 && (
        <div class="session-view__golfers" role="group" aria-label={text('visit.players')}>
          {golfers.map(({ player }, at) => (
            <button
              key={player?.id ?? 'guest'}
              type="button"
              class="pill"
              aria-pressed={at === Math.min(chosen, golfers.length - 1)}
              onClick={() => setChosen(at)}
            >
              {player?.name ?? text('visit.guest')}
            </button>
          ))}
        </div>
      )}
      {golfer === undefined ? (
        <p class="session-view__none">{text(summary === null ? 'summary.coming' : 'summary.none')}</p>
      ) : (
        <div class="session-view__parts">
          <section class="session-view__card session-view__swings" aria-labelledby="summary-swings">
            <h3 id="summary-swings" class="session-view__name">
              {counted('summary.swings', golfer.swings.length)}
              <BestWords golfer={golfer} />
            </h3>
            <ScoreStrip golfer={golfer} onOpen={onOpen} />
          </section>
          <CoachOfVisit api={api} session={session} player={golfer.player?.id ?? null} measured={measured} />
          <NumbersOfVisit key={golfer.player?.id ?? 'guest'} golfer={golfer} catalogue={catalogue} />
          <TakeHomeDrill golfer={golfer} catalogue={catalogue} />
          <section class="session-view__card session-view__home" aria-labelledby="summary-home">
            <h3 id="summary-home" class="session-view__name">
              {text('summary.home')}
            </h3>
            <p class="session-view__hint">
              {text(golfer.player === null ? 'summary.home.guest' : 'summary.home.player')}
            </p>
            <JoinCode
              api={api}
              session={session}
              used={(body?.players ?? []).map(({ id }) => id).join(' ')}
              label={text('summary.home')}
            />
          </section>
        </div>
      )}
    </Panel>
  );
}

/** The legend of the one bar that is another colour. */
function BestWords({ golfer }: { golfer: GolferSummary }) {
  const at = golfer.swings.findIndex(({ id }) => id === golfer.best);
  if (at === -1) return null;
  return <span class="session-view__best">{text('summary.best.is', { number: at + 1 })}</span>;
}
