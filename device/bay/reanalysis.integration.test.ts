import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AnalysisResult } from '../analysis/analysis-request.ts';
import { RemeasureProcess } from '../analysis/remeasure-process.ts';
import { BayError } from '../errors/bay-error.ts';
import { sampleReport } from '../store/fixtures/sample-report.ts';
import { aSwing, openStoreIn, stageClip, temporaryDirectory } from '../store/fixtures/store-in-directory.ts';
import { encodePoses } from '../store/pose-repository.ts';
import type { Store } from '../store/store.ts';
import { seenPerfectly } from '../swing/correction/seen-golfer.fixture.ts';
import { eventsAt } from '../swing/metrics/posed-golfer.fixture.ts';
import type { PoseTrack } from '../swing/pose/pose-track.ts';
import type { SwingReport } from '../swing/report/swing-report.ts';
import { silentLog } from '../telemetry/log.ts';
import { downTheLineCamera, faceOnCamera } from '../virtual-bay/camera.ts';
import { randomGolfer } from '../virtual-bay/random-golfer.ts';
import { SwingMotion } from '../virtual-bay/swing-motion.ts';
import type { AnalysisToDo } from './analysis-filing.ts';
import type { AnalysisOrderOfBay } from './analysis-order.ts';
import type { BayFact } from './bay-fact.ts';
import { requestOtherHand, requestReanalysis } from './reanalysis.ts';
import { type BackgroundAnalyst, ReanalysisDispatcher } from './reanalysis-dispatcher.ts';

/** Store, queue and the measuring of landmarks are real; only what looks at clips is scripted. */
let directory: ReturnType<typeof temporaryDirectory>;
let store: Store;
let dispatcher: ReanalysisDispatcher | null = null;

beforeEach(async () => {
  directory = temporaryDirectory();
  store = await openStoreIn(directory.path);
});
afterEach(async () => {
  await dispatcher?.stop();
  dispatcher = null;
  await store.close();
  directory.remove();
});

const HEAVY = { model: 'heavy', again: false } as const;
const SIZE = { width: 1280, height: 720, fps: 60 };
const INSTALLED = { 'face-on': faceOnCamera(SIZE), 'down-the-line': downTheLineCamera(SIZE) };
const CALIBRATIONS = {
  'face-on': INSTALLED['face-on'].calibration,
  'down-the-line': INSTALLED['down-the-line'].calibration,
};
const GOLFER = new SwingMotion(randomGolfer(9, { handedness: 'right' }), { leadInMs: 300, holdMs: 200 });
const CAMERAS = ['face-on', 'down-the-line'] as const;

/** A virtual golfer before both cameras, as a lite model without error would have stored it. */
function tracks(): PoseTrack[] {
  const timesMs = Float64Array.from({ length: Math.floor((GOLFER.durationMs * 60) / 1000) }, (_, i) => (i * 1000) / 60);
  return CAMERAS.map((name) => {
    const camera = INSTALLED[name];
    return seenPerfectly(GOLFER, { camera, surveyed: camera.calibration }, timesMs);
  });
}

function reportOf(id: string, changes: Partial<SwingReport> = {}): Omit<SwingReport, 'revision'> {
  const [camera] = sampleReport(id).cameras;
  const cameras = CAMERAS.map(
    (name) => ({ ...camera, name, role: name, calibrated: true }) as SwingReport['cameras'][0],
  );
  const landmarks = tracks().map((track) => {
    const { camera: of, sha256, frames } = encodePoses(track);
    return { camera: of, sha256, frames };
  });
  return sampleReport(id, {
    cameras,
    landmarks,
    events: eventsAt({ address: GOLFER.times.startMs, top: GOLFER.times.topMs }),
    ...changes,
  });
}

/** A swing that was measured once, with its clips still there. */
async function measuredSwing(): Promise<string> {
  const staged = await Promise.all(CAMERAS.map((name) => stageClip(store, `clip of ${name}`, 1_000, name)));
  const media = staged.flatMap((outcome) => (outcome.isStored ? [outcome.media] : []));
  const order: AnalysisOrderOfBay = {
    views: media.map(({ camera, sha256 }) => ({
      camera: camera ?? '',
      role: camera as 'face-on',
      sha256,
      file: null,
      frameTimesNs: [],
      stamped: 'driver',
      calibration: CALIBRATIONS[camera as 'face-on'],
      searchArea: null,
    })),
    impactNs: null,
    sound: null,
  };
  const { id } = store.swings.recordSwing(aSwing({ media, analysis: { ...order } }));
  const job = store.queue.claim()?.id ?? 0;
  store.swings.storeRevision({ report: reportOf(id), poses: tracks().map(encodePoses), embedding: null, job });
  return id;
}

function dropClips(id: string): void {
  // As the disk rule does it: the rows say that the files made way.
  store.media.detach(id);
}

function resultFor({ identity }: AnalysisToDo, model: string): AnalysisResult {
  const report = reportOf(identity.id);
  return {
    report: { ...report, revision: identity.revision, versions: { ...report.versions, model } },
    tracks: tracks(),
    keyFrames: [],
    figure: { withheld: 'needs-calibration' },
    embedding: null,
    number: 1,
    certainty: 1,
    otherSwings: [],
    poseCpuMs: 1,
    framesAnalysed: 3,
  };
}

type Analyze = BackgroundAnalyst['analyze'];

function run(analyze: Analyze, on: Store = store): { facts: BayFact[]; opened: () => number } {
  const facts: BayFact[] = [];
  let opened = 0;
  dispatcher = new ReanalysisDispatcher({
    store: on,
    openAnalyst: () => {
      opened++;
      return { analyze, close: () => Promise.resolve() };
    },
    measuring: new RemeasureProcess(),
    log: silentLog,
  });
  dispatcher.start((fact) => facts.push(fact));
  return { facts, opened: () => opened };
}

const answers: Analyze = (request, onProgress, model) => {
  onProgress({ stage: 'pose', fraction: 0.5 });
  return Promise.resolve(resultFor(request, model));
};
const refuses: Analyze = () => Promise.reject(new Error('no clip should be looked at'));

/** A process of its own has to start on a crowded machine. */
const PATIENCE = { timeout: 30_000 };

const settled = (id: string, revision: number) =>
  expect.poll(() => store.swings.find(id).revision, PATIENCE).toBe(revision);

describe('a stored swing that is analysed again', () => {
  it('gets a new revision beside the old one, each with what made it', async () => {
    const id = await measuredSwing();
    expect(requestReanalysis(store, id, HEAVY)).toBe('queued');
    expect(requestReanalysis(store, id, HEAVY)).toBe('open-already');
    const { facts } = run(answers);
    await settled(id, 2);
    expect(store.swings.revisions(id)).toMatchObject([
      { revision: 1, versions: { model: 'lite' } },
      { revision: 2, versions: { model: 'heavy' } },
    ]);
    expect(store.swings.report(id, 1).versions.model).toBe('lite');
    expect(facts).toContainEqual({ type: 'analysis-advanced', swing: id, stage: 'pose', fraction: 0.5 });
    expect(store.outbox.announced(100).filter(({ kind }) => kind === 'revision-stored')).toHaveLength(2);
    expect(requestReanalysis(store, id, HEAVY)).toBe('up-to-date');
    expect(requestReanalysis(store, id, { ...HEAVY, again: true })).toBe('queued');
  });

  it('is measured from its landmarks where the clips are gone, and says so', async () => {
    const id = await measuredSwing();
    dropClips(id);
    requestReanalysis(store, id, { ...HEAVY, again: true });
    const { opened } = run(refuses);
    await settled(id, 2);
    const report = store.swings.report(id);
    expect(report.versions).toMatchObject({ model: 'lite', measuredFrom: 'landmarks' });
    expect(report.events).toEqual(store.swings.report(id, 1).events);
    const turn = report.metrics.find((metric) => metric.id === 'pelvis-turn' && metric.at === 'top');
    expect(turn).toMatchObject({ method: 'corrected' });
    const { startMs, topMs } = GOLFER.times;
    const truth = GOLFER.postureAt(topMs).pelvisTurn - GOLFER.postureAt(startMs).pelvisTurn;
    expect(Math.abs((turn as { value: number }).value - truth)).toBeLessThan(15);
    expect(report.versions.correction).toMatch(/^[0-9a-f]{64}$/);
    expect(opened()).toBe(0);
  });

  it('uses no calibration of a camera that had been moved', async () => {
    const id = await measuredSwing();
    const { cameras } = store.swings.report(id);
    const moved = cameras.map((camera) => ({ ...camera, nudged: camera.name === 'down-the-line' }));
    const { revision: _first, ...report } = reportOf(id, { cameras: moved }) as SwingReport;
    store.swings.storeRevision({ report, poses: tracks().map(encodePoses), embedding: null });
    dropClips(id);
    requestReanalysis(store, id, { ...HEAVY, again: true });
    run(refuses);
    await settled(id, 3);
    const { metrics } = store.swings.report(id);
    expect(metrics.length).toBeGreaterThan(20);
    const fromBoth = metrics.filter((metric) => 'method' in metric && /corrected|triangulated/.test(metric.method));
    expect(fromBoth).toEqual([]);
  });

  it('is refused where neither clips nor poses are left', async () => {
    const { id } = store.swings.recordSwing(aSwing());
    store.swings.storeRevision({ report: sampleReport(id) });
    expect(() => requestReanalysis(store, id, HEAVY)).toThrow(
      expect.objectContaining({ code: 'analysis/nothing-left' }) as Error,
    );
  });

  it('waits while a live swing waits, and goes first of nobody', async () => {
    const id = await measuredSwing();
    requestReanalysis(store, id, HEAVY);
    const live = store.swings.recordSwing(aSwing({ analysis: {} }));
    expect(store.queue.claim('background')).toBeUndefined();
    const job = store.queue.claim();
    expect(job?.swing).toBe(live.id);
    expect(store.queue.claim('background')).toBeUndefined();
    store.swings.storeRevision({ report: sampleReport(live.id), job: job?.id ?? 0 });
    expect(store.queue.claim('background')?.swing).toBe(id);
  });

  it('is begun again after a crash in the middle, without a second revision', async () => {
    const id = await measuredSwing();
    requestReanalysis(store, id, HEAVY);
    // A process that claims the job and is gone before it ends.
    expect(store.queue.claim('background')?.attempt).toBe(1);
    await store.close();
    store = await openStoreIn(directory.path);
    let tries = 0;
    run((request, onProgress, model) => {
      tries++;
      return answers(request, onProgress, model);
    });
    await settled(id, 2);
    expect(tries).toBe(1);
    expect(store.queue.openJobs()).toBe(0);
    expect(store.swings.revisions(id)).toHaveLength(2);
  });

  it('keeps its report when analysing fails, after the tries it is given', async () => {
    const id = await measuredSwing();
    requestReanalysis(store, id, HEAVY);
    let tries = 0;
    run(() => {
      tries++;
      return Promise.reject(new BayError('analysis/process-lost', 'It died.', { retryable: true }));
    });
    await expect.poll(() => store.queue.openJobs(), PATIENCE).toBe(0);
    expect(tries).toBe(3);
    expect(store.swings.find(id)).toMatchObject({ revision: 1, status: 'completed', failure: null });
  });
});

describe('a swing whose hand is corrected', () => {
  it('is measured with that hand by its own model, and by every analysis after it', async () => {
    const id = await measuredSwing();
    const asked: unknown[] = [];
    const { handedness: seen } = store.swings.report(id);
    const other = seen === 'right' ? 'left' : 'right';
    expect(requestOtherHand(store, id, seen)).toBe('up-to-date');
    expect(requestOtherHand(store, id, other)).toBe('queued');
    run((request, _onProgress, model) => {
      asked.push([request.handedness, model]);
      const result = resultFor(request, model);
      const handedness = request.handedness ?? seen;
      return Promise.resolve({ ...result, report: { ...result.report, handedness } });
    });
    await settled(id, 2);
    expect(store.swings.report(id).handedness).toBe(other);
    requestReanalysis(store, id, HEAVY);
    dispatcher?.wake();
    await settled(id, 3);
    expect(asked).toEqual([
      [other, 'lite'],
      [other, 'heavy'],
    ]);
  });

  it('stays as it was measured where its pictures are gone', async () => {
    const id = await measuredSwing();
    dropClips(id);
    expect(() => requestOtherHand(store, id, 'left')).toThrow(
      expect.objectContaining({ code: 'analysis/clips-gone' }) as Error,
    );
  });
});

describe('an older embedding', () => {
  it('is made anew from stored landmarks when nothing else is to do', async () => {
    const id = await measuredSwing();
    store.embeddings.remove(id);
    run(refuses);
    // A swing without impact has no place, which is remembered.
    await expect.poll(() => store.embeddings.outdated(1, 10), PATIENCE).toEqual([]);
    expect(store.embeddings.idOf(id)).toBeDefined();
  });

  it('is looked for in swings without poses while everybody else has their turn', async () => {
    const swings = 100;
    for (let n = 0; n < swings; n++) {
      const { id } = store.swings.recordSwing(aSwing());
      store.swings.storeRevision({ report: reportOf(id, { landmarks: [] }), poses: [], embedding: null });
      store.embeddings.remove(id);
    }
    run(refuses);
    let turns = 0;
    while (store.embeddings.outdated(1, 1).length > 0) {
      await nextTurn();
      turns++;
    }
    expect(turns).toBeGreaterThanOrEqual(swings);
  });

  it('is looked for behind those that are done, never among them again', async () => {
    const ordinals: number[] = [];
    store.transact('old swings', () => {
      for (let n = 0; n < 45; n++) {
        const { id, ordinal } = store.swings.recordSwing(aSwing());
        store.swings.storeRevision({ report: reportOf(id, { landmarks: [] }), poses: [], embedding: null });
        store.embeddings.remove(id);
        ordinals.unshift(ordinal);
      }
    });
    const outdated = vi.spyOn(store.embeddings, 'outdated');
    run(refuses);
    await expect.poll(() => outdated.mock.results.at(-1)?.value, PATIENCE).toEqual([]);
    expect(outdated.mock.calls.map(([, , before]) => before)).toEqual([
      ...[Number.MAX_SAFE_INTEGER, ordinals[19], ordinals[39], ordinals[44]],
    ]);
  });
});

it('takes at most half of the queue for swings that nobody waits for', async () => {
  await store.close();
  store = await openStoreIn(directory.path, { analysisJobsMax: 2 });
  const [first, second] = [await measuredSwing(), await measuredSwing()];
  expect(requestReanalysis(store, first, HEAVY)).toBe('queued');
  expect(() => requestReanalysis(store, second, HEAVY)).toThrow(
    expect.objectContaining({ code: 'analysis/queue-full' }) as Error,
  );
  expect(store.queue.enqueue(second)).toBe(true);
});
