/**
 * The promise about the second after the swing: from the last picture of the finish to the result on the bay's screen.
 *
 * A virtual golfer swings before two 720p60 cameras, and the whole bay runs beside it as in a visit, live poses and all.
 * The floor is that of `bench analyze`: the processor time that the pose threads took for the swing, spread over all
 * cores. A bay reads a swing while it is recorded, so the wait may be shorter than the floor.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NS_PER_MS, systemClock } from '../../clock/clock.ts';
import { readEnvironment } from '../../config/environment.ts';
import { projectRoot } from '../../config/project-root.ts';
import { BayClient } from '../bay-client.ts';
import { type DemoBay, openDemoBay } from '../demo-bay.ts';
import type { Figure } from './figure.ts';

const RATIO_MAX = 1.3;
const SWINGS = 10;
const QUICK_SWINGS = 3;
const RESULT_MS_MAX = 120_000;
/** Until the golfer stands to the next ball and the bay has nothing else to do. */
const REST_MS = 3_000;

interface Waited {
  readonly ms: number;
  readonly floorMs: number;
  readonly frames: number;
  readonly model: string;
  readonly stages: Readonly<Record<string, number>>;
}

export async function benchResult(options: { quick: boolean }): Promise<Figure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'swingbay-bench-result-'));
  const bay = await openDemoBay({
    cacheDirectory: readEnvironment().cacheDirectory ?? join(projectRoot, '.swingbay', 'virtual-bay'),
    directory,
    port: 0,
    virtual: { prepare: ['swing'], fps: 60, width: 1280, height: 720 },
  });
  try {
    const { client } = await BayClient.connect(bay.daemon.url);
    // Not counted: it warms the decoders, the files and the networks up.
    await waitAfterSwing(bay, client);
    const waited: Waited[] = [];
    for (let swing = 0; swing < (options.quick ? QUICK_SWINGS : SWINGS); swing++) {
      waited.push(await waitAfterSwing(bay, client));
    }
    client.close();
    return figuresOf(waited);
  } finally {
    await bay.close();
    await rm(directory, { recursive: true, force: true });
  }
}

async function waitAfterSwing(bay: DemoBay, client: BayClient): Promise<Waited> {
  await sleep(REST_MS);
  const done = client.next('ANALYSIS_COMPLETE', RESULT_MS_MAX, ({ status }) => status === 'completed');
  await bay.play('swing');
  const { swingId } = await done;
  // The screen asks for the report when it hears of it: what it shows is there when the report is.
  const report = await client.report(swingId);
  const nowNs = systemClock.monotonicNs();
  const lastNs = report.order.monotonicNs + Math.max(...report.clips.map(({ toMs }) => toMs)) * NS_PER_MS;
  return {
    ms: (nowNs - lastNs) / NS_PER_MS,
    floorMs: (report.stagesMs['poseThreads'] ?? Number.NaN) / availableParallelism(),
    frames: report.landmarks.reduce((sum, { frames }) => sum + frames, 0),
    model: report.versions.model,
    stages: report.stagesMs,
  };
}

function figuresOf(waited: readonly Waited[]): Figure[] {
  const p95 = percentile(waited, 0.95);
  const middle = percentile(waited, 0.5);
  return [
    { ...compared('from the last picture of the finish to the result, p95', p95), limit: RATIO_MAX * p95.floorMs },
    { ...compared('from the last picture of the finish to the result, median', middle), limit: null },
    ...Object.entries(middle.stages).map(([stage, ms]) => told(`of the median: ${stage}`, ms, 'ms')),
    told(`pictures of the median swing, ${middle.model}`, middle.frames, ''),
  ];
}

function compared(name: string, { ms, floorMs }: Waited): Figure {
  const ratio = ms / floorMs;
  return { name, value: ms, unit: 'ms', floor: floorMs, ratio, limit: null, ok: ratio <= RATIO_MAX };
}

function told(name: string, value: number, unit: string): Figure {
  return { name, value, unit, floor: null, ratio: null, limit: null, ok: Number.isFinite(value) };
}

function percentile(waited: readonly Waited[], part: number): Waited {
  const sorted = waited.toSorted((a, b) => a.ms / a.floorMs - b.ms / b.floorMs);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] as Waited;
}
