import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The daemon's program. It has decorators, so it runs from `dist` only; the command line does too. */
export const daemonEntry: string = fileURLToPath(
  new URL(`../main${extname(fileURLToPath(import.meta.url))}`, import.meta.url),
);
