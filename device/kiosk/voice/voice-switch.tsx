import { useEffect, useState } from 'preact/hooks';
import type { BayApi } from '../connection/bay-api.ts';
import { text } from '../locales/text.ts';
import './voice-switch.css';

/** Switches the bay's voice off and on again at a tap; a new visit begins as the facility has set it. */
export function VoiceSwitch(props: { api: Pick<BayApi, 'fetchVoice' | 'setVoice'>; sessionId: string }) {
  const { api, sessionId } = props;
  const [isOn, setIsOn] = useState<boolean | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const show = (isSpeaking: boolean | null) => isCurrent && setIsOn(isSpeaking);
    api.fetchVoice().then(
      (voice) => show(voice.isOn),
      () => show(null),
    );
    return () => {
      isCurrent = false;
    };
  }, [api, sessionId]);
  // A bay that does not say has nothing to switch.
  if (isOn === null) return null;
  const toggle = () => {
    setIsOn(!isOn);
    api.setVoice({ isOn: !isOn }).then(
      (voice) => setIsOn(voice.isOn),
      () => setIsOn(isOn),
    );
  };
  return (
    <button type="button" class="voice-switch" data-on={isOn} onClick={toggle}>
      <svg class="voice-switch__sign" viewBox="0 0 48 48" aria-hidden="true">
        <path d="M6 18v12h8l11 9V9L14 18Z" fill="currentColor" />
        {isOn ? (
          <path d="M31 17a10 10 0 0 1 0 14M36 11a18 18 0 0 1 0 26" fill="none" stroke="currentColor" stroke-width="4" />
        ) : (
          <path d="m31 18 12 12m0-12L31 30" fill="none" stroke="currentColor" stroke-width="4" />
        )}
      </svg>
      {text(isOn ? 'voice.on' : 'voice.off')}
    </button>
  );
}
