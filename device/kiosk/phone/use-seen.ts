import { useCallback, useEffect, useState } from 'preact/hooks';
import type { PhoneApi } from './phone-api.ts';
import { isRefusal, type PhoneProblem } from './phone-problem.ts';

/** A document of the bay, as fresh as can be had. */
export interface Seen<T> {
  readonly value: T | null;
  /** When it was fetched, where it is the phone's own copy because the bay did not answer; null for a fresh one. */
  readonly asOf: Date | null;
  /** Why there is nothing newer. */
  readonly problem: PhoneProblem | null;
  /** Asks the bay again. */
  again(): void;
}

interface Kept<T> extends Omit<Seen<T>, 'again'> {
  readonly path: string | null;
}

const NOTHING = { value: null, asOf: null, problem: null } as const;

/** Reads a path of the API, `/drills/recommended`: from the bay, or what the phone has seen of it before. */
export function useSeen<T>(api: PhoneApi, path: string | null): Seen<T> {
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<Kept<T>>({ path, ...NOTHING });
  useEffect(() => {
    if (path === null) return;
    let isWanted = true;
    let seenAt: Date | null = null;
    const copied = (value: T, at: Date) => {
      seenAt = at;
      if (isWanted) setState({ path, value, asOf: null, problem: null });
    };
    api.see<T>(path, copied).then(
      (value) => isWanted && setState({ path, value, asOf: null, problem: null }),
      (problem: PhoneProblem) => {
        if (!isWanted) return;
        setState((before) => {
          const value = before.path === path && !isRefusal(problem) ? before.value : null;
          return { path, value, asOf: value === null ? null : (seenAt ?? before.asOf), problem };
        });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [api, path, turn]);
  // What belongs to the path before is not shown for this one.
  const { value, asOf, problem } = state.path === path ? state : NOTHING;
  return { value, asOf, problem, again: useCallback(() => setTurn((before) => before + 1), []) };
}
