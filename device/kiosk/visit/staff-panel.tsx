import { useEffect, useRef, useState } from 'preact/hooks';
import type { StaffToken } from '../../api/contract/accounts.ts';
import type { BayApi } from '../connection/bay-api.ts';
import { text } from '../locales/text.ts';
import type { ScreenState } from '../screen/screen-state.ts';
import { NumberPad } from './number-pad.tsx';
import { StaffControls } from './staff-controls.tsx';
import type { VisitApi } from './visit-api.ts';
import './pill.css';
import './staff-panel.css';

/**
 * What staff may do at the screen, behind their PIN: it works without any network. The screen's state closes it after a
 * minute without a touch, and the token goes with it.
 */
export function StaffPanel(props: {
  state: ScreenState;
  api: VisitApi;
  voice: Pick<BayApi, 'fetchVoice' | 'setVoice'>;
  onClose: () => void;
}) {
  const { state, api, voice, onClose } = props;
  const [token, setToken] = useState<StaffToken['accessToken'] | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    // A dialog of the page's own keeps the keyboard inside, and gives it back where it was.
    dialog.current?.showModal();
  }, []);
  const login = async (pin: string) => setToken((await api.loginStaff(pin)).accessToken);
  return (
    <dialog
      class="staff-panel"
      ref={dialog}
      aria-labelledby="staff-title"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header class="staff-panel__head">
        <h2 id="staff-title" class="staff-panel__title">
          {text(token === null ? 'staff.pin' : 'staff.title')}
        </h2>
        <button type="button" class="pill" onClick={onClose}>
          {text(token === null ? 'panel.back' : 'staff.lock')}
        </button>
      </header>
      {token === null ? (
        <div class="staff-panel__pin">
          <p class="staff-panel__hint">{text('staff.pin.hint')}</p>
          <NumberPad label={text('staff.pin')} onPin={login} />
        </div>
      ) : (
        <StaffControls state={state} api={api} voice={voice} token={token} />
      )}
    </dialog>
  );
}
