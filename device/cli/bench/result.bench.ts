/**
 * The promise about the second after the swing: from the last picture of the finish to the result on the bay's screen.
 *
 * A virtual golfer swings before two 720p60 cameras, and the whole bay runs beside it as in a visit, live poses and all.
 * The floor is that of `bench analyze`, taken for the clips of the last swing in the same run: the processor time of the
 * pose threads with the model of files, spread over all cores. The bay may take a smaller model and reads a swing while
 * it is recorded, so the wait may be shorter than the floor; what the bay's own model must take is told beside it.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { floorOf } from '../../analysis/analyze.bench.ts';
import { NS_PER_MS, systemClock } from '../../clock/clock.ts';
import { readEnvironment } from '../../config/environment.ts';
import { projectRoot } from '../../config/project-root.ts';
import { BayError } from '../../errors/bay-error.ts';
import type { SwingReport } from '../../swing/report/swing-report.ts';
import { BayClient } from '../bay-client.ts';
import { type DemoBay, openDemoBay } from '../demo-bay.ts';
import { type Figure, told } from './figure.ts';

const RATIO_MAX = 1.3;
const SWINGS = 10;
const QUICK_SWINGS = 3;
const RESULT_MS_MAX = 120_000;
/** Until the golfer stands to the next ball and the bay has nothing else to do. */
const REST_MS = 3_000;

interface Waited {
  readonly report: SwingReport;
  readonly ms: number;
  /** What the bay's own model took, spread over all cores. */
  readonly ownFloorMs: number;
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
    return figuresOf(waited, await floorOf(await clipsOf(bay, waited.at(-1) as Waited, directory)));
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
    report,
    ms: (nowNs - lastNs) / NS_PER_MS,
    ownFloorMs: (report.stagesMs['poseThreads'] ?? Number.NaN) / availableParallelism(),
  };
}

/** As any program would fetch them. */
async function clipsOf(
  { daemon }: DemoBay,
  { report }: Waited,
  directory: string,
): Promise<{ camera: string; file: string }[]> {
  const clips: { camera: string; file: string }[] = [];
  for (const { name } of report.cameras) {
    const answer = await fetch(`${daemon.url}/api/v1/swings/${report.id}/video?camera=${encodeURIComponent(name)}`);
    if (!answer.ok) throw new BayError('bench/no-clip', `The bay gave no clip of ${name}: status ${answer.status}.`);
    const file = join(directory, `${name}.mp4`);
    await writeFile(file, Buffer.from(await answer.arrayBuffer()));
    clips.push({ camera: name, file });
  }
  return clips;
}

function figuresOf(waited: readonly Waited[], floorMs: number): Figure[] {
  const p95 = percentile(waited, 0.95);
  const middle = percentile(waited, 0.5);
  const { report } = middle;
  const frames = report.landmarks.reduce((sum, landmarks) => sum + landmarks.frames, 0);
  return [
    {
      ...held('from the last picture of the finish to the result, p95', p95.ms, floorMs),
      ...{ limit: RATIO_MAX * floorMs, ok: p95.ms <= RATIO_MAX * floorMs },
    },
    held('from the last picture of the finish to the result, median', middle.ms, floorMs),
    held(`the median, beside what ${report.versions.model} must take`, middle.ms, middle.ownFloorMs),
    ...Object.entries(report.stagesMs).map(([stage, ms]) => told(`of the median: ${stage}`, ms, 'ms')),
    told(`pictures of the median swing, ${report.versions.model}`, frames, ''),
  ];
}

function held(name: string, ms: number, floorMs: number): Figure {
  return { name, value: ms, unit: 'ms', floor: floorMs, ratio: ms / floorMs, limit: null, ok: Number.isFinite(ms) };
}

function percentile(waited: readonly Waited[], part: number): Waited {
  const sorted = waited.toSorted((a, b) => a.ms - b.ms);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] as Waited;
}
