import type { BayState } from '../../api/contract/realtime.ts';
import { text } from '../locales/text.ts';
import './state-panel.css';

/**
 * The bay's state, big enough for the far side of the mat; lit when the golfer may swing. Nobody is asked to while the
 * emergency stop is pressed, nor while no camera would see it; a swing that is going on all the same is seen and kept.
 */
export function StatePanel(props: { bayState: BayState; isStopped: boolean; isBlind: boolean }) {
  const { bayState, isStopped, isBlind } = props;
  const isSwingOn = bayState === 'swinging' || bayState === 'capturing';
  const shown = isSwingOn ? bayState : isStopped ? 'stopped' : isBlind ? 'blind' : bayState;
  return (
    <section class="state-panel" data-state={shown} role="status" aria-live="polite">
      <p class="state-panel__title">{text(`state.${shown}`)}</p>
      <p class="state-panel__hint">{text(`state.${shown}.hint`)}</p>
    </section>
  );
}
