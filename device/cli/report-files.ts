/** Swings that lie in files as `swingbay analyze --out` writes them: the report, and the poses of each camera beside it. */
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type StoredMotion, modelOf } from '../bay/stored-motion.ts';
import { BayError } from '../errors/bay-error.ts';
import { decodePoseTrack } from '../store/pose-blob.ts';
import type { MotionView } from '../swing/view/motion-view.ts';
import { upgradeReport } from '../swing/report/upgrade-report.ts';

export function posesFileOf(camera: string): string {
  return `${camera.replaceAll(/[^\w.-]+/g, '-')}.poses`;
}

/** A report, or the folder that holds one. Cameras without a file of poses are left out of its motion. */
export async function motionFromFile(path: string): Promise<StoredMotion> {
  const file = (await stat(path).catch(() => null))?.isDirectory() === true ? join(path, 'report.json') : path;
  const read = upgradeReport(await jsonOf(file));
  if ('problem' in read) {
    throw new BayError('report/unreadable', `${file} is not a report of a swing. ${read.detail}`, {
      hint: 'Name a file or folder that `swingbay analyze --out` wrote, or the id of a stored swing.',
    });
  }
  const { report } = read;
  const views: MotionView[] = [];
  for (const { name, role } of report.cameras) {
    const bytes = await readFile(join(dirname(file), posesFileOf(name))).catch(() => null);
    if (bytes !== null) views.push({ track: decodePoseTrack(bytes), role, calibration: null });
  }
  const { handedness, events, slowMotion, versions } = report;
  const motion = { views, handedness, events, slowMotion, model: modelOf(versions.model) };
  return { report, motion, calibrations: new Map(report.cameras.map(({ name }) => [name, null])) };
}

async function jsonOf(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new BayError('report/unreadable', `${file} cannot be read as a report.`, {
      hint: 'Name a file or folder that `swingbay analyze --out` wrote, or the id of a stored swing.',
      cause,
    });
  }
}
