import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cameraSchema, microphoneSchema } from '../../device/capture/capture.config.ts';
import { applyPreset } from './apply-preset.ts';
import { type CalibrationPreset, loadPreset, presetFile, savePreset } from './calibration-preset.ts';
import { BAY_CAMERAS, CARRIED_BOARD } from './carried-board.fixture.ts';

const calibration = BAY_CAMERAS['face-on']!;
const PRESET: CalibrationPreset = {
  ...{ format: 1, name: 'bay', madeAt: '2026-01-02T03:04:05.678Z', board: CARRIED_BOARD, pairs: [] },
  cameras: [
    {
      ...{ name: 'face-on', calibration, reprojectionPx: 0.3, worstViewPx: 0.6, viewsPx: [0.3], views: 1 },
      ...{ blurred: 0, refused: 0, focalDeviationPx: 2, focalHalvesPercent: null, coverage: 0.4 },
    },
  ],
  soundPath: { distanceM: { value: 1.5, deviation: 0.05 }, delayMs: { value: 14, deviation: 0.5 }, claps: 6 },
};

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'swingbay-preset-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

it('a preset is read as it was saved, and the one before is kept', async () => {
  const file = presetFile(directory);
  expect(await loadPreset(file)).toBeNull();
  await savePreset(file, PRESET);
  await savePreset(file, { ...PRESET, name: 'again' });
  expect(await loadPreset(file)).toEqual({ ...PRESET, name: 'again' });
  expect((await readdir(dirname(file))).sort()).toEqual(['preset-2026-01-02T03-04-05.678Z.yaml', 'preset.yaml']);
});

it('a preset with an unknown key is refused with the nearest known one', async () => {
  const file = join(directory, 'preset.yaml');
  await writeFile(file, 'format: 1\nnmae: bay\n');
  await expect(loadPreset(file)).rejects.toThrow(/did you mean “name”/);
});

it('a camera takes what the preset knows, but not over its own calibration nor for another size', () => {
  const camera = (more: object) =>
    cameraSchema.parse({
      ...{ name: 'face-on', role: 'face-on', source: { kind: 'test' }, width: 1280, height: 720, fps: 60 },
      ...more,
    });
  const microphone = microphoneSchema.parse({ source: { kind: 'test' } });
  const bare = applyPreset({ cameras: [camera({})], microphone }, PRESET);
  expect(bare.configuration.cameras[0]!.calibration).toEqual(calibration);
  expect(bare.configuration.microphone).toMatchObject({ distanceM: 1.5, delayMs: 14, delayErrorMs: 1 });
  const own = { ...calibration, fx: 1 };
  const kept = applyPreset({ cameras: [camera({ calibration: own })], microphone: null }, PRESET);
  expect(kept.configuration.cameras[0]!.calibration).toEqual(own);
  expect(kept.fixed).toEqual(['face-on']);
  const other = applyPreset({ cameras: [camera({ width: 640, height: 360 })], microphone: null }, PRESET);
  expect(other.refused).toEqual(['face-on']);
  expect(other.configuration.cameras[0]!.calibration).toBeUndefined();
});
