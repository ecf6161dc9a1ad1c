/** What was found amiss over a whole run: all of it counted, the first of each kind told. */
import type { ErrorCode } from '../../device/errors/bay-error.ts';
import type { Finding } from './finding.ts';

const TOLD_OF_A_KIND = 20;

export interface FindingsTold {
  readonly code: ErrorCode;
  readonly count: number;
  readonly first: readonly Finding[];
}

export class Findings {
  readonly #kinds = new Map<ErrorCode, { count: number; first: Finding[] }>();

  add(...findings: readonly Finding[]): void {
    for (const finding of findings) {
      const kind = this.#kinds.get(finding.code) ?? { count: 0, first: [] };
      this.#kinds.set(finding.code, kind);
      kind.count++;
      if (kind.first.length < TOLD_OF_A_KIND) kind.first.push(finding);
    }
  }

  get count(): number {
    return [...this.#kinds.values()].reduce((sum, { count }) => sum + count, 0);
  }

  told(): FindingsTold[] {
    return [...this.#kinds].map(([code, { count, first }]) => ({ code, count, first }));
  }
}
