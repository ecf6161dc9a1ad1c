/**
 * Who may send now: so many at once, while others read and hash what they will send next.
 *
 * Documents go before files that wait, and where files alone have every turn, one document goes beside them: on a slow
 * line a result waits for no film.
 */
import type { ObjectContent } from '../../device/ports/object-store.port.ts';

export type Sent = 'document' | 'file';

/** What is made for the sending is a document. */
export function sentAs({ from }: ObjectContent): Sent {
  return 'file' in from ? 'file' : 'document';
}

interface Waiting {
  readonly what: Sent;
  readonly begin: () => void;
}

export class SendingTurns {
  readonly #atOnce: number;
  /** As long as its callers are many. */
  readonly #waiting: Waiting[] = [];
  readonly #running: Record<Sent, number> = { document: 0, file: 0 };

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /** Does the work when it is its turn; answers or rejects as it does. */
  async run<T>(what: Sent, work: () => Promise<T>): Promise<T> {
    if (!this.#mayBegin(what)) {
      await new Promise<void>((begin) => this.#waiting.push({ what, begin }));
    } else {
      this.#running[what]++;
    }
    try {
      return await work();
    } finally {
      this.#running[what]--;
      this.#handOn();
    }
  }

  #mayBegin(what: Sent): boolean {
    const { document, file } = this.#running;
    return document + file < this.#atOnce || (what === 'document' && document === 0 && file === this.#atOnce);
  }

  /** Each turn is counted before its work begins, so that nobody who comes in between takes it too. */
  #handOn(): void {
    for (const what of ['document', 'file'] as const) {
      while (this.#mayBegin(what)) {
        const at = this.#waiting.findIndex((waiting) => waiting.what === what);
        const [next] = at < 0 ? [] : this.#waiting.splice(at, 1);
        if (next === undefined) break;
        this.#running[what]++;
        next.begin();
      }
    }
  }
}
