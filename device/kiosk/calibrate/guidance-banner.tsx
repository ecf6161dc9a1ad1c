import type { CalibrationStatus } from '../../api/contract/calibration.ts';
import { text, type TextKey } from '../locales/text.ts';
import { cameraName } from './camera-name.ts';
import './guidance-banner.css';

/** The one sentence that matters, to be read by somebody with a board in both hands. */
export function GuidanceBanner({ status }: { status: CalibrationStatus }) {
  const { guidance, progress, stage, matLooks, matLooksNeeded } = status;
  const { step, camera, other, row, column } = guidance;
  const share = stage === 'mat' ? matLooks / matLooksNeeded : progress;
  const percent = Math.round(share * 100);
  const where = row === null || column === null ? '' : text(`calibrate.where.${row}.${column}` as TextKey);
  const places = { camera: cameraName(camera), other: cameraName(other), where };
  const isWalk = stage === 'carry' || stage === 'mat';
  return (
    <section class="guidance-banner" data-step={step} aria-label={text('calibrate.guidance')}>
      <div class="guidance-banner__words" role="status">
        <p class="guidance-banner__sentence">{text(`calibrate.step.${step}` as TextKey, places)}</p>
        <p class="guidance-banner__why">{text(`calibrate.step.${step}.why` as TextKey, places)}</p>
      </div>
      {isWalk && (
        <div
          class="guidance-banner__progress"
          role="progressbar"
          aria-valuenow={percent}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-label={text('calibrate.progress')}
        >
          <svg viewBox="0 0 100 100" aria-hidden="true">
            <circle class="guidance-banner__track" cx="50" cy="50" r="42" />
            <circle
              class="guidance-banner__done"
              cx="50"
              cy="50"
              r="42"
              pathLength={100}
              stroke-dasharray={`${percent} 100`}
            />
          </svg>
          <p class="guidance-banner__percent">{percent}</p>
        </div>
      )}
    </section>
  );
}
