/** The process that measures stored landmarks. Nobody waits for it: it takes what the others leave of the processor. */
import { constants, setPriority } from 'node:os';
import { explain } from '../errors/bay-error.ts';
import { exitWithOwner } from '../process/exit-with-owner.ts';
import { embedSwing } from '../swing/embedding/embed-swing.ts';
import { remeasure } from './remeasure.ts';
import type { RemeasureAnswer, RemeasureOrder } from './remeasure-process.ts';

setPriority(constants.priority.PRIORITY_LOW);
exitWithOwner();
process.on('message', (order: RemeasureOrder) => {
  void answerTo(order).then((answer) => {
    // The callback takes the error of a channel that closes at this moment; its owner's end ends this process.
    if (process.connected) process.send?.(answer, undefined, undefined, () => undefined);
  });
});

async function answerTo({ report, motion }: RemeasureOrder): Promise<RemeasureAnswer> {
  try {
    return report === null ? { report, embedding: embedSwing(motion) } : await remeasure(report, motion);
  } catch (error) {
    return { problem: explain(error) };
  }
}
