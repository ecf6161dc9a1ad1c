/**
 * An appliance that does not run, looked at by opening what its configuration names: each camera until its first picture, the
 * microphone until its first sound, the controller until its line is up. Everything is closed again.
 */
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CameraLink } from '../bay/camera-link.ts';
import { cameraCheck, type DeviceCheck, diskCheck, hardwareChecks, microphoneCheck } from '../bay/device-check.ts';
import { type Exercise, exerciseDevice } from '../bay/device-exercise.ts';
import { MicrophoneSource } from '../capture/microphone.ts';
import type { Camera, Microphone } from '../capture/capture.config.ts';
import { systemClock } from '../clock/clock.ts';
import type { Configuration } from '../configuration.ts';
import { BayError } from '../errors/bay-error.ts';
import { modelCheck } from '../model-check.ts';
import type { BayHardware } from '../ports/bay-hardware.port.ts';
import { openRunDirectory } from '../run-directory.ts';
import { silentLog } from '../telemetry/log.ts';
import { type LineCheck, linesOfClosed } from './doctor-lines.ts';
import { joinedFacility } from './joined-facility.ts';

/** A camera's process, its pipeline and the first key frame, one camera after the other on a small machine. */
const FIRST_PICTURE_MS_MAX = 15_000;
const FIRST_SOUND_MS_MAX = 6_000;
const LINK_UP_MS_MAX = 5_000;
const LOOK_EVERY_MS = 100;
const BYTES_PER_MIB = 1024 * 1024;

export class ClosedBay {
  readonly kind = 'closed';
  readonly #configuration: Configuration;
  readonly #hardware: BayHardware | null;

  private constructor(configuration: Configuration, hardware: BayHardware | null) {
    this.#configuration = configuration;
    this.#hardware = hardware;
  }

  static async open(
    configuration: Configuration,
    openHardware: (configuration: Configuration) => Promise<BayHardware | null>,
  ): Promise<ClosedBay> {
    const hardware = await openHardware(configuration);
    if (hardware !== null) await until(() => hardware.state().link === 'up', LINK_UP_MS_MAX);
    return new ClosedBay(configuration, hardware);
  }

  async devices(): Promise<DeviceCheck[]> {
    const { role, cameras, microphone, store } = this.#configuration;
    const run = await openRunDirectory();
    try {
      const seen: DeviceCheck[] = [];
      for (const camera of cameras) seen.push(await lookThrough(camera, run.path));
      const heard = microphone === null ? [] : [await listenTo(microphone)];
      const hardware = this.#hardware === null ? [] : hardwareChecks(this.#hardware.state());
      // A facility's appliance measures no swings.
      const models = role === 'bay' ? [await modelCheck()] : [];
      return [...seen, ...heard, ...hardware, await diskOf(store), ...models];
    } finally {
      await run.remove();
    }
  }

  lines(): Promise<LineCheck[]> {
    const configuration = this.#configuration;
    return Promise.resolve(
      linesOfClosed({ configuration, joined: joinedFacility(configuration)?.facility.name ?? null }),
    );
  }

  /** No camera watches the mat here: only a sensor on it can say that nobody stands there. */
  exercise(device: string): Promise<Exercise> {
    const hardware = this.#hardware;
    const isFelt = hardware?.state().devices.some(({ kind }) => kind === 'occupancy') ?? false;
    if (hardware === null || !isFelt) {
      const hint = 'Start the bay and ask again; its cameras see whether somebody stands there.';
      return Promise.reject(
        new BayError('hardware/bay-not-watched', 'Nobody can tell whether the bay is empty.', { hint }),
      );
    }
    return exerciseDevice(
      {
        stage: () => 'empty',
        state: () => hardware.state(),
        command: (command) => hardware.command(command),
        pause: (ms) => sleep(ms),
      },
      device,
    );
  }

  async close(): Promise<void> {
    await this.#hardware?.close();
  }
}

async function lookThrough(config: Camera, runDirectory: string): Promise<DeviceCheck> {
  let hasPicture = false;
  const link = new CameraLink({
    ...{ config, runDirectory, clock: systemClock, log: silentLog },
    ...{ posesPerSecondMax: 0, ringSeconds: 8, stalledAfterMs: FIRST_PICTURE_MS_MAX },
    onPose: () => undefined,
    onPicture: () => {
      hasPicture = true;
    },
    onHealthChanged: () => undefined,
  });
  link.start();
  try {
    if (await until(() => hasPicture, FIRST_PICTURE_MS_MAX)) return cameraCheck(config.name, null);
    const silent = {
      code: 'camera/no-pictures',
      message: `It gave no picture within ${FIRST_PICTURE_MS_MAX / 1_000} s.`,
      hint: 'Check its cable, its power and its address in the configuration.',
      camera: config.name,
    };
    return cameraCheck(config.name, link.trouble ?? silent);
  } finally {
    await link.stop();
  }
}

async function listenTo(config: Microphone): Promise<DeviceCheck> {
  let hasSound = false;
  const source = new MicrophoneSource(config, {
    onBlock: () => {
      hasSound = true;
    },
  });
  source.start();
  try {
    if (await until(() => hasSound, FIRST_SOUND_MS_MAX)) return microphoneCheck(null);
    return microphoneCheck({
      code: 'microphone/silent',
      message: `It gave no sound within ${FIRST_SOUND_MS_MAX / 1_000} s.`,
      hint: 'Check its cable and its device in the configuration.',
      camera: null,
    });
  } finally {
    await source.close();
  }
}

/** Of the disk that the data directory is on, or will be. */
async function diskOf({ dataDirectory, floorMiB }: Configuration['store']): Promise<DeviceCheck> {
  let directory = resolve(dataDirectory);
  while (!existsSync(directory)) directory = dirname(directory);
  const { bavail, bsize } = await statfs(directory);
  const freeBytes = bavail * bsize;
  return diskCheck({ state: freeBytes >= floorMiB * BYTES_PER_MIB ? 'ok' : 'low', freeBytes });
}

async function until(isSo: () => boolean, msMax: number): Promise<boolean> {
  for (const endsAt = performance.now() + msMax; performance.now() < endsAt; await sleep(LOOK_EVERY_MS)) {
    if (isSo()) return true;
  }
  return isSo();
}
