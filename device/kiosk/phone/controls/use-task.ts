import { useCallback, useState } from 'preact/hooks';
import type { PhoneProblem } from '../phone-problem.ts';

/** Something that a button begins: it runs once at a time, and what went wrong is shown until it runs again. */
export interface Task {
  readonly isRunning: boolean;
  readonly problem: PhoneProblem | null;
  run(work: () => Promise<void>): Promise<void>;
}

export function useTask(): Task {
  const [isRunning, setRunning] = useState(false);
  const [problem, setProblem] = useState<PhoneProblem | null>(null);
  const run = useCallback(async (work: () => Promise<void>) => {
    setRunning(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(error as PhoneProblem);
    } finally {
      setRunning(false);
    }
  }, []);
  return { isRunning, problem, run };
}
