import type { BayWarning, LiveCamera } from '../../api/contract/realtime.ts';
import { text } from '../locales/text.ts';
import { warningWords } from './warning-words.ts';
import './warning-bar.css';

const SHOWN_MAX = 2;

/** What is wrong with the bay just now, with what to do about it. */
export function WarningBar(props: { warnings: readonly BayWarning[]; cameras: readonly LiveCamera[] }) {
  const warnings = warningWords(props.warnings, props.cameras);
  const more = warnings.length - SHOWN_MAX;
  return (
    <div class="warning-bar" role="status" aria-label={text('warning.title')} data-empty={warnings.length === 0}>
      {warnings.slice(0, SHOWN_MAX).map(({ code, title, hint }) => (
        <p class="warning-bar__item" key={code}>
          <svg class="warning-bar__sign" viewBox="0 0 32 32" aria-hidden="true">
            <path d="M16 3 30 28H2Z" fill="none" stroke="currentColor" stroke-width="3" stroke-linejoin="round" />
            <path d="M16 12v8M16 23.4v.4" stroke="currentColor" stroke-width="3.4" stroke-linecap="round" />
          </svg>
          <strong>{title}</strong>
          <span>{hint}</span>
        </p>
      ))}
      {more > 0 && <p class="warning-bar__more">{text('warning.more', { count: more })}</p>}
    </div>
  );
}
