import type { Camera, Microphone } from '../../device/capture/capture.config.ts';
import type { CalibrationPreset } from './calibration-preset.ts';

interface Senses {
  readonly cameras: readonly Camera[];
  readonly microphone: Microphone | null;
}

/** What is stated either way holds the truth in nineteen of twenty. */
const DEVIATIONS = 2;

export interface AppliedPreset<S extends Senses> {
  readonly configuration: S;
  /** Cameras whose picture has another size than when they were calibrated: they stay without. */
  readonly refused: readonly string[];
  /** Cameras that keep the calibration of the configuration. */
  readonly fixed: readonly string[];
}

/**
 * The configuration with what the preset knows. A calibration that the configuration gives itself comes first; the
 * way of sound that was measured comes before the configured one, which is an installer's estimate.
 */
export function applyPreset<S extends Senses>(configuration: S, preset: CalibrationPreset): AppliedPreset<S> {
  const refused: string[] = [];
  const fixed: string[] = [];
  const cameras = configuration.cameras.map((camera) => {
    const known = preset.cameras.find(({ name }) => name === camera.name)?.calibration;
    if (known === undefined) return camera;
    if (camera.calibration !== undefined) {
      fixed.push(camera.name);
      return camera;
    }
    if (known.width === camera.width && known.height === camera.height) return { ...camera, calibration: known };
    refused.push(camera.name);
    return camera;
  });
  const { soundPath } = preset;
  const microphone =
    configuration.microphone === null || soundPath === null
      ? configuration.microphone
      : {
          ...configuration.microphone,
          distanceM: soundPath.distanceM.value,
          distanceErrorM: DEVIATIONS * soundPath.distanceM.deviation,
          delayMs: Math.max(0, soundPath.delayMs.value),
          delayErrorMs: DEVIATIONS * soundPath.delayMs.deviation,
        };
  return { configuration: { ...configuration, cameras, microphone }, refused, fixed };
}
