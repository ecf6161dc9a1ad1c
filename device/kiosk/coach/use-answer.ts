import { useCallback, useEffect, useState } from 'preact/hooks';
import type { PhoneApi } from '../phone/phone-api.ts';
import type { PhoneProblem } from '../phone/phone-problem.ts';

/** A document of the bay while the page is open: a coach's tablet keeps no copy of what belongs to players. */
export interface Answer<T> {
  readonly value: T | null;
  readonly problem: PhoneProblem | null;
  /** Asks again; what was there stays until the answer has come. */
  again(): void;
}

export function useAnswer<T>(api: Pick<PhoneApi, 'call'>, path: string | null): Answer<T> {
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<{ path: string | null; value: T | null; problem: PhoneProblem | null }>({
    ...{ path: null, value: null, problem: null },
  });
  useEffect(() => {
    if (path === null) return;
    let isWanted = true;
    api.call<T>('GET', path).then(
      (value) => isWanted && setState({ path, value, problem: null }),
      (problem: PhoneProblem) => isWanted && setState((before) => ({ ...before, path, problem })),
    );
    return () => {
      isWanted = false;
    };
  }, [api, path, turn]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  // What belongs to another address is no answer to this one.
  return state.path === path
    ? { value: state.value, problem: state.problem, again }
    : { value: null, problem: null, again };
}
