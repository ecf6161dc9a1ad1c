/** What a calibration leaves behind: the preset of the bay, one file in its data directory. */
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { loadConfig } from '../../device/config/load-config.ts';
import { BayError } from '../../device/errors/bay-error.ts';
import { solvedCameraSchema, solvedPairSchema } from './calibration-solution.ts';
import { charucoBoardSchema } from './charuco-board.ts';

const measured = (what: string) =>
  z.strictObject({
    value: z.number().describe(what),
    deviation: z.number().nonnegative().describe('One standard deviation of it.'),
  });

const soundPathSchema = z.strictObject({
  distanceM: measured('From the ball to the microphone, in metres.'),
  delayMs: measured('How much later than it hears them the device stamps sounds, in milliseconds.'),
  claps: z.int().describe('Claps that were seen and heard.'),
});

export const calibrationPresetSchema = z.strictObject({
  format: z.literal(1).describe('Of this file.'),
  name: z.string().min(1).describe('What the installer called it.'),
  madeAt: z.iso.datetime().describe('When, in UTC.'),
  board: charucoBoardSchema.describe('The board that was carried.'),
  cameras: z.array(solvedCameraSchema).min(1).describe('What was found of each camera.'),
  pairs: z.array(solvedPairSchema).describe('How the cameras stand to one another.'),
  soundPath: soundPathSchema.nullable().describe('The way of sound, from claps; null where none was measured.'),
});

export type CalibrationPreset = z.infer<typeof calibrationPresetSchema>;

/** Where the preset of the bay lies that keeps its data there. */
export function presetFile(dataDirectory: string): string {
  return join(dataDirectory, 'calibration', 'preset.yaml');
}

/**
 * Null where there is no such file.
 * @throws ConfigUnreadableError, ConfigInvalidError
 */
export async function loadPreset(file: string): Promise<CalibrationPreset | null> {
  const isThere = await readFile(file).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );
  return isThere ? loadConfig(calibrationPresetSchema, file) : null;
}

/**
 * Written beside its place, synced and renamed; the one before is kept under the time at which it was made.
 * @throws `calibration/preset-not-kept`
 */
export async function savePreset(file: string, preset: CalibrationPreset): Promise<void> {
  const text = stringify(calibrationPresetSchema.parse(preset));
  try {
    await mkdir(dirname(file), { recursive: true });
    const before = await loadPreset(file).catch(() => null);
    if (before !== null) {
      const stamp = before.madeAt.replaceAll(':', '-');
      await rename(file, join(dirname(file), `preset-${stamp}.yaml`));
    }
    const partial = `${file}.${process.pid}.part`;
    const handle = await open(partial, 'w');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, file);
  } catch (cause) {
    throw new BayError('calibration/preset-not-kept', `The preset could not be written to ${file}.`, {
      hint: 'Check that the directory can be written and that its disk has room, then save again.',
      cause,
    });
  }
}
