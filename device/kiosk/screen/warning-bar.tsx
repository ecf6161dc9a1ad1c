import type { BayWarning, LiveCamera } from '../../api/contract/realtime.ts';
import { text, textIfKnown } from '../locales/text.ts';
import './warning-bar.css';

const SHOWN_MAX = 2;

/** What is wrong with the bay just now, in the golfer's words, with what to do about it. */
export function WarningBar(props: { warnings: readonly BayWarning[]; cameras: readonly LiveCamera[] }) {
  const shown = props.warnings.slice(0, SHOWN_MAX);
  const more = props.warnings.length - shown.length;
  return (
    <div class="warning-bar" role="status" aria-label={text('warning.title')} data-empty={shown.length === 0}>
      {shown.map((warning) => {
        const places = { camera: cameraInWords(warning.camera, props.cameras) };
        return (
          <p class="warning-bar__item" key={`${warning.code} ${warning.camera ?? ''}`}>
            <svg class="warning-bar__sign" viewBox="0 0 32 32" aria-hidden="true">
              <path d="M16 3 30 28H2Z" fill="none" stroke="currentColor" stroke-width="3" stroke-linejoin="round" />
              <path d="M16 12v8M16 23.4v.4" stroke="currentColor" stroke-width="3.4" stroke-linecap="round" />
            </svg>
            <strong>{textIfKnown(`warning.${warning.code}`, places) ?? warning.message}</strong>
            <span>
              {textIfKnown(`warning.${warning.code}.hint`, places) ?? warning.hint ?? text('warning.any.hint')}
            </span>
          </p>
        );
      })}
      {more > 0 && <p class="warning-bar__more">{text('warning.more', { count: more })}</p>}
    </div>
  );
}

function cameraInWords(name: string | null, cameras: readonly LiveCamera[]): string {
  const camera = cameras.find((each) => each.name === name);
  return camera === undefined ? (name ?? '') : camera.role === 'other' ? camera.name : camera.role;
}
