/** The thread in which a film script is written, as its caller sees it. */
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { BayError, type ErrorCode } from '../errors/bay-error.ts';
import type { SwingReport } from '../swing/report/swing-report.ts';
import { filmFailed } from './errors.ts';
import type { FilmOrder } from './film-order.ts';
import type { FilmedCamera, FilmScript } from './film-script.ts';

export interface FilmScriptOrder {
  readonly report: SwingReport;
  readonly cameras: readonly FilmedCamera[];
  readonly order: FilmOrder;
}

export type FilmScriptReply =
  | { readonly script: FilmScript }
  | {
      readonly refusal: {
        readonly code: ErrorCode;
        readonly message: string;
        readonly hint: string | undefined;
        readonly retryable: boolean;
      };
    };

/** A hundred times what the longest film takes. */
const WRITE_MS_MAX = 30_000;

/** Rejects with `export/fonts-unusable` and `export/failed`. */
export async function writeFilmScript(workerData: FilmScriptOrder): Promise<FilmScript> {
  const worker = new Worker(new URL(`./film-script-worker${extname(import.meta.url)}`, import.meta.url), {
    workerData,
  });
  const timer = setTimeout(() => void worker.terminate(), WRITE_MS_MAX);
  try {
    const reply = await new Promise<FilmScriptReply>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', (error: Error) => reject(filmFailed(error.message.replace(/\.$/, ''), false)));
      worker.once('exit', () => reject(filmFailed('its drawing was ended', true)));
    });
    if ('script' in reply) return reply.script;
    const { code, message, hint, retryable } = reply.refusal;
    throw new BayError(code, message, { retryable, ...(hint === undefined ? {} : { hint }) });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
