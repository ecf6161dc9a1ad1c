/** Two rendered views, read while they “come” and read whole: the same swing, to the last bit. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { builtModelFile } from '../../models/built-model.ts';
import { projectRoot } from '../config/project-root.ts';
import { ClipCache } from '../virtual-bay/clip-cache.ts';
import { exportScenario } from '../virtual-bay/export-scenario.ts';
import { randomGolfer } from '../virtual-bay/random-golfer.ts';
import { RenderFarm } from '../virtual-bay/render-farm.ts';
import { scenarioFor } from '../virtual-bay/scenario.ts';
import type { AnalysisRequest, AnalysisResult, ViewRequest } from './analysis-request.ts';
import { analyzeViews } from './analyze-views.ts';
import type { HeadOrder } from './child-messages.ts';
import { HeadSeat } from './head-seat.ts';
import { PoseCrew } from './pose-crew.ts';

const modelsBuilt = existsSync(builtModelFile('pose-detector'));
if (!modelsBuilt)
  process.stdout.write('left out: reading a swing while it is recorded (the pose models are not built)\n');

const SIZE = { width: 640, height: 360, fps: 30 };
const CHOICE = { model: 'lite', frameStride: 1 } as const;
const PIECE_BYTES = 20_000;

describe.skipIf(!modelsBuilt)('a swing that is read while it is recorded', () => {
  let directory: string;
  let crew: PoseCrew;
  let request: AnalysisRequest;
  let whole: AnalysisResult;
  const lost: string[] = [];
  let seat: HeadSeat;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'swingbay-head-'));
    crew = new PoseCrew();
    seat = new HeadSeat(
      crew,
      () => CHOICE,
      (_, why) => lost.push(why),
    );
    request = requestFor(await renderedViews(directory));
    whole = await analyzeViews(request, undefined, crew);
  }, 120_000);

  afterAll(async () => {
    await crew?.close();
    await rm(directory, { recursive: true, force: true });
  });

  /** As the bay gives them: some units at a time, of all views by turns. */
  function giveAll(swing: string, views = request.views): void {
    const order = (rest: object): void => seat.take({ swing, ...rest } as HeadOrder);
    order({
      type: 'head-begin',
      ...{ withinMs: 1, model: null },
      views: views.map(({ name, frameTimesNs }) => ({
        ...{ name, ...SIZE, searchArea: null, announcedFrames: frameTimesNs?.length ?? 0 },
      })),
    });
    const streams = views.map(({ file }) => annexB(file));
    const longest = Math.max(...streams.map(({ length }) => length));
    for (let at = 0; at < longest; at += PIECE_BYTES) {
      for (const [i, { name, frameTimesNs }] of views.entries()) {
        const units = streams[i]?.subarray(at, at + PIECE_BYTES);
        order({ type: 'head-units', view: name, units, timesNs: at === 0 ? frameTimesNs : [] });
      }
    }
    order({ type: 'head-end' });
  }

  async function analyzed(asked: AnalysisRequest): Promise<{ result: AnalysisResult; wasOfUse: boolean }> {
    const head = await seat.for(asked.identity.id);
    if (head === undefined) throw new Error('There is no head start.');
    const spy = vi.spyOn(head, 'viewsOf');
    const result = await analyzeViews(asked, undefined, crew, head);
    return { result, wasOfUse: (await spy.mock.results[0]?.value) !== null };
  }

  it('gives the poses and the report that its clips give', async () => {
    giveAll(request.identity.id);
    const { result, wasOfUse } = await analyzed(request);
    expect(wasOfUse).toBe(true);
    expect(result.tracks).toEqual(whole.tracks);
    expect(withoutTimes(result)).toEqual(withoutTimes(whole));
  });

  it('is read from its clips where they hold other pictures than came', async () => {
    giveAll(
      request.identity.id,
      request.views.map((view) => ({ ...view, frameTimesNs: view.frameTimesNs?.slice(1) ?? [] })),
    );
    const { result, wasOfUse } = await analyzed(request);
    expect(wasOfUse).toBe(false);
    expect(result.tracks).toEqual(whole.tracks);
  });

  it('gives way to another analysis, and says so', async () => {
    giveAll('another swing');
    expect(await seat.for(request.identity.id)).toBeUndefined();
    expect(lost).toEqual(['another analysis came first']);
    expect((await analyzeViews(request, undefined, crew)).tracks).toEqual(whole.tracks);
  });
});

/** What the machine’s speed decides is not part of what was measured. */
function withoutTimes({ report }: AnalysisResult): object {
  const { stagesMs: _stages, ...rest } = report;
  return rest;
}

function annexB(file: string): Uint8Array {
  return execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-c', 'copy', '-an', '-f', 'h264', 'pipe:1'], {
    maxBuffer: 64 * 1024 * 1024,
  });
}

async function renderedViews(directory: string): Promise<ViewRequest[]> {
  const farm = new RenderFarm();
  try {
    const cache = new ClipCache(join(projectRoot, '.swingbay', 'virtual-bay'));
    const scenario = scenarioFor(randomGolfer(7), {}, SIZE);
    const { videos } = await exportScenario(scenario, directory, { cache, farm });
    return videos.map(({ camera, file }) => {
      const counted = execFileSync('ffprobe', [
        ...['-v', 'error', '-count_packets', '-select_streams', 'v:0', '-show_entries', 'stream=nb_read_packets'],
        ...['-of', 'csv=p=0', file],
      ]);
      const frameTimesNs = Array.from({ length: Number(counted.toString()) }, (_, i) =>
        Math.round((i * 1e9) / SIZE.fps),
      );
      return { name: camera, role: null, file, calibration: null, frameTimesNs, stamped: 'arrival', searchArea: null };
    });
  } finally {
    await farm.close();
  }
}

function requestFor(views: readonly ViewRequest[]): AnalysisRequest {
  return {
    identity: {
      ...{ id: uuidv7(), revision: 1, kind: 'shot', bay: 'bay-1', session: 'visit', player: null, club: null },
      ...{ recordedAt: new Date().toISOString(), bootId: 'boot', sequence: 0, missing: [] },
    },
    ...{ views, heard: [], impactHintNs: null, handedness: null, ...CHOICE, swing: null },
  };
}
