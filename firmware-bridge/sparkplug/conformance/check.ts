/** Judges transcripts by every clause that can be seen from outside an edge node. */
import { ADDRESSING_CLAUSES } from './addressing.clauses.ts';
import { BIRTH_CLAUSES } from './birth.clauses.ts';
import type { Clause } from './clause.ts';
import { DELIVERY_CLAUSES } from './delivery.clauses.ts';
import { METRIC_CLAUSES } from './metric.clauses.ts';
import { PRIMARY_HOST_CLAUSES } from './primary-host.clauses.ts';
import { SEQUENCE_CLAUSES } from './sequence.clauses.ts';
import { SESSION_CLAUSES } from './session.clauses.ts';
import type { Transcript } from './transcript.ts';

export const CLAUSES: readonly Clause[] = [
  ...ADDRESSING_CLAUSES,
  ...DELIVERY_CLAUSES,
  ...SEQUENCE_CLAUSES,
  ...METRIC_CLAUSES,
  ...BIRTH_CLAUSES,
  ...SESSION_CLAUSES,
  ...PRIMARY_HOST_CLAUSES,
];

export interface ClauseVerdict {
  readonly id: string;
  readonly says: string;
  /** How often there was something to judge, over all transcripts. */
  readonly seen: number;
  /** Each with the name of its transcript. */
  readonly breaches: readonly string[];
}

export function checkTranscripts(transcripts: readonly Transcript[]): ClauseVerdict[] {
  return CLAUSES.map(({ id, says, judge }) => {
    const judgements = transcripts.map((transcript) => ({ name: transcript.context.name, ...judge(transcript) }));
    return {
      id,
      says,
      seen: judgements.reduce((sum, { seen }) => sum + seen, 0),
      breaches: judgements.flatMap(({ name, breaches }) => breaches.map((breach) => `${name}: ${breach}`)),
    };
  });
}
