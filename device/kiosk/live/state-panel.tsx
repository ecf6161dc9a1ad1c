import type { BayState } from '../../api/contract/realtime.ts';
import { text } from '../locales/text.ts';
import './state-panel.css';

/**
 * The bay's state, big enough for the far side of the mat; lit when the golfer may swing. Nobody is asked to while the
 * emergency stop is pressed; a swing that is going on all the same is seen and kept.
 */
export function StatePanel({ bayState, isStopped }: { bayState: BayState; isStopped: boolean }) {
  const shown = isStopped && bayState !== 'swinging' && bayState !== 'capturing' ? 'stopped' : bayState;
  return (
    <section class="state-panel" data-state={shown} role="status" aria-live="polite">
      <p class="state-panel__title">{text(`state.${shown}`)}</p>
      <p class="state-panel__hint">{text(`state.${shown}.hint`)}</p>
    </section>
  );
}
