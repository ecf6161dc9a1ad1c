/** The thread that measures stored landmarks: smoothing a swing takes a tenth of a second, which the daemon has not. */
import { parentPort } from 'node:worker_threads';
import { explain } from '../errors/bay-error.ts';
import { embedSwing } from '../swing/embedding/embed-swing.ts';
import { remeasure } from './remeasure.ts';
import type { RemeasureAnswer, RemeasureOrder } from './remeasure-thread.ts';

parentPort?.on('message', (order: RemeasureOrder) => parentPort?.postMessage(answerTo(order)));

function answerTo({ report, motion }: RemeasureOrder): RemeasureAnswer {
  try {
    return report === null ? { report, embedding: embedSwing(motion) } : remeasure(report, motion);
  } catch (error) {
    return { problem: explain(error) };
  }
}
