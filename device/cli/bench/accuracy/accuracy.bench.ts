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
import { readRecorded, type WhichSwing } from './recorded-swing.ts';
import { fitDifferences, sessionDifferences } from './session-differences.ts';
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
const MEASURED_DIFFERENCES = join(projectRoot, 'device', 'swing', 'compare', 'measured-differences.json');

export async function benchAccuracy(options: AccuracyOptions): Promise<Figure[]> {
  const outcomes = await measureAll(options);
  const rows = accuracyRows(outcomes.filter(({ swing }) => swing === 0));
  const figures = accuracyFigures(outcomes, rows);
  if (options.fit) {
    await writeFile(MEASURED_ERRORS, `${lines(fitErrors(outcomes.filter(({ swing }) => swing === 0)))}\n`);
    await writeFile(MEASURED_DIFFERENCES, `${lines(fitDifferences(sessionDifferences(outcomes)))}\n`);
  }
  if (options.publish) {
    const { cast, fps, seed, swings } = options;
    const about = { cast, fps, seed, swings, takeVersion: TAKE_VERSION };
    await writeFile(
      ACCURACY_JSON,
      `{\n"about": ${JSON.stringify(about)},\n"figures": ${lines(figures)},\n"rows": ${lines(rows)}\n}\n`,
    );
  }
  return figures;
}

/** A list as JSON, an entry a line, rounded to what means something. */
function lines(entries: readonly object[]): string {
  const rounded = (_key: string, value: unknown): unknown =>
    typeof value === 'number' ? Number(value.toPrecision(4)) : value;
  return `[\n${entries.map((entry) => JSON.stringify(entry, rounded)).join(',\n')}\n]`;
}

async function measureAll(options: AccuracyOptions): Promise<SwingOutcome[]> {
  const recordings = new Recordings(options.recordings);
  const corrector = await JointCorrectionNetwork.load();
  let trackers: Record<PoseModel, PoseTracker> | null = null;
  const outcomes: SwingOutcome[] = [];
  for (let seed = options.seed; seed < options.seed + options.swings; seed++) {
    const began = performance.now();
    const wanted = wantedOf(options, seed);
    for (const which of swingsOf(options, seed, wanted)) {
      const kept = outcomeFile(options, which);
      if (existsSync(kept)) {
        outcomes.push(JSON.parse(await readFile(kept, 'utf8')) as SwingOutcome);
        continue;
      }
      trackers ??= await loadTrackers();
      const { cast, swing, fps, model, cameras } = which;
      const take = takeToRecord(cast, seed, swing, fps);
      const toRecord = { take, swing, plan: castPlan(cast, fps), cameras: Math.max(...cameras) + 1, models: [model] };
      await recordMissing(toRecord, recordings, trackers);
      const outcome = await outcomeOf(await readRecorded(which, recordings), { swing, model }, corrector);
      await keep(kept, outcome);
      outcomes.push(outcome);
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

/** Every set of cameras that a golfer's first swing is measured from, and the second swing from the main two. */
function swingsOf(
  { cast, fps, views }: AccuracyOptions,
  seed: number,
  wanted: { readonly cameras: number; readonly models: readonly PoseModel[] },
): WhichSwing[] {
  const first = wanted.models.flatMap((model) =>
    cameraSets(wanted.cameras, model).map((cameras) => ({ cast, seed, swing: 0, fps, model, cameras })),
  );
  const isCompared = seed <= COMPARED_UNTIL[cast] && views >= 2 && wanted.models.includes('heavy');
  return isCompared ? [...first, { cast, seed, swing: 1, fps, model: 'heavy', cameras: [0, 1] }] : first;
}

/** Golfers who swing a second time, so that differences within a session can be told. */
const COMPARED_UNTIL: Record<Cast, number> = { training: 0, proving: 12, evaluation: 16 };

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

function outcomeFile(options: AccuracyOptions, { seed, swing, model, cameras }: WhichSwing): string {
  const which = swing === 0 ? `${seed}` : `${seed}.${swing}`;
  const name = `${options.cast}-${which}-${model}-${cameras.join('')}-${options.fps}.json`;
  return join(options.recordings, 'outcomes', `v${TAKE_VERSION}-${options.label}`, name);
}

async function keep(file: string, outcome: SwingOutcome): Promise<void> {
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(`${file}.part`, JSON.stringify(outcome));
  await rename(`${file}.part`, file);
}
