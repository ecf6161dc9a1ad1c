/**
 * Writes one film script in a thread of its own: some megabytes of outlines take a fifth of a second, for which the
 * daemon's own thread has no time.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { BayError } from '../errors/bay-error.ts';
import type { FilmScriptOrder, FilmScriptReply } from './film-script-thread.ts';
import { filmScript, filmWords, textsOf, timingOf } from './film-script.ts';
import { lettersFor } from './letters.ts';

const { report, cameras, order } = workerData as FilmScriptOrder;

async function reply(): Promise<FilmScriptReply> {
  try {
    const timing = timingOf(report, cameras, order);
    const words = filmWords(report, cameras, timing, order.language);
    const letters = await lettersFor(textsOf(words));
    return { script: filmScript(report, cameras, { order, timing, words, letters }) };
  } catch (error) {
    if (!(error instanceof BayError)) throw error;
    // Errors lose their class on the way between threads.
    const { code, message, hint, retryable } = error;
    return { refusal: { code, message, hint, retryable } };
  }
}

parentPort?.postMessage(await reply());
