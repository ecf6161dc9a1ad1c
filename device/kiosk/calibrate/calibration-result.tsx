import type { CalibrationStatus } from '../../api/contract/calibration.ts';
import { number, text, type TextKey } from '../locales/text.ts';
import { cameraName } from './camera-name.ts';
import './calibration-result.css';

type Result = NonNullable<CalibrationStatus['result']>;

/** Camera by camera: good or not, why not, and where it stands. */
export function CalibrationResult({ result, sound }: { result: Result; sound: CalibrationStatus['sound'] }) {
  return (
    <div class="calibration-result">
      <ul class="calibration-result__cameras" style={{ '--cards': result.cameras.length }}>
        {result.cameras.map((camera) => (
          <CameraResult key={camera.name} camera={camera} />
        ))}
      </ul>
      <ul class="calibration-result__pairs">
        {result.pairs.map(({ a, b, distanceM, halvesPercent }) => (
          <li key={`${a} ${b}`}>
            {text('calibrate.result.pair', {
              ...{ a: cameraName(a), b: cameraName(b), metres: number(distanceM, 2) },
              percent: halvesPercent === null ? '–' : number(halvesPercent, 1),
            })}
          </li>
        ))}
      </ul>
      {sound !== null && (
        <p class="calibration-result__pairs">
          {text('calibrate.sound', {
            ...{ delay: number(sound.delayMs, 1), error: number(2 * sound.deviationMs, 1), claps: sound.claps },
          })}
        </p>
      )}
    </div>
  );
}

function CameraResult({ camera }: { camera: Result['cameras'][number] }) {
  const { name, lacks, reprojectionPx, views, distanceM, heightM } = camera;
  const isGood = lacks.length === 0;
  return (
    <li class="calibration-result__camera" data-camera={name} data-good={isGood}>
      <svg class="calibration-result__light" viewBox="0 0 64 64" aria-hidden="true">
        <circle cx="32" cy="32" r="30" />
        <path d={isGood ? 'M18 33l10 10 19-22' : 'M21 21l22 22M43 21L21 43'} />
      </svg>
      <h2 class="calibration-result__name">{cameraName(name)}</h2>
      <p class="calibration-result__verdict">{text(isGood ? 'calibrate.result.good' : 'calibrate.result.poor')}</p>
      {lacks.map((lack) => (
        <p key={lack} class="calibration-result__lack">
          {text(`calibrate.lack.${lack}` as TextKey)}
        </p>
      ))}
      <p class="calibration-result__facts">
        {text('calibrate.result.place', { metres: number(distanceM, 2), height: number(heightM, 2) })}
      </p>
      <p class="calibration-result__facts">
        {text('calibrate.result.error', { pixels: number(reprojectionPx, 2), views })}
      </p>
    </li>
  );
}
