import { useCallback, useEffect, useState } from 'preact/hooks';
import type { PhoneApi } from './phone-api.ts';
import type { PhoneProblem } from './phone-problem.ts';

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

/** Reads a path of the API, `/drills/recommended`: from the bay, or what the phone has seen of it before. */
export function useSeen<T>(api: PhoneApi, path: string | null): Seen<T> {
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<Omit<Seen<T>, 'again'>>({ value: null, asOf: null, problem: null });
  useEffect(() => {
    if (path === null) return;
    let isWanted = true;
    api.call<T>('GET', path).then(
      (value) => isWanted && setState({ value, asOf: null, problem: null }),
      (problem: PhoneProblem) => isWanted && setState((before) => ({ ...before, problem })),
    );
    return () => {
      isWanted = false;
    };
  }, [api, path, turn]);
  return { ...state, again: useCallback(() => setTurn((before) => before + 1), []) };
}
