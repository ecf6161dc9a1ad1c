/**
 * The promise about time: a whole analysis takes at most 1.5 times what the pose model alone must take.
 *
 * The floor is the processor time that the pose threads, one network thread each, took for the analysed frames in the
 * same run, spread over all cores. Processor time, because on a shared machine the clock would also count waiting. The
 * threads are warm, as in the bay; probing, decoding, sound, events, metrics and key frames count.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { Figure } from '../cli/bench/figure.ts';
import { readEnvironment } from '../config/environment.ts';
import { projectRoot } from '../config/project-root.ts';
import type { PoseModel } from '../pose/pose-tracker.ts';
import { ClipCache } from '../virtual-bay/clip-cache.ts';
import { exportScenario } from '../virtual-bay/export-scenario.ts';
import { randomGolfer } from '../virtual-bay/random-golfer.ts';
import { RenderFarm } from '../virtual-bay/render-farm.ts';
import { scenarioFor } from '../virtual-bay/scenario.ts';
import type { AnalysisRequest, AnalysisResult, ViewRequest } from './analysis-request.ts';
import { analyzeViews } from './analyze-views.ts';
import { PoseCrew } from './pose-crew.ts';

const RATIO_MAX = 1.5;
const SIZE = { width: 1280, height: 720, fps: 60 };
const GOLFER_SEED = 7;
/** What `swingbay analyze` uses when nothing is said. */
const MODEL: PoseModel = 'heavy';
const RUNS = 5;
const QUICK_RUNS = 2;

export async function benchAnalyze(options: { quick: boolean }): Promise<Figure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'swingbay-bench-analyze-'));
  const crew = new PoseCrew();
  try {
    const views = await renderedViews(directory);
    const first = views.slice(0, 1);
    // Not counted: it loads the model into every thread.
    await analyzeViews(requestFor(views), undefined, crew);
    const runs = options.quick ? QUICK_RUNS : RUNS;
    return [
      await figure('whole analysis, one 720p60 view', first, crew, runs),
      await figure('whole analysis, two 720p60 views', views, crew, runs),
    ];
  } finally {
    await crew.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** The run with the median ratio. */
async function figure(name: string, views: readonly ViewRequest[], crew: PoseCrew, runs: number): Promise<Figure> {
  const measured: { wallMs: number; floorMs: number }[] = [];
  for (let run = 0; run < runs; run++) {
    const began = performance.now();
    const result: AnalysisResult = await analyzeViews(requestFor(views), undefined, crew);
    measured.push({ wallMs: performance.now() - began, floorMs: result.poseCpuMs / availableParallelism() });
  }
  measured.sort((a, b) => a.wallMs / a.floorMs - b.wallMs / b.floorMs);
  const { wallMs, floorMs } = measured[measured.length >> 1] as { wallMs: number; floorMs: number };
  const ratio = wallMs / floorMs;
  return { name, value: wallMs, unit: 'ms', floor: floorMs, ratio, limit: RATIO_MAX * floorMs, ok: ratio <= RATIO_MAX };
}

async function renderedViews(directory: string): Promise<ViewRequest[]> {
  const cache = new ClipCache(readEnvironment().cacheDirectory ?? join(projectRoot, '.swingbay', 'virtual-bay'));
  const farm = new RenderFarm();
  try {
    const scenario = scenarioFor(randomGolfer(GOLFER_SEED), {}, SIZE);
    const { videos } = await exportScenario(scenario, directory, { cache, farm });
    return videos.map(viewOf);
  } finally {
    await farm.close();
  }
}

/** The floor of these clips in milliseconds: what the pose threads must take for them, spread over all cores. */
export async function floorOf(clips: readonly { camera: string; file: string }[]): Promise<number> {
  const crew = new PoseCrew();
  try {
    const { poseCpuMs } = await analyzeViews(requestFor(clips.map(viewOf)), undefined, crew);
    return poseCpuMs / availableParallelism();
  } finally {
    await crew.close();
  }
}

function viewOf({ camera, file }: { camera: string; file: string }): ViewRequest {
  return {
    ...{ name: camera, role: null, file, calibration: null },
    ...{ frameTimesNs: null, stamped: 'arrival', searchArea: null },
  };
}

function requestFor(views: readonly ViewRequest[]): AnalysisRequest {
  return {
    identity: {
      id: uuidv7(),
      revision: 1,
      kind: 'upload',
      bay: 'bench',
      session: 'bench',
      player: null,
      club: null,
      recordedAt: new Date().toISOString(),
      bootId: 'bench',
      sequence: 0,
      missing: [],
    },
    views,
    heard: null,
    impactHintNs: null,
    handedness: null,
    model: MODEL,
    frameStride: 1,
    swing: null,
  };
}
