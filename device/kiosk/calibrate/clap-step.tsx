import { useState } from 'preact/hooks';
import type { CalibrationStatus } from '../../api/contract/calibration.ts';
import { text } from '../locales/text.ts';
import './clap-step.css';

export interface MicrophonePlaceText {
  readonly distanceM: string;
  readonly heightM: string;
}

/** Asks what the cameras cannot see: where the microphone is. */
export function ClapPlace(props: { onBegin: (place: MicrophonePlaceText) => void; onBack: () => void }) {
  const [distanceM, setDistance] = useState('');
  const [heightM, setHeight] = useState('');
  return (
    <form
      class="clap-step"
      onSubmit={(event) => {
        event.preventDefault();
        props.onBegin({ distanceM, heightM });
      }}
    >
      <h2 class="clap-step__title">{text('calibrate.clap.title')}</h2>
      <p class="clap-step__invitation">{text('calibrate.clap.invitation')}</p>
      <Metres label={text('calibrate.clap.distance')} value={distanceM} min={0} max={50} onValue={setDistance} />
      <Metres label={text('calibrate.clap.height')} value={heightM} min={-1} max={10} onValue={setHeight} />
      <div class="clap-step__choices">
        <button type="button" class="calibrate-screen__choice" onClick={props.onBack}>
          {text('calibrate.clap.back')}
        </button>
        <button type="submit" class="calibrate-screen__choice" data-main>
          {text('calibrate.clap.begin')}
        </button>
      </div>
    </form>
  );
}

function Metres(props: { label: string; value: string; min: number; max: number; onValue: (value: string) => void }) {
  const { label, value, min, max, onValue } = props;
  return (
    <label class="clap-step__field">
      <span>{label}</span>
      <input
        type="number"
        inputMode="decimal"
        step="0.01"
        required
        {...{ min, max, value }}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </label>
  );
}

/** How many claps were heard, in figures to be read from the mat. */
export function ClapCount({ clap }: { clap: NonNullable<CalibrationStatus['clap']> }) {
  const { asked, misses } = clap;
  const heard = Math.min(clap.heard, asked);
  return (
    <section class="clap-step" aria-label={text('calibrate.clap.heard')}>
      <p class="clap-step__count">{text('calibrate.clap.count', { heard, asked })}</p>
      <p class="clap-step__invitation">{text('calibrate.clap.heard')}</p>
      {misses > 0 && (
        <p class="calibrate-screen__notice" role="alert">
          {text('calibrate.clap.missed')}
        </p>
      )}
    </section>
  );
}
