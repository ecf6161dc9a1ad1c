import { useEffect, useState } from 'preact/hooks';
import type { CalibrationStatus } from '../../api/contract/calibration.ts';
import type { CalibrationApi, CalibrationCall } from './calibration-api.ts';

/** The bay looks at some three moments a second. */
const POLL_MS = 300;

export interface Calibrating {
  /** Null until the bay has answered. */
  readonly status: CalibrationStatus | null;
  readonly isLost: boolean;
  readonly refusal: string | null;
  readonly call: (what: CalibrationCall) => void;
}

/** Asks the bay again and again how its calibration goes; one question at a time. */
export function useCalibration(api: CalibrationApi): Calibrating {
  const [status, setStatus] = useState<CalibrationStatus | null>(null);
  const [isLost, setLost] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const ask = async (): Promise<void> => {
      try {
        const answer = await api.status();
        if (isOver) return;
        setStatus(answer);
        setLost(false);
      } catch {
        if (!isOver) setLost(true);
      }
      if (!isOver) timer = setTimeout(() => void ask(), POLL_MS);
    };
    void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [api]);
  const call = (what: CalibrationCall): void => {
    setRefusal(null);
    api.call(what).then(setStatus, (error: unknown) => setRefusal(error instanceof Error ? error.message : ''));
  };
  return { status, isLost, refusal, call };
}
