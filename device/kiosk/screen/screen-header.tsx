import type { BayApi } from '../connection/bay-api.ts';
import { LanguageSwitch } from '../locales/language-switch.tsx';
import { counted, text } from '../locales/text.ts';
import { BayMark } from './bay-mark.tsx';
import { isBayBlind } from './blind-bay.ts';
import { CameraLight } from './camera-light.tsx';
import type { ScreenState, ScreenSwing } from './screen-state.ts';
import { VoiceSwitch } from '../voice/voice-switch.tsx';
import './screen-header.css';

/** Whose screen this is, and which swing is open on it. */
export function ScreenHeader(props: {
  state: ScreenState;
  swing: ScreenSwing | null;
  voice: Pick<BayApi, 'fetchVoice' | 'setVoice'>;
  onLive: () => void;
}) {
  const { state, swing, voice, onLive } = props;
  const count = state.swings.length;
  const isBlind = isBayBlind(state.bay?.cameras ?? [], state.warnings);
  return (
    <header class="screen-header">
      <h1 class="screen-header__name">
        <BayMark />
        {text('app.name')}
      </h1>
      <p class="screen-header__bay">{state.bay?.name ?? ''}</p>
      <CameraLight inPlace={isBlind ? 'none' : state.camerasInPlace} isBrief={swing !== null} />
      {swing === null && count > 0 && <p class="screen-header__count">{counted('app.swings', count)}</p>}
      {swing === null && <LanguageSwitch />}
      {swing !== null && (
        <div class="screen-header__open">
          <h2 class="screen-header__swing">{text('result.title', { number: count - state.swings.indexOf(swing) })}</h2>
          {chips(swing).map((chip) => (
            <p key={chip} class="screen-header__chip">
              {chip}
            </p>
          ))}
          {state.bayState === 'address' && state.hardware?.isStopPressed !== true && (
            <p class="screen-header__chip" data-kind="ready" role="status">
              {text(chips(swing).length === 0 ? 'result.ready' : 'state.address')}
            </p>
          )}
          <p class="screen-header__note">{note(swing, state.bayState === 'address')}</p>
        </div>
      )}
      {swing === null && (
        <a class="screen-header__games" href="./games.html">
          {text('games.title')}
        </a>
      )}
      {state.bay !== null && <VoiceSwitch api={voice} sessionId={state.bay.sessionId} />}
      {swing !== null && (
        <button type="button" class="screen-header__live" onClick={onLive}>
          {text('result.live')}
        </button>
      )}
    </header>
  );
}

const isSlow = (swing: ScreenSwing) => swing.report?.slowMotion.suspected === true;

function chips(swing: ScreenSwing): string[] {
  const kind = swing.kind === 'shot' ? [] : [text(`kind.${swing.kind}`)];
  return isSlow(swing) ? [...kind, text('slow-motion')] : kind;
}

/** One thing at a time: beside two labels, a golfer who is ready needs no sentence more. */
function note(swing: ScreenSwing, isReady: boolean): string {
  if (isReady && chips(swing).length > 1) return '';
  if (isSlow(swing)) return text('slow-motion.hint');
  if (swing.kind === 'practice') return text('kind.practice.hint');
  return isReady ? '' : text('result.next');
}
