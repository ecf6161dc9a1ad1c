import { text } from '../locales/text.ts';
import type { ScreenState } from '../screen/screen-state.ts';
import { JoinCode } from './join-code.tsx';
import { NumberPad } from './number-pad.tsx';
import { Panel } from './panel.tsx';
import type { VisitApi } from './visit-api.ts';
import './join-view.css';

/** Three ways in: a phone, a PIN, a card where there is a reader. None is needed to play, and that is said first. */
export function JoinView(props: { state: ScreenState; api: VisitApi; onClose: () => void }) {
  const { state, api, onClose } = props;
  const players = state.visit.body?.players ?? [];
  const reader = state.hardware?.devices.find(({ kind }) => kind === 'card-reader');
  return (
    <Panel name="join-view" title={text('join.title')} onClose={onClose}>
      <section class="join-view__way">
        <h3 class="join-view__name">{text('join.phone')}</h3>
        <p class="join-view__hint">{text('join.phone.hint')}</p>
        <JoinCode
          api={api}
          session={state.bay?.sessionId ?? ''}
          used={players.map(({ id }) => id).join(' ')}
          label={text('join.code')}
        />
      </section>
      <section class="join-view__way">
        <h3 class="join-view__name">{text('join.pin')}</h3>
        <p class="join-view__hint">{text('join.pin.hint')}</p>
        <NumberPad label={text('join.pin')} onPin={(pin) => api.joinByPin(pin).then(onClose)} />
      </section>
      <section class="join-view__way join-view__others">
        {reader !== undefined && (
          <div class="join-view__card" data-ready={reader.condition === 'ready'}>
            <svg viewBox="0 0 96 64" aria-hidden="true" class="join-view__sign">
              <rect x="4" y="12" width="56" height="38" rx="5" fill="none" stroke="currentColor" stroke-width="4" />
              <path d="M4 24h56M14 40h14" stroke="currentColor" stroke-width="4" />
              <path
                d="M70 18a20 20 0 0 1 0 28M80 10a32 32 0 0 1 0 44"
                fill="none"
                stroke="var(--lime)"
                stroke-width="5"
                stroke-linecap="round"
              />
            </svg>
            <h3 class="join-view__name">{text('join.card')}</h3>
            <p class="join-view__hint">
              {text(reader.condition === 'ready' ? 'join.card.hint' : 'join.card.not-ready')}
            </p>
          </div>
        )}
        <div>
          <h3 class="join-view__name">{text('join.guest')}</h3>
          <p class="join-view__hint">{text('join.guest.hint')}</p>
        </div>
        {players.length > 0 && (
          <p class="join-view__hint">
            {text('join.here')} <strong>{players.map(({ name }) => name).join(', ')}</strong>
          </p>
        )}
      </section>
    </Panel>
  );
}
