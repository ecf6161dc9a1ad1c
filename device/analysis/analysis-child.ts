/**
 * A process that analyses one swing after the other and stays warm between them: native code may abort it without
 * taking the daemon along. It says that it lives twice a second, and how fast each model runs here before it is ready.
 */

import { constants, setPriority } from 'node:os';
import { probeVideo } from '../capture/video-probe.ts';
import type { PoseModel } from '../pose/pose-tracker.ts';
import { exitWithOwner } from '../process/exit-with-owner.ts';
import { analyzeViews } from './analyze-views.ts';
import {
  type AnalysisToDo,
  type AnalyzeOrder,
  type ChildOrder,
  type ChildReport,
  errorFacts,
  LOW_PRIORITY,
} from './child-messages.ts';
import { HeadSeat } from './head-seat.ts';
import { chooseModel, type ModelChoice } from './model-choice.ts';
import { PoseCrew } from './pose-crew.ts';

const ALIVE_EVERY_MS = 500;
/** A third of a camera's share where both want the processor. */
const MEASURING_PRIORITY = 5;

const isLowPriority = process.argv.includes(LOW_PRIORITY);
// Before there are threads, which inherit it. Cameras and lines go first where the processor is full: a swing measured
// later is still measured, a controller that is not answered in time is lost.
setPriority(isLowPriority ? constants.priority.PRIORITY_LOW : MEASURING_PRIORITY);

const crew = new PoseCrew();
exitWithOwner(() => crew.close());
setInterval(() => report({ type: 'alive' }), ALIVE_EVERY_MS);

const frameMs: Record<PoseModel, number> = { lite: 0, full: 0, heavy: 0 };
// An analysis for which nobody waits comes with its model: there is nothing to choose, and memory to save.
if (!isLowPriority) {
  for (const model of ['lite', 'full', 'heavy'] as const) frameMs[model] = await crew.timeModel(model);
}

/** Orders are taken one after the other; an analysis is begun and not waited for. */
const heads = new HeadSeat(
  crew,
  (load) => choose(load),
  (swing, why) => report({ type: 'head-lost', swing, why }),
);
process.on('message', (order: ChildOrder) => {
  if (order.type === 'analyze') void carryOut(order);
  else heads.take(order);
});
report({ type: 'ready', frameMs, threads: crew.threads });

async function carryOut({ job, request, withinMs, model }: AnalyzeOrder): Promise<void> {
  try {
    const head = await heads.for(request.identity.id);
    const choice = head?.choice ?? (model === null ? await choiceFor(request, withinMs) : { model, frameStride: 1 });
    const result = await analyzeViews(
      { ...request, ...choice },
      (progress) => report({ type: 'progress', job, progress }),
      crew,
      head,
    );
    report({ type: 'done', job, result });
  } catch (error) {
    report({ type: 'failed', job, error: errorFacts(error) });
  }
}

async function choiceFor(request: AnalysisToDo, withinMs: number): Promise<ModelChoice> {
  const counts = await Promise.all(
    request.views.map(
      async ({ frameTimesNs, file }) => frameTimesNs?.length ?? (await probeVideo(file)).announcedFrames,
    ),
  );
  return choose({ frames: counts.reduce((sum, count) => sum + count, 0), withinMs });
}

function choose(load: { frames: number; withinMs: number }): ModelChoice {
  return chooseModel({ ...load, threads: crew.threads, frameMs });
}

function report(message: ChildReport): void {
  // The callback takes the error of a channel that closes at this moment; its owner's end ends this process.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}
