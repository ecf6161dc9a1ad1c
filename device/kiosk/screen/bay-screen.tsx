import type { BayWarning } from '../../api/contract/realtime.ts';
import type { BayApi } from '../connection/bay-api.ts';
import { EMPTY_CATALOGUE } from '../connection/catalogue.ts';
import { LiveView } from '../live/live-view.tsx';
import type { LiveFeed } from '../live/live-feed.ts';
import { ResultView } from '../result/result-view.tsx';
import { CardNotice } from '../visit/card-notice.tsx';
import { VisitBar } from '../visit/visit-bar.tsx';
import { VisitEndNotice } from '../visit/visit-end-notice.tsx';
import type { VisitApi } from '../visit/visit-api.ts';
import { ConnectionNotice } from './connection-notice.tsx';
import { Later } from './later.tsx';
import { LATER_PARTS } from './later-parts.ts';
import { ScreenHeader } from './screen-header.tsx';
import { isLineDown, openSwing, type PanelKind, type ScreenState } from './screen-state.ts';
import type { ScreenStore } from './screen-store.ts';
import type { CaptionLine } from '../voice/caption-line.ts';
import { CueCaption } from '../voice/cue-caption.tsx';
import { useScreenState } from './use-screen-state.ts';
import { equipmentWarnings } from './warning-words.ts';
import { WarningBar } from './warning-bar.tsx';
import './bay-screen.css';

interface BayScreenParts {
  readonly store: ScreenStore;
  readonly api: BayApi;
  readonly visits: VisitApi;
  readonly feed: LiveFeed;
}

/** The whole screen: what its view shows, between the header and what is wrong. */
export function BayScreen(props: BayScreenParts & { captions: CaptionLine }) {
  const { store, api, visits, feed, captions } = props;
  const state = useScreenState(store);
  const swing = openSwing(state);
  const isAttract = state.view.kind === 'attract';
  const onStaff = () => store.dispatch({ type: 'staff-asked' });
  return (
    <div class="bay-screen">
      {!isAttract && (
        <ScreenHeader state={state} swing={swing} voice={api} onLive={() => store.dispatch({ type: 'live-opened' })} />
      )}
      {state.view.kind !== 'live' && <VisitEndNotice state={state} api={visits} />}
      <main class="bay-screen__main">
        <CurrentView {...{ state, store, api, visits, feed, onStaff }} />
      </main>
      <WarningBar
        warnings={swing === null ? besideEquipment(state) : state.warnings}
        cameras={state.bay?.cameras ?? []}
      />
      {state.staffSinceMs !== null && (
        <Later
          part={LATER_PARTS.staff}
          props={{ state, api: visits, voice: api, onClose: () => store.dispatch({ type: 'staff-left' }) }}
        />
      )}
      <CardNotice state={state} onJoin={() => store.dispatch({ type: 'panel-opened', panel: 'join' })} />
      <CueCaption captions={captions} />
      <ConnectionNotice isOpen={isLineDown(state)} wasConnected={state.bay !== null} />
    </div>
  );
}

function CurrentView(props: BayScreenParts & { state: ScreenState; onStaff: () => void }) {
  const { state, store, api, visits, feed, onStaff } = props;
  const swing = openSwing(state);
  const catalogue = state.catalogue ?? EMPTY_CATALOGUE;
  const onOpen = (swingId: string) => store.dispatch({ type: 'swing-opened', swingId });
  const onPanel = (panel: PanelKind) => store.dispatch({ type: 'panel-opened', panel });
  const onClose = () => store.dispatch({ type: 'live-opened' });
  switch (state.view.kind) {
    case 'attract':
      return <Later part={LATER_PARTS.attract} props={{ state, api: visits, onOpen: onPanel, onStaff }} />;
    case 'join':
      return <Later part={LATER_PARTS.join} props={{ state, api: visits, onClose }} />;
    case 'club':
      return <Later part={LATER_PARTS.club} props={{ state, api: visits, onClose }} />;
    case 'leaderboard':
      return <Later part={LATER_PARTS.leaderboard} props={{ api: visits, onClose }} />;
    case 'session':
      return <Later part={LATER_PARTS.session} props={{ state, api: visits, catalogue, onOpen, onClose }} />;
    case 'result':
      if (swing === null) return null;
      return (
        <ResultView
          key={swing.id}
          state={state}
          swing={swing}
          catalogue={catalogue}
          api={api}
          lastPlace={(camera) => feed.lastPlace(camera)}
          onOpen={onOpen}
          onTouch={() => store.dispatch({ type: 'result-touched' })}
        />
      );
    case 'live':
      return (
        <LiveView state={state} feed={feed} onOpen={onOpen}>
          <div class="live-foot">
            <VisitEndNotice state={state} api={visits} />
            <VisitBar state={state} api={visits} onOpen={onPanel} onStaff={onStaff} />
          </div>
        </LiveView>
      );
  }
}

/** What the panel of tee and balls does not say already. */
function besideEquipment({ hardware, warnings }: ScreenState): readonly BayWarning[] {
  const said = hardware === null ? [] : equipmentWarnings(warnings);
  return warnings.filter((warning) => !said.includes(warning));
}
