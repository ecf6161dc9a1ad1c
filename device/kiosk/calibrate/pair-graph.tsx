import type { CalibrationStatus } from '../../api/contract/calibration.ts';
import { text } from '../locales/text.ts';
import { cameraName } from './camera-name.ts';
import './pair-graph.css';

/** Which cameras have seen the board together, and how often. */
export function PairGraph({ pairs }: Pick<CalibrationStatus, 'pairs'>) {
  if (pairs.length === 0) return null;
  return (
    <ul class="pair-graph" aria-label={text('calibrate.pairs')}>
      {pairs.map(({ a, b, moments, isEnough }) => (
        <li key={`${a} ${b}`} class="pair-graph__pair" data-enough={isEnough}>
          <span class="pair-graph__camera">{cameraName(a)}</span>
          <span class="pair-graph__link">
            <span class="pair-graph__count">
              {text(isEnough ? 'calibrate.pair.enough' : 'calibrate.pair.few', { count: moments })}
            </span>
          </span>
          <span class="pair-graph__camera">{cameraName(b)}</span>
        </li>
      ))}
    </ul>
  );
}
