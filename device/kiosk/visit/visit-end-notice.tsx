import { counted, text } from '../locales/text.ts';
import { type ScreenState, visitEndsInSeconds } from '../screen/screen-state.ts';
import type { VisitApi } from './visit-api.ts';
import './pill.css';
import './visit-end-notice.css';

/** Warns before a visit ends by itself; whoever is still there says so with a tap. */
export function VisitEndNotice({ state, api }: { state: ScreenState; api: Pick<VisitApi, 'stay'> }) {
  const seconds = visitEndsInSeconds(state);
  const why = state.visit.body?.ends?.why;
  if (seconds === null || why === undefined) return null;
  return (
    <aside class="visit-end-notice" aria-label={text('visit.ends')}>
      <p class="visit-end-notice__seconds" aria-hidden="true">
        {seconds}
      </p>
      <div class="visit-end-notice__words">
        {/* Said once: the seconds are for the eye. */}
        <p class="visit-end-notice__title" role="status">
          <span class="spoken-only">{text('visit.ends')}</span>
          <span aria-hidden="true">{counted('visit.ends.in', seconds)}</span>
        </p>
        <p class="visit-end-notice__why">{text(`visit.ends.${why}`)}</p>
      </div>
      {why === 'inactive' && (
        <button type="button" class="pill" data-kind="main" onClick={() => void api.stay().catch(() => undefined)}>
          {text('visit.stay')}
        </button>
      )}
    </aside>
  );
}
