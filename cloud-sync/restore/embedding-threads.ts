/**
 * Finds the points of swings that come out of the object store beside the thread that asks: one takes a twentieth of a
 * second of a processor, twice what reading and storing the swing does.
 */
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { SwingEmbedding } from '../../device/swing/embedding/embed-swing.ts';
import type { SwingMotion } from '../../device/swing/metrics/swing-motion.ts';
import { pointFailed } from './errors.ts';

/** Finds a swing's point; null where it has none. Rejects with a coded error where it cannot be looked for. */
export type Embed = (motion: SwingMotion) => Promise<SwingEmbedding | null>;

export interface EmbeddingOrder {
  readonly id: number;
  readonly motion: SwingMotion;
}

export type EmbeddingReply =
  | { readonly id: number; readonly embedding: SwingEmbedding | null }
  | { readonly id: number; readonly failure: string };

interface Waiting {
  readonly resolve: (embedding: SwingEmbedding | null) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  /** As many as its callers ask for at once. */
  readonly waiting: Map<number, Waiting>;
}

export class EmbeddingThreads {
  readonly #threadsMax: number;
  readonly #threads = new Set<Thread>();
  #nextId = 1;
  #isClosed = false;

  /** @param threadsMax one for each processor where absent; each is started when the others have something to do */
  constructor(threadsMax = availableParallelism()) {
    this.#threadsMax = threadsMax;
  }

  /** Rejects with `restore/point-failed`, also once this is closed. */
  readonly embed: Embed = (motion) => {
    if (this.#isClosed) return Promise.reject(pointFailed('it was ended'));
    const thread = this.#leastBusy();
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      thread.waiting.set(id, { resolve, reject });
      thread.worker.postMessage({ id, motion } satisfies EmbeddingOrder);
    });
  };

  /** What is under way is given up. Idempotent. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#threads].map(({ worker }) => worker.terminate()));
  }

  #leastBusy(): Thread {
    const [first, ...others] = this.#threads;
    const least = others.reduce((a, b) => (b && a && b.waiting.size < a.waiting.size ? b : a), first);
    return least !== undefined && (least.waiting.size === 0 || this.#threads.size >= this.#threadsMax)
      ? least
      : this.#started();
  }

  #started(): Thread {
    const program = new URL(`./embedding-worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
    const thread: Thread = { worker: new Worker(program), waiting: new Map() };
    this.#threads.add(thread);
    let why = 'its thread was ended';
    thread.worker.on('message', (reply: EmbeddingReply) => {
      const waiting = thread.waiting.get(reply.id);
      thread.waiting.delete(reply.id);
      if ('failure' in reply) waiting?.reject(pointFailed(reply.failure));
      else waiting?.resolve(reply.embedding);
    });
    thread.worker.on('error', (error: Error) => {
      why = error.message;
    });
    thread.worker.on('exit', () => {
      this.#threads.delete(thread);
      for (const { reject } of thread.waiting.values()) reject(pointFailed(why));
    });
    return thread;
  }
}
