import { text } from '../locales/text.ts';
import './connection-notice.css';

/** Lies over everything while there is no line to the bay: an old picture must not pass for a live one. */
export function ConnectionNotice({ isOpen, wasConnected }: { isOpen: boolean; wasConnected: boolean }) {
  const key = wasConnected ? 'connection.lost' : 'connection.connecting';
  return (
    <div role="alert" class="connection-notice" data-open={isOpen}>
      {isOpen && (
        <div class="connection-notice__card">
          <span class="connection-notice__sign" aria-hidden="true" />
          <p class="connection-notice__title">{text(key)}</p>
          <p class="connection-notice__hint">{text(`${key}.hint`)}</p>
        </div>
      )}
    </div>
  );
}
