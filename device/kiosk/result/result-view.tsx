import { useMemo } from 'preact/hooks';
import type { BayApi } from '../connection/bay-api.ts';
import type { Catalogue } from '../connection/catalogue.ts';
import { ReplayStage } from '../replay/replay-stage.tsx';
import type { ScreenState, ScreenSwing } from '../screen/screen-state.ts';
import { SessionList } from '../screen/session-list.tsx';
import type { GolferPlace } from '../skeleton/picture-fit.ts';
import { ResultPanel } from './result-panel.tsx';
import './result-view.css';

/** One swing: the replay and the session's swings on the left, what the swing means on the right. */
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
  return (
    <div class="result-view" onPointerDown={onTouch} onKeyDown={onTouch}>
      <ReplayStage swing={swing} cameras={cameras} api={api} lastPlace={lastPlace}>
        <SessionList swings={state.swings} openId={swing.id} onOpen={onOpen} />
      </ReplayStage>
      <ResultPanel swing={swing} catalogue={catalogue} />
    </div>
  );
}
