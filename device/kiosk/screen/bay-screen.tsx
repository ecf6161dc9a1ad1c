import type { BayWarning } from '../../api/contract/realtime.ts';
import type { BayApi } from '../connection/bay-api.ts';
import { EMPTY_CATALOGUE } from '../connection/catalogue.ts';
import { LiveView } from '../live/live-view.tsx';
import type { LiveFeed } from '../live/live-feed.ts';
import { ResultView } from '../result/result-view.tsx';
import { ConnectionNotice } from './connection-notice.tsx';
import { ScreenHeader } from './screen-header.tsx';
import { isLineDown, openSwing, type ScreenState } from './screen-state.ts';
import type { ScreenStore } from './screen-store.ts';
import { useScreenState } from './use-screen-state.ts';
import { equipmentWarnings } from './warning-words.ts';
import { WarningBar } from './warning-bar.tsx';
import './bay-screen.css';

/** The whole screen: the live picture, or one swing's result, between the header and what is wrong. */
export function BayScreen({ store, api, feed }: { store: ScreenStore; api: BayApi; feed: LiveFeed }) {
  const state = useScreenState(store);
  const swing = openSwing(state);
  return (
    <div class="bay-screen">
      <ScreenHeader state={state} swing={swing} voice={api} onLive={() => store.dispatch({ type: 'live-opened' })} />
      <main class="bay-screen__main">
        {swing === null ? (
          <LiveView state={state} feed={feed} onOpen={(swingId) => store.dispatch({ type: 'swing-opened', swingId })} />
        ) : (
          <ResultView
            key={swing.id}
            state={state}
            swing={swing}
            catalogue={state.catalogue ?? EMPTY_CATALOGUE}
            api={api}
            lastPlace={(camera) => feed.lastPlace(camera)}
            onOpen={(swingId) => store.dispatch({ type: 'swing-opened', swingId })}
            onTouch={() => store.dispatch({ type: 'result-touched' })}
          />
        )}
      </main>
      <WarningBar
        warnings={swing === null ? besideEquipment(state) : state.warnings}
        cameras={state.bay?.cameras ?? []}
      />
      <ConnectionNotice isOpen={isLineDown(state)} wasConnected={state.bay !== null} />
    </div>
  );
}

/** What the panel of tee and balls does not say already. */
function besideEquipment({ hardware, warnings }: ScreenState): readonly BayWarning[] {
  const said = hardware === null ? [] : equipmentWarnings(warnings);
  return warnings.filter((warning) => !said.includes(warning));
}
