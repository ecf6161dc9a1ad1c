import { useMemo, useState } from 'preact/hooks';
import type { BayApi } from '../connection/bay-api.ts';
import type { Catalogue } from '../connection/catalogue.ts';
import { ReplayStage } from '../replay/replay-stage.tsx';
import type { ScreenState, ScreenSwing } from '../screen/screen-state.ts';
import { SessionList } from '../screen/session-list.tsx';
import type { GolferPlace } from '../skeleton/picture-fit.ts';
import { currentLanguage } from '../locales/language.ts';
import { ShotCard } from '../shot/shot-card.tsx';
import { ShotPanel } from '../shot/shot-panel.tsx';
import { shotWords } from '../shot/shot-words.ts';
import { unitsFor } from '../shot/units.ts';
import { ResultPanel } from './result-panel.tsx';
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
  const cameras = useMemo(() => swing.report?.cameras ?? state.bay?.cameras ?? [], [swing.report, state.bay?.cameras]);
  const [isShotOpen, setShotOpen] = useState(false);
  const shot = swing.report?.shot ? shotWords(swing.report.shot, unitsFor(currentLanguage(), wantedUnits())) : null;
  return (
    <div class="result-view" onPointerDown={onTouch} onKeyDown={onTouch}>
      <ReplayStage swing={swing} cameras={cameras} api={api} lastPlace={lastPlace}>
        <SessionList swings={state.swings} openId={swing.id} onOpen={onOpen} />
      </ReplayStage>
      {shot !== null && <ShotCard shot={shot} isOpen={isShotOpen} onToggle={() => setShotOpen(!isShotOpen)} />}
      {shot !== null && isShotOpen ? <ShotPanel shot={shot} /> : <ResultPanel swing={swing} catalogue={catalogue} />}
    </div>
  );
}

/** What the page’s address asks for, else what the bay serves its pages with. */
function wantedUnits(): string | undefined {
  return new URLSearchParams(location.search).get('units') ?? document.documentElement.dataset['units'];
}
