/** The preset of a bay's cameras: applied when the bay opens, and made anew while it is open. */
import { resolve } from 'node:path';
import { applyPreset } from '../provisioning/calibration/apply-preset.ts';
import { CalibrationDesk } from '../provisioning/calibration/calibration-desk.ts';
import { loadPreset, presetFile } from '../provisioning/calibration/calibration-preset.ts';
import type { LiveBay } from './bay/live-bay.ts';
import { NS_PER_MS, NS_PER_S, systemClock } from './clock/clock.ts';
import type { Configuration } from './configuration.ts';
import type { Log } from './telemetry/log.ts';

/** A preset that cannot be read costs the bay its metres, never its swings. */
export async function withPreset(configuration: Configuration, log: Log): Promise<Configuration> {
  const file = presetOf(configuration);
  try {
    const preset = await loadPreset(file);
    if (preset === null) return configuration;
    const applied = applyPreset(configuration, preset);
    for (const camera of applied.refused) {
      log.warn({ camera, file }, 'A camera has another size than when it was calibrated: calibrate it again.');
    }
    return applied.configuration;
  } catch (error) {
    log.error({ error, file }, 'The preset cannot be used; cameras without a calibration of their own have none.');
    return configuration;
  }
}

export function presetOf({ store }: Configuration): string {
  return presetFile(resolve(store.dataDirectory));
}

/** @param written the configuration as it was written: a new preset takes the place of the one before in it */
export function calibrationDesk(written: Configuration, bay: LiveBay, runDirectory: string, log: Log): CalibrationDesk {
  const { board, boardOnMat } = written.calibration;
  return new CalibrationDesk({
    ...{ board, boardOnMat, log, name: written.bay.name, presetFile: presetOf(written) },
    cameras: written.cameras.map(({ name, width, height }) => ({ name, width, height })),
    pictureAt: (name, atNs) => {
      const camera = bay.cameras.find(({ config }) => config.name === name);
      if (camera === undefined) return null;
      const units = camera.cut(atNs, atNs + NS_PER_S / camera.config.fps);
      return units.length === 0 ? null : new Uint8Array(Buffer.concat(units.map(({ data }) => data)));
    },
    monotonicNs: () => systemClock.monotonicNs(),
    wallTime: () => new Date(),
    clapSenses:
      written.microphone === null
        ? null
        : {
            onsetsSince: (sinceNs) =>
              bay.onsets
                .filter(({ heardAtNs }) => heardAtNs >= sinceNs)
                .map(({ heardAtNs, onsetErrorMs }) => ({ atMs: heardAtNs / NS_PER_MS, deviationMs: onsetErrorMs })),
            cut: (name, fromNs, toNs) =>
              bay.cameras.find(({ config }) => config.name === name)?.cut(fromNs, toNs) ?? [],
            scratchDirectory: runDirectory,
            monotonicNs: () => systemClock.monotonicNs(),
          },
    onSaved: (preset) => {
      const applied = applyPreset(written, preset);
      bay.recalibrate(applied.configuration);
      return [...applied.fixed, ...applied.refused];
    },
  });
}
