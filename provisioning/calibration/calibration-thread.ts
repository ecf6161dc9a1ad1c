import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { BayError, type ErrorCode } from '../../device/errors/bay-error.ts';
import type { CalibrationAnswer, CalibrationAsk, CalibrationOrder } from './calibration-messages.ts';
import type { CharucoBoard } from './charuco-board.ts';

/**
 * OpenCV in a thread of its own. Orders wait in the thread, so whoever asks bounds them: at most one a camera here.
 * A thread that dies fails what it was asked with `calibration/thread-died`.
 */
export class CalibrationThread {
  readonly #worker: Worker;
  readonly #board: CharucoBoard;
  readonly #waiting = new Map<number, { resolve: (answer: CalibrationAnswer) => void; reject: (e: Error) => void }>();
  #nextId = 1;
  #isClosed = false;

  constructor(board: CharucoBoard) {
    this.#board = board;
    const entry = new URL(`./calibration-worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
    this.#worker = new Worker(entry);
    this.#worker.on('message', (answer: CalibrationAnswer) => {
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if (answer.type !== 'failed') waiting?.resolve(answer);
      else {
        const hint = answer.hint === undefined ? {} : { hint: answer.hint };
        const { retryable } = answer;
        waiting?.reject(new BayError(answer.code as ErrorCode, answer.message, { ...hint, retryable }));
      }
    });
    this.#worker.on('error', (cause) => this.#end(cause));
    this.#worker.on('exit', () => this.#end(undefined));
  }

  async ask<T extends CalibrationAsk['type']>(
    ask: Extract<CalibrationAsk, { type: T }>,
  ): Promise<Extract<CalibrationAnswer, { type: T }>> {
    if (this.#isClosed) throw threadDied(undefined);
    const id = this.#nextId++;
    const order: CalibrationOrder = { id, board: this.#board, ask };
    const answer = await new Promise<CalibrationAnswer>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage(order);
    });
    return answer as Extract<CalibrationAnswer, { type: T }>;
  }

  /** Idempotent; what is under way fails. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#worker.terminate();
  }

  #end(cause: unknown): void {
    this.#isClosed = true;
    for (const { reject } of this.#waiting.values()) reject(threadDied(cause));
    this.#waiting.clear();
  }
}

function threadDied(cause: unknown): BayError {
  return new BayError('calibration/thread-died', 'The calibration’s thread has ended.', {
    hint: 'Begin the calibration again.',
    retryable: true,
    cause,
  });
}
