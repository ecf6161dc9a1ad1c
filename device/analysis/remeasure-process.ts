/**
 * Has stored landmarks measured or embedded in a process of its own, one swing after the other: the correction is native
 * code, which may abort its process and would block the thread that calls it.
 */
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TetheredProcess } from '../process/tethered-process.ts';
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

/** At the lowest priority of a busy bay; a swing takes less than a second of a processor. */
const ANSWER_MS_MAX = 120_000;
const STOP_GRACE_MS = 1_000;

export class RemeasureProcess {
  #process: TetheredProcess | null = null;
  #last: Promise<unknown> = Promise.resolve();

  /** Rejects with a coded error where the process is lost or the landmarks cannot be measured. */
  async remeasure(report: SwingReport, motion: SwingMotion): Promise<Remeasured> {
    const { embedding, ...answer } = await this.#ask({ report, motion });
    return { report: answer.report ?? report, embedding };
  }

  async embed(motion: SwingMotion): Promise<SwingEmbedding | null> {
    return (await this.#ask({ report: null, motion })).embedding;
  }

  /** Idempotent; the next order starts the process again. */
  async close(): Promise<void> {
    const running = this.#process;
    this.#process = null;
    await running?.stop(STOP_GRACE_MS);
  }

  #ask(order: RemeasureOrder): Promise<Exclude<RemeasureAnswer, { problem: string }>> {
    const asked = this.#last.then(async () => {
      const running = (this.#process ??= this.#started());
      const late = setTimeout(() => void running.kill(), ANSWER_MS_MAX);
      try {
        const answered = once(running.child, 'message');
        running.child.send(order, () => undefined);
        const [answer] = (await Promise.race([answered, lost(running)])) as [RemeasureAnswer];
        if ('problem' in answer) throw analystLost(answer.problem);
        return answer;
      } finally {
        clearTimeout(late);
      }
    });
    this.#last = asked.catch(() => undefined);
    return asked;
  }

  #started(): TetheredProcess {
    const program = new URL(`./remeasure-child${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
    const started = new TetheredProcess({
      command: process.execPath,
      args: [fileURLToPath(program)],
      stdio: { more: ['ipc'] },
    });
    void started.exited.then(() => {
      if (this.#process === started) this.#process = null;
    });
    return started;
  }
}

async function lost({ exited }: TetheredProcess): Promise<never> {
  const { code, signal } = await exited;
  throw analystLost(`the measuring process ended with ${signal ?? `exit code ${code}`}`);
}
