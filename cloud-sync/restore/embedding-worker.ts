/** Finds the points of swings in a thread of its own, one after the other. */
import { parentPort } from 'node:worker_threads';
import { embedSwing } from '../../device/swing/embedding/embed-swing.ts';
import type { EmbeddingOrder, EmbeddingReply } from './embedding-threads.ts';

parentPort?.on('message', ({ id, motion }: EmbeddingOrder) => {
  parentPort?.postMessage(answer(id, motion));
});

function answer(id: number, motion: EmbeddingOrder['motion']): EmbeddingReply {
  try {
    return { id, embedding: embedSwing(motion) };
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) };
  }
}
