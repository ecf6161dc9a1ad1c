/**
 * Makes the examples that the correction learns from: what the pose models saw of the training golfers, in the numbers
 * that the product itself will ask, and where the joints truly were.
 *
 *     node models/train/build-examples.ts --from 1 --to 400 --recordings FOLDER --into FOLDER
 *
 * Writes `features.f32` (rows × MOMENT_FEATURES), `targets.f32` (rows × 19 × 3: truth less base, metres) and
 * `sequences.json` (what each run of rows, 50 ms apart, is of).
 */
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { CORRECTED_COUNT } from '../../device/swing/correction/corrected-joint.ts';
import { MOMENT_FEATURES, momentReader } from '../../device/swing/correction/correction-features.ts';
import { golferView } from '../../device/swing/correction/golfer-view.ts';
import { type Cast, motionOfTake } from '../../device/virtual-bay/take.ts';
import type { PoseModel } from '../catalog.ts';
import { castPlan, takeToRecord, viewsOf } from './cast-plan.ts';
import { Recordings } from './recordings.ts';
import { trueCorrectedJoints } from './true-joints.ts';

const { values } = parseArgs({
  options: {
    cast: { type: 'string', default: 'training' },
    from: { type: 'string', default: '1' },
    to: { type: 'string', default: '1' },
    recordings: { type: 'string', default: '.swingbay/recordings' },
    into: { type: 'string', default: '.swingbay/examples' },
  },
});

interface Sequence {
  readonly seed: number;
  readonly model: PoseModel;
  readonly cameras: readonly string[];
  readonly timesMs: readonly number[];
  readonly impactMs: number;
}

/** Examples of the slow cast are every 50 ms, as the recordings of the training cast are. */
const STEP_MS = 50;

const cast = values.cast as Cast;
const recordings = new Recordings(values.recordings);
await mkdir(values.into, { recursive: true });
const features = createWriteStream(join(values.into, 'features.f32'));
const targets = createWriteStream(join(values.into, 'targets.f32'));
const sequences: Sequence[] = [];
for (let seed = Number(values.from); seed <= Number(values.to); seed++) {
  const take = takeToRecord(cast, seed, 0);
  const motion = motionOfTake(take);
  const wanted = viewsOf(cast, seed);
  const installed = take.cameras.slice(0, wanted.cameras);
  const plan = castPlan(cast);
  for (const model of wanted.models) {
    const keys = installed.map(({ camera }) => ({ take, swing: 0, camera: camera.name, plan }));
    if (!keys.every((key) => recordings.hasTrack(key, model))) continue;
    const tracks = await Promise.all(keys.map((key) => recordings.readTrack(key, model)));
    const views = tracks.map((track, i) => {
      const { camera, surveyed } = installed[i] as (typeof installed)[number];
      return golferView(track, surveyed, { role: camera.role, handedness: take.golfer.handedness });
    });
    for (const chosen of subsets(views)) {
      const reader = momentReader(chosen, model);
      const timesMs: number[] = [];
      for (let ms = 0; ms <= (tracks[0]?.timesMs.at(-1) ?? -1); ms += STEP_MS) {
        const moment = reader.at(ms);
        if (moment === null) continue;
        const truth = trueCorrectedJoints(motion, ms);
        const target = Float32Array.from(truth, (value, i) => value - (moment.base[i] as number));
        if (!target.every((value) => Math.abs(value) < 2)) continue;
        await written(features, moment.features);
        await written(targets, target);
        timesMs.push(ms);
      }
      const cameras = chosen.map((view) => view.role);
      if (timesMs.length > 0) sequences.push({ seed, model, cameras, timesMs, impactMs: motion.times.impactMs });
    }
  }
}
features.end();
targets.end();
await Promise.all([finished(features), finished(targets)]);
const shape = { momentFeatures: MOMENT_FEATURES, joints: CORRECTED_COUNT, sequences };
await writeFile(join(values.into, 'sequences.json'), JSON.stringify(shape));
process.stdout.write(`${sequences.reduce((sum, { timesMs }) => sum + timesMs.length, 0)} examples\n`);
if (!existsSync(join(values.into, 'features.f32'))) process.exitCode = 1;

async function written(stream: NodeJS.WritableStream, row: Float32Array): Promise<void> {
  const bytes = new Uint8Array(row.buffer, row.byteOffset, row.byteLength);
  if (!stream.write(bytes)) await new Promise((resolve) => stream.once('drain', resolve));
}

/** Every choice of at least one of them. */
function subsets<T>(all: readonly T[]): T[][] {
  return Array.from({ length: 2 ** all.length - 1 }, (_, i) => all.filter((__, k) => ((i + 1) >> k) & 1));
}
