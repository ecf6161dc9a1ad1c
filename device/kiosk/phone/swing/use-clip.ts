import { useEffect, useState } from 'preact/hooks';
import type { PhoneApi } from '../phone-api.ts';
import type { PhoneProblem } from '../phone-problem.ts';

/**
 * One camera's clip of a swing, whole and as an address of the page's own.
 *
 * It is fetched with the player's token and then played from memory, not streamed from the bay: a video element can
 * send no token, a token in an address would be in logs, and a worker that put one in would have to answer ranges, on
 * which iOS insists and which its workers do badly. A clip is a few megabytes, is kept for a day without line anyway,
 * and a browser seeks in it frame by frame without asking anybody.
 */
export interface Clip {
  readonly address: string | null;
  readonly problem: PhoneProblem | null;
  /** Asks once more. */
  tryAgain(): void;
}

type Found = Omit<Clip, 'tryAgain'> & { readonly path: string | null };

export function useClip(api: PhoneApi, path: string | null): Clip {
  const [attempt, setAttempt] = useState(0);
  const [clip, setClip] = useState<Found>({ path, address: null, problem: null });
  useEffect(() => {
    if (path === null) return;
    const leave = new AbortController();
    let address: string | null = null;
    api.fetchFile(path, 'clip', leave.signal).then(
      (file) => {
        if (leave.signal.aborted) return;
        address = URL.createObjectURL(file);
        setClip({ path, address, problem: null });
      },
      (problem: PhoneProblem) => !leave.signal.aborted && setClip({ path, address: null, problem }),
    );
    return () => {
      leave.abort();
      if (address !== null) URL.revokeObjectURL(address);
    };
  }, [api, path, attempt]);
  const tryAgain = () => {
    setClip({ path, address: null, problem: null });
    setAttempt((before) => before + 1);
  };
  return clip.path === path ? { ...clip, tryAgain } : { address: null, problem: null, tryAgain };
}
