import { useMemo, useState } from 'preact/hooks';
import { ComparePart } from '../compare/compare-part.tsx';
import type { BayApi } from '../connection/bay-api.ts';
import type { Catalogue } from '../connection/catalogue.ts';
import { text } from '../locales/text.ts';
import { ReplayStage } from '../replay/replay-stage.tsx';
import type { ScreenState, ScreenSwing } from '../screen/screen-state.ts';
import { SessionList } from '../screen/session-list.tsx';
import type { GolferPlace } from '../skeleton/picture-fit.ts';
import { currentLanguage } from '../locales/language.ts';
import { ShotCard } from '../shot/shot-card.tsx';
import { ShotPanel } from '../shot/shot-panel.tsx';
import { shotWords } from '../shot/shot-words.ts';
import { unitsFor } from '../shot/units.ts';
import { isAtTheBall } from './coach-cue.ts';
import { ResultPanel } from './result-panel.tsx';
import { useEarlierSwings } from './use-earlier-swings.ts';
import './result-view.css';

/** One swing: the replay and the session's swings on the left, what the swing means on the right; the shot below. */
export function ResultView(props: {
  state: ScreenState;
  swing: ScreenSwing;
  catalogue: Catalogue;
  api: BayApi;
  lastPlace: (camera: string) => GolferPlace | null;
  onOpen: (swingId: string) => void;
  onTouch: () => void;
}) {
  const { state, swing, catalogue, api, lastPlace, onOpen, onTouch } = props;
  const { report } = swing;
  const cameras = useMemo(() => report?.cameras ?? state.bay?.cameras ?? [], [report, state.bay?.cameras]);
  const [isShotOpen, setShotOpen] = useState(false);
  const [isComparing, setComparing] = useState(false);
  const earlier = useEarlierSwings(api, report);
  const nameOf = (swingId: string) => {
    const at = state.swings.findIndex(({ id }) => id === swingId);
    return at === -1 ? text('beside.earlier') : text('session.swing', { number: state.swings.length - at });
  };
  const others = earlier.alike.map(({ id, score }) => ({
    id,
    name: nameOf(id),
    score: score?.overall ?? null,
    isBest: id === earlier.best?.id,
  }));
  if (isComparing && report !== null && others.length > 0) {
    return (
      <div class="result-view" data-comparing onPointerDown={onTouch} onKeyDown={onTouch}>
        <ComparePart
          report={report}
          name={nameOf(swing.id)}
          others={others}
          catalogue={catalogue}
          api={api}
          onBack={() => setComparing(false)}
        />
      </div>
    );
  }
  const shot = report?.shot ? shotWords(report.shot, unitsFor(currentLanguage(), wantedUnits())) : null;
  return (
    <div class="result-view" onPointerDown={onTouch} onKeyDown={onTouch}>
      <ReplayStage
        swing={swing}
        cameras={cameras}
        best={earlier.best === null ? null : { report: earlier.best, name: nameOf(earlier.best.id) }}
        api={api}
        lastPlace={lastPlace}
        onCompare={others.length === 0 ? undefined : () => setComparing(true)}
      >
        <SessionList swings={state.swings} openId={swing.id} onOpen={onOpen} />
      </ReplayStage>
      {shot !== null && <ShotCard shot={shot} isOpen={isShotOpen} onToggle={() => setShotOpen(!isShotOpen)} />}
      {shot !== null && isShotOpen ? (
        <ShotPanel shot={shot} />
      ) : (
        <ResultPanel
          swing={swing}
          catalogue={catalogue}
          earlier={earlier}
          isHeld={isAtTheBall(state.bayState)}
          onCorrectHand={api.correctHand}
        />
      )}
    </div>
  );
}

/** What the page’s address asks for, else what the bay serves its pages with. */
function wantedUnits(): string | undefined {
  return new URLSearchParams(location.search).get('units') ?? document.documentElement.dataset['units'];
}
