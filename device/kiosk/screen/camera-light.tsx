import type { CamerasInPlace } from '../../api/contract/realtime.ts';
import { text } from '../locales/text.ts';
import './camera-light.css';

/** Green while the calibrated cameras are where they were; red, with its sentence in the warning bar, once one is not. */
export function CameraLight({ inPlace, isBrief }: { inPlace: CamerasInPlace; isBrief: boolean }) {
  if (inPlace === 'none') return null;
  const words = text(`cameras.${inPlace}`);
  return (
    <p class="camera-light" data-in-place={inPlace} role="status" aria-label={words}>
      <span class="camera-light__dot" aria-hidden="true" />
      {!isBrief && <span class="camera-light__words">{words}</span>}
    </p>
  );
}
