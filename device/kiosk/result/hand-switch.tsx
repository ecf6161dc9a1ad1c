import { useEffect, useState } from 'preact/hooks';
import type { Handedness, SwingReport } from '../../api/contract/report.ts';
import { text } from '../locales/text.ts';
import './hand-switch.css';

/** Asks the bay to measure the swing anew; rejects where the bay will not. */
export type ChangeHand = (handedness: Handedness) => Promise<unknown>;

/** A swing measured anew is there within seconds; one that is not will hardly come any more. */
const WAIT_MS_MAX = 60_000;

/**
 * Which hand the swing was measured with, and one tap for the other: hands are recognised, and may be recognised wrongly.
 * To be keyed by the report's revision, with which the waiting ends.
 */
export function HandSwitch({ report, onChange }: { report: SwingReport; onChange: ChangeHand }) {
  const [state, setState] = useState<'idle' | 'waiting' | 'failed'>('idle');
  useEffect(() => {
    if (state !== 'waiting') return undefined;
    const late = setTimeout(() => setState('failed'), WAIT_MS_MAX);
    return () => clearTimeout(late);
  }, [state]);
  const other = report.handedness === 'left' ? 'right' : 'left';
  const change = () => {
    setState('waiting');
    onChange(other).catch(() => setState('failed'));
  };
  return (
    <div class="hand-switch">
      {state !== 'waiting' && (
        <button
          type="button"
          class="hand-switch__button"
          aria-label={`${text(`hand.${report.handedness}`)}: ${text(`hand.change.${other}`)}`}
          onClick={change}
        >
          {text(`hand.${report.handedness}`)}
          <svg class="hand-switch__sign" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M4 8h14m-4-4 4 4-4 4M20 16H6m4 4-4-4 4-4" />
          </svg>
        </button>
      )}
      <p class="hand-switch__said" role="status">
        {state === 'waiting' && text(`hand.measuring.${other}`)}
        {state === 'failed' && text('hand.failed')}
      </p>
    </div>
  );
}
