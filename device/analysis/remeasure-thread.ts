/** Has stored landmarks measured or embedded in a thread of its own, one swing after the other. */
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { SwingEmbedding } from '../swing/embedding/embed-swing.ts';
import type { SwingMotion } from '../swing/metrics/swing-motion.ts';
import type { SwingReport } from '../swing/report/swing-report.ts';
import { analystLost } from './errors.ts';
import type { Remeasured } from './remeasure.ts';

/** Without a report only the embedding is wanted. */
export interface RemeasureOrder {
  readonly report: SwingReport | null;
  readonly motion: SwingMotion;
}

export type RemeasureAnswer =
  | { readonly report: SwingReport | null; readonly embedding: SwingEmbedding | null }
  | { readonly problem: string };

export class RemeasureThread {
  #worker: Worker | null = null;
  #last: Promise<unknown> = Promise.resolve();

  /** Rejects with a coded error where the thread is lost or the landmarks cannot be measured. */
  async remeasure(report: SwingReport, motion: SwingMotion): Promise<Remeasured> {
    const { embedding, ...answer } = await this.#ask({ report, motion });
    return { report: answer.report ?? report, embedding };
  }

  async embed(motion: SwingMotion): Promise<SwingEmbedding | null> {
    return (await this.#ask({ report: null, motion })).embedding;
  }

  /** Idempotent; the next order starts the thread again. */
  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  #ask(order: RemeasureOrder): Promise<Exclude<RemeasureAnswer, { problem: string }>> {
    const asked = this.#last.then(async () => {
      const worker = (this.#worker ??= this.#started());
      worker.postMessage(order);
      const [answer] = (await Promise.race([once(worker, 'message'), lost(worker)])) as [RemeasureAnswer];
      if ('problem' in answer) throw analystLost(answer.problem);
      return answer;
    });
    this.#last = asked.catch(() => undefined);
    return asked;
  }

  #started(): Worker {
    const worker = new Worker(new URL(`./remeasure-worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url));
    worker.unref();
    worker.once('exit', () => {
      if (this.#worker === worker) this.#worker = null;
    });
    return worker;
  }
}

async function lost(worker: Worker): Promise<never> {
  const [code] = (await once(worker, 'exit')) as [number];
  throw analystLost(`the measuring thread ended with ${code}`);
}
