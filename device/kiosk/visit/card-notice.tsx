import { useState } from 'preact/hooks';
import { text } from '../locales/text.ts';
import { refusedCard, type ScreenState } from '../screen/screen-state.ts';
import './card-notice.css';
import './pill.css';

/** A card was held to the reader and nobody joined by it: why, and what to do about it. */
export function CardNotice({ state, onJoin }: { state: ScreenState; onJoin: () => void }) {
  const [closed, setClosed] = useState(0);
  const card = refusedCard(state);
  if (card === null || card.shown === closed) return null;
  const isNew = card.refused === 'unknown';
  const hint = isNew
    ? text('card.unknown.hint', { tab: text('phone.tab.me'), action: text('phone.card.bind') })
    : text('refusal.bay/players-max');
  return (
    <aside class="card-notice" aria-label={text('card.notice')}>
      <div class="card-notice__words" role="status">
        <p class="card-notice__title">{text(isNew ? 'card.unknown' : 'card.visit-full')}</p>
        <p class="card-notice__hint">{hint}</p>
      </div>
      <div class="card-notice__ways">
        {isNew && state.view.kind !== 'join' && (
          <button
            type="button"
            class="pill"
            data-kind="main"
            onClick={() => {
              setClosed(card.shown);
              onJoin();
            }}
          >
            {text('card.join')}
          </button>
        )}
        <button type="button" class="pill" onClick={() => setClosed(card.shown)}>
          {text('card.close')}
        </button>
      </div>
    </aside>
  );
}
