import type { ComponentChildren } from 'preact';
import { EquipmentPanel } from '../equipment/equipment-panel.tsx';
import { isBayBlind } from '../screen/blind-bay.ts';
import { equipmentWarnings } from '../screen/warning-words.ts';
import { SessionList } from '../screen/session-list.tsx';
import { lastMeasuredSwing, type ScreenState } from '../screen/screen-state.ts';
import { CameraTile } from './camera-tile.tsx';
import { FirstSwingGuide } from './first-swing-guide.tsx';
import { LastSwingCard } from './last-swing-card.tsx';
import type { LiveFeed } from './live-feed.ts';
import { StatePanel } from './state-panel.tsx';
import { text } from '../locales/text.ts';
import './live-view.css';

/** `children` stand below the cameras and take their room from them. */
export function LiveView(props: {
  state: ScreenState;
  feed: LiveFeed;
  onOpen: (swingId: string) => void;
  children?: ComponentChildren;
}) {
  const { state, feed, onOpen, children } = props;
  const cameras = state.bay?.cameras ?? [];
  const last = lastMeasuredSwing(state);
  const isStopped = state.hardware?.isStopPressed ?? false;
  const isBlind = isBayBlind(cameras, state.warnings);
  return (
    <div class="live-view">
      <div class="live-view__cameras" data-count={Math.min(4, cameras.length)}>
        {cameras.map((camera) => (
          <CameraTile key={camera.name} camera={camera} feed={feed} />
        ))}
        {cameras.length === 0 && state.bay !== null && (
          <p class="live-view__no-camera">
            {text('camera.none')}
            <span>{text('camera.none.hint')}</span>
          </p>
        )}
      </div>
      {children}
      <div class="live-view__side">
        <StatePanel bayState={state.bayState} isStopped={isStopped} isBlind={isBlind} />
        {last === null && !isBlind && <FirstSwingGuide bayState={isStopped ? null : state.bayState} />}
        {last !== null && <LastSwingCard state={state} swing={last} onOpen={onOpen} />}
        {state.hardware !== null && (
          <EquipmentPanel hardware={state.hardware} warnings={equipmentWarnings(state.warnings)} />
        )}
        {state.swings.length > 0 && <SessionList swings={state.swings} openId={null} onOpen={onOpen} />}
      </div>
    </div>
  );
}
