import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnalysisResult } from '../analysis/analysis-request.ts';
import { BayError } from '../errors/bay-error.ts';
import { sampleReport } from '../store/fixtures/sample-report.ts';
import { aSwing, openStoreIn, stageClip, temporaryDirectory } from '../store/fixtures/store-in-directory.ts';
import type { Store } from '../store/store.ts';
import { emptyPoseTrack } from '../swing/pose/pose-track.ts';
import { silentLog } from '../telemetry/log.ts';
import { AnalysisDispatcher, type Analyst } from './analysis-dispatcher.ts';
import type { AnalysisToDo } from './analysis-filing.ts';
import type { AnalysisOrderOfBay, ViewOrder } from './analysis-order.ts';
import type { BayFact } from './bay-fact.ts';

/** The queue, the files and the transactions are real; only the analyst is scripted. */
let directory: ReturnType<typeof temporaryDirectory>;
let store: Store;
let dispatcher: AnalysisDispatcher | null = null;

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

function view(changes: Partial<ViewOrder>): ViewOrder {
  return {
    camera: 'face-on',
    role: 'face-on',
    sha256: null,
    file: null,
    frameTimesNs: [1e9, 2e9, 3e9],
    stamped: 'driver',
    stampUncertaintyMs: null,
    calibration: null,
    searchArea: null,
    ...changes,
  };
}

const orderOf = (...views: ViewOrder[]): AnalysisOrderOfBay => ({ views, impactNs: 2e9, sound: null });

function resultFor({ identity, views }: AnalysisToDo): AnalysisResult {
  const size = { width: 1280, height: 720 };
  return {
    report: { ...sampleReport(identity.id), revision: identity.revision },
    tracks: views.map(({ name }) => emptyPoseTrack(name, size, Float64Array.of(0, 1_000, 2_000))),
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

/** Runs what waits in the queue until one swing has settled. */
function settle(analyze: Analyst['analyze']): Promise<Extract<BayFact, { type: 'swing-settled' }>> {
  const running = new AnalysisDispatcher({
    store,
    analyst: { analyze, close: () => Promise.resolve() },
    log: silentLog,
  });
  dispatcher = running;
  return new Promise((resolve) => {
    running.start((fact) => {
      if (fact.type === 'swing-settled') resolve(fact);
    });
  });
}

describe('a swing that waits for its analysis', () => {
  it('becomes a report that names its clip and its poses', async () => {
    const staged = await stageClip(store, 'clip');
    if (!staged.isStored) throw new Error('the clip found no room');
    const { sha256 } = staged.media;
    const swing = store.swings.recordSwing(
      aSwing({ media: [staged.media], analysis: { ...orderOf(view({ sha256 })) } }),
    );
    const settled = await settle((request) => Promise.resolve(resultFor(request)));
    expect(settled).toEqual({ type: 'swing-settled', swing: swing.id, revision: 1, status: 'completed' });
    const report = store.swings.report(swing.id);
    expect(report.clips).toMatchObject([{ sha256, camera: 'face-on', fromMs: 0, toMs: 2_000 }]);
    expect(store.poses.find(swing.id, 'face-on')?.timesMs).toHaveLength(3);
  });

  it('is measured from memory when the disk had no room for its clip, and leaves nothing there', async () => {
    const file = join(directory.path, 'scratch.mp4');
    writeFileSync(file, 'a clip');
    const swing = store.swings.recordSwing(aSwing({ analysis: { ...orderOf(view({ file })) } }));
    const settled = await settle((request) => {
      expect(request.views[0]?.file).toBe(file);
      return Promise.resolve(resultFor(request));
    });
    expect(settled.status).toBe('completed');
    expect(store.swings.report(swing.id).clips).toEqual([]);
    expect(existsSync(file)).toBe(false);
  });

  it('brings the samples of its stroke along, where the disk had room for them', async () => {
    const content = { bytes: Buffer.from('samples') };
    const staged = await store.media.stage({ kind: 'sound', camera: null, mediaType: 'audio/wav', content });
    if (!staged.isStored) throw new Error('the sound found no room');
    const { sha256 } = staged.media;
    const heard = { atNs: 2e9, strength: 40, uncertaintyNs: 1e6 };
    const asked: AnalysisToDo[] = [];
    for (const kept of [sha256, '0'.repeat(64)]) {
      const order = orderOf(view({ file: '/nowhere.mp4' }));
      const sound = { ...heard, samples: { sha256: kept, fromNs: 17e8 } };
      const media = kept === sha256 ? [staged.media] : [];
      store.swings.recordSwing(aSwing({ media, analysis: { ...order, sound } }));
      await settle((request) => {
        asked.push(request);
        return Promise.resolve(resultFor(request));
      });
      await dispatcher?.stop();
    }
    expect(asked.map(({ heardSamples }) => heardSamples)).toEqual([
      { file: store.media.pathOf({ sha256 }), fromNs: 17e8 },
      null,
    ]);
    expect(asked.map((request) => request.heard)).toEqual([[heard], [heard]]);
  });

  it('is tried again after a failure that may pass', async () => {
    const swing = store.swings.recordSwing(aSwing({ analysis: { ...orderOf(view({ file: '/nowhere.mp4' })) } }));
    let tries = 0;
    const settled = await settle((request) => {
      tries++;
      if (tries === 1) throw new BayError('analysis/analyst-lost', 'It died.', { retryable: true });
      return Promise.resolve(resultFor(request));
    });
    expect([tries, settled.status, settled.swing]).toEqual([2, 'completed', swing.id]);
  });

  it('says why when it cannot be measured, and lets the next one through', async () => {
    const lost = store.swings.recordSwing(aSwing({ analysis: { ...orderOf(view({ sha256: '0'.repeat(64) })) } }));
    const settled = await settle((request) => Promise.resolve(resultFor(request)));
    expect(settled).toMatchObject({ swing: lost.id, revision: 0, status: 'failed' });
    expect(store.swings.find(lost.id).failure?.code).toBe('analysis/clip-gone');
    const next = store.swings.recordSwing(aSwing({ analysis: { ...orderOf(view({ file: '/nowhere.mp4' })) } }));
    dispatcher?.wake();
    await expect.poll(() => store.swings.find(next.id).status).toBe('completed');
  });
});
