import type { BayState } from '../../api/contract/realtime.ts';
import { text } from '../locales/text.ts';
import './state-panel.css';

/** The bay's state, big enough for the far side of the mat; lit when the golfer may swing. */
export function StatePanel({ bayState }: { bayState: BayState }) {
  return (
    <section class="state-panel" data-state={bayState} role="status" aria-live="polite">
      <p class="state-panel__title">{text(`state.${bayState}`)}</p>
      <p class="state-panel__hint">{text(`state.${bayState}.hint`)}</p>
    </section>
  );
}
