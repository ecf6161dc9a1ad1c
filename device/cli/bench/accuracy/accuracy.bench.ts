import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { castPlan, takeToRecord, viewsOf } from '../../../../models/train/cast-plan.ts';
import { recordMissing } from '../../../../models/train/record-missing.ts';
import { Recordings } from '../../../../models/train/recordings.ts';
import { projectRoot } from '../../../config/project-root.ts';
import { JointCorrectionNetwork } from '../../../pose/joint-correction-network.ts';
import { createPoseTracker, type PoseModel, type PoseTracker } from '../../../pose/pose-tracker.ts';
import { type Cast, TAKE_VERSION } from '../../../virtual-bay/take.ts';
import type { Figure } from '../figure.ts';
import { accuracyFigures } from './accuracy-figures.ts';
import { accuracyRows } from './accuracy-rows.ts';
import { fitErrors } from './fit-errors.ts';
import { readRecorded } from './recorded-swing.ts';
import { outcomeOf, type SwingOutcome } from './swing-outcome.ts';

/**
 * `swingbay bench accuracy`: seeded golfers are drawn, seen by the real pose models, and measured by the whole pipeline
 * beside the truth. Golfers that were recorded before are not drawn again, and swings that were measured by the same
 * program are not measured again, so a run goes on where it stopped.
 */
export interface AccuracyOptions {
  readonly swings: number;
  /** First of the consecutive seeds. */
  readonly seed: number;
  readonly cast: Cast;
  readonly fps: number;
  /** Where recordings and outcomes are kept. */
  readonly recordings: string;
  /** Cameras of the largest set: 1, 2 or 3; smaller sets of the same recordings are measured too. */
  readonly views: number;
  readonly models: readonly PoseModel[];
  /** Writes the table of the documentation and its JSON. */
  readonly publish: boolean;
  /** Makes the table of measured errors from these golfers, instead of judging by it. */
  readonly fit: boolean;
  /** Names this state of the program among the kept outcomes. */
  readonly label: string;
  readonly onProgress: (line: string) => void;
}

export const ACCURACY_JSON = join(projectRoot, 'docs', 'accuracy.json');
const MEASURED_ERRORS = join(projectRoot, 'device', 'swing', 'metrics', 'measured-errors.json');

export async function benchAccuracy(options: AccuracyOptions): Promise<Figure[]> {
  const outcomes = await measureAll(options);
  const rows = accuracyRows(outcomes);
  if (options.fit) {
    const errors = fitErrors(outcomes);
    await writeFile(MEASURED_ERRORS, `[\n${errors.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`);
  }
  if (options.publish) {
    const { cast, fps, seed, swings } = options;
    const about = { cast, fps, seed, swings, takeVersion: TAKE_VERSION };
    await writeFile(
      ACCURACY_JSON,
      `{\n"about": ${JSON.stringify(about)},\n"rows": [\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n}\n`,
    );
  }
  return accuracyFigures(outcomes, rows);
}

async function measureAll(options: AccuracyOptions): Promise<SwingOutcome[]> {
  const recordings = new Recordings(options.recordings);
  const corrector = await JointCorrectionNetwork.load();
  let trackers: Record<PoseModel, PoseTracker> | null = null;
  const outcomes: SwingOutcome[] = [];
  for (let seed = options.seed; seed < options.seed + options.swings; seed++) {
    const began = performance.now();
    const wanted = wantedOf(options, seed);
    for (const model of wanted.models) {
      for (const cameras of cameraSets(wanted.cameras, model)) {
        const which = { cast: options.cast, seed, swing: 0, fps: options.fps, model, cameras };
        const kept = outcomeFile(options, which);
        if (existsSync(kept)) {
          outcomes.push(JSON.parse(await readFile(kept, 'utf8')) as SwingOutcome);
          continue;
        }
        trackers ??= await loadTrackers();
        await recordMissing(
          {
            take: takeToRecord(options.cast, seed, 0, options.fps),
            swing: 0,
            plan: castPlan(options.cast, options.fps),
            cameras: Math.max(...cameras) + 1,
            models: [model],
          },
          recordings,
          trackers,
        );
        const outcome = await outcomeOf(await readRecorded(which, recordings), { swing: 0, model }, corrector);
        await keep(kept, outcome);
        outcomes.push(outcome);
      }
    }
    options.onProgress(
      `golfer ${seed - options.seed + 1} of ${options.swings}: ${((performance.now() - began) / 1000).toFixed(1)} s`,
    );
  }
  await corrector.close();
  if (trackers !== null) await Promise.all(Object.values(trackers).map((tracker) => tracker.close()));
  return outcomes;
}

/** What was planned for this golfer, and no more than was asked. */
function wantedOf(options: AccuracyOptions, seed: number): { cameras: number; models: readonly PoseModel[] } {
  const planned = viewsOf(options.cast, seed);
  return {
    cameras: Math.min(options.views, planned.cameras),
    models: options.models.filter((model) => planned.models.includes(model)),
  };
}

/** Face-on alone, both main cameras, all three; the smaller models with the two main cameras and with one. */
function cameraSets(count: number, model: PoseModel): number[][] {
  const sets = [[0], [0, 1]].filter((set) => set.length <= count);
  return count >= 3 && model === 'heavy' ? [...sets, [0, 1, 2]] : sets;
}

async function loadTrackers(): Promise<Record<PoseModel, PoseTracker>> {
  return {
    heavy: await createPoseTracker({ model: 'heavy' }),
    full: await createPoseTracker({ model: 'full' }),
    lite: await createPoseTracker({ model: 'lite' }),
  };
}

function outcomeFile(
  options: AccuracyOptions,
  { seed, model, cameras }: { seed: number; model: PoseModel; cameras: readonly number[] },
): string {
  const name = `${options.cast}-${seed}-${model}-${cameras.join('')}-${options.fps}.json`;
  return join(options.recordings, 'outcomes', `v${TAKE_VERSION}-${options.label}`, name);
}

async function keep(file: string, outcome: SwingOutcome): Promise<void> {
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(`${file}.part`, JSON.stringify(outcome));
  await rename(`${file}.part`, file);
}
