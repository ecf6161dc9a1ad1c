import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Log } from '../../device/telemetry/log.ts';
import { type AccessUnit, splitAccessUnits } from '../../device/virtual-bay/access-units.ts';
import { BoardRenderer } from '../../device/virtual-bay/board-renderer.ts';
import { downTheLineCamera, faceOnCamera, type VirtualCamera } from '../../device/virtual-bay/camera.ts';
import { HOLD_MS, MOVE_MS, walkWithBoard } from '../../device/virtual-bay/carried-board.ts';
import { DEMO_BOARD } from '../../device/virtual-bay/charuco-board.ts';
import { H264Encoder } from '../../device/virtual-bay/h264-encoder.ts';
import { boardOnMatSchema, cameraStand } from './bay-frame.ts';
import { type CalibrationPreset, loadPreset } from './calibration-preset.ts';
import { charucoBoardSchema } from './charuco-board.ts';
import { LiveCalibration } from './live-calibration.ts';
import { angleBetween, type Rotation } from './rigid-pose.ts';

/**
 * The bay's calibration from its cameras' H.264 to its preset, on a clock that moves with what is looked at: one look at
 * every stop of the walk, whatever else the machine has to do.
 */
const SIZE = { width: 1280, height: 720, fps: 15 };
const CAMERAS = [faceOnCamera(SIZE), downTheLineCamera(SIZE)];
const STOP_MS = HOLD_MS + MOVE_MS;
const MAT_LOOKS = 8;
const MS_MAX = 600_000;
/** The newest pictures are not asked for. */
const BEHIND_MS = 350;

const walk = walkWithBoard(0, CAMERAS);
const stops = Math.round(walk.matFromMs / STOP_MS);
const log = { warn: () => undefined } as unknown as Log;

/** A picture a stop, then some of the board on the mat. */
async function filmed(camera: VirtualCamera): Promise<AccessUnit[]> {
  const renderer = new BoardRenderer(camera, DEMO_BOARD);
  const encoder = new H264Encoder(SIZE);
  for (let stop = 0; stop < stops + MAT_LOOKS; stop++) {
    renderer.render(walk.at(stop * STOP_MS + HOLD_MS / 2));
    await encoder.write(renderer.nv12);
  }
  return splitAccessUnits(await encoder.finish());
}

describe('a bay that is calibrated while its cameras run', () => {
  let directory: string;
  let films: Map<string, AccessUnit[]>;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'swingbay-live-calibration-'));
    films = new Map();
    for (const camera of CAMERAS) films.set(camera.name, await filmed(camera));
  }, MS_MAX);

  afterAll(() => rm(directory, { recursive: true, force: true }));

  /** One undecodable picture, as a camera that restarts leaves it, is among them. */
  function calibration(saved: CalibrationPreset[]): LiveCalibration {
    let look = -1;
    return new LiveCalibration({
      board: charucoBoardSchema.parse(DEMO_BOARD),
      boardOnMat: boardOnMatSchema.parse({}),
      cameras: CAMERAS.map(({ name }) => ({ name, width: SIZE.width, height: SIZE.height })),
      pictureAt: (name, atNs) => {
        const index = Math.round((atNs / 1e6 - HOLD_MS / 2) / STOP_MS);
        if (index === 3) return new Uint8Array([0, 0, 0, 1, 9]);
        const units = (films.get(name) ?? []).slice(0, Math.min(index, stops + MAT_LOOKS - 1) + 1);
        const from = units.findLastIndex(({ isKeyFrame }) => isKeyFrame);
        return from < 0 ? null : new Uint8Array(Buffer.concat(units.slice(from).map(({ data }) => data)));
      },
      // The session asks once for its end and then twice a look; every first of them moves on to the next stop.
      monotonicNs: clockOf(() => look++),
      wallTime: () => new Date(0),
      presetFile: join(directory, 'preset.yaml'),
      name: 'bay',
      log,
      clapSenses: null,
      onSaved: (preset) => {
        saved.push(preset);
        return [];
      },
    });
  }

  function clockOf(advance: () => number): () => number {
    let calls = 0;
    let atMs = 0;
    return () => {
      if (calls++ % 2 === 0) atMs = advance() * STOP_MS + HOLD_MS / 2 + BEHIND_MS;
      return (atMs + STOP_MS) * 1e6;
    };
  }

  it(
    'finds its cameras within two centimetres, a third of a degree and half a percent, and takes the preset into use',
    async () => {
      const saved: CalibrationPreset[] = [];
      const live = calibration(saved);
      try {
        while (live.stage !== 'solved' && live.stage !== 'failed') {
          if (live.mayGoToMat && live.progress.moments >= stops) live.goToMat();
          await sleep(50);
        }
        expect(live.failure).toBeNull();
        await live.save();
      } finally {
        await live.close();
      }
      const preset = (await loadPreset(join(directory, 'preset.yaml')))!;
      expect(saved).toEqual([preset]);
      for (const { name, calibration: truth } of CAMERAS) {
        const found = preset.cameras.find((camera) => camera.name === name)!.calibration;
        const [at, stands] = [cameraStand(found), cameraStand(truth)];
        const offM = Math.hypot(at.x - stands.x, at.y - stands.y, at.z - stands.z);
        const turned = angleBetween(found.rotation as unknown as Rotation, truth.rotation as unknown as Rotation);
        const degrees = (turned * 180) / Math.PI;
        const focalPercent = Math.max(Math.abs(found.fx / truth.fx - 1), Math.abs(found.fy / truth.fy - 1)) * 100;
        process.stdout.write(
          `${name}: ${(offM * 1000).toFixed(1)} mm, ${degrees.toFixed(3)}°, focal ${focalPercent.toFixed(3)} % off\n`,
        );
        expect(offM).toBeLessThan(0.02);
        expect(degrees).toBeLessThan(0.33);
        expect(focalPercent).toBeLessThan(0.5);
      }
    },
    MS_MAX,
  );
});
