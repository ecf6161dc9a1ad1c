/**
 * The two counters of a Sparkplug edge node, both of one byte.
 *
 * `seq` numbers every message of a session but the death, from 0 in the node's birth, so that a host sees what it
 * missed. `bdSeq` numbers CONNECT packets, over restarts too, so that a late death is not taken for the present one.
 */
export const SEQUENCE_MAX = 255;

export function nextSequence(sequence: number): number {
  return sequence >= SEQUENCE_MAX ? 0 : sequence + 1;
}

/** The first CONNECT of a node's life carries 0. */
export function nextBirthDeathSequence(last: number | null): number {
  return last === null ? 0 : nextSequence(last);
}
