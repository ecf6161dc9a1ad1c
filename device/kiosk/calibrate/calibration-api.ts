import type { CalibrationStatus } from '../../api/contract/calibration.ts';
import type { Problem } from '../../api/contract/rest.ts';

export type CalibrationCall =
  | 'begin'
  | 'mat'
  | 'carry'
  | 'no-clap'
  | 'save'
  | { readonly clap: { readonly distanceM: string; readonly heightM: string } };

export interface CalibrationApi {
  status(): Promise<CalibrationStatus>;
  call(what: CalibrationCall): Promise<CalibrationStatus>;
  pictureAddress(camera: string, picture: number): string;
}

const ANSWER_MS_MAX = 10_000;

/** Every call ends by itself; a refusal rejects with the bay's own sentence. */
export function createCalibrationApi(origin: string): CalibrationApi {
  const address = `${origin}/api/v1/calibration`;
  const fetchStatus = async (method: 'GET' | 'POST', path: string): Promise<CalibrationStatus> => {
    const answer = await fetch(`${address}${path}`, { method, signal: AbortSignal.timeout(ANSWER_MS_MAX) });
    if (answer.ok) return (await answer.json()) as CalibrationStatus;
    const { message, hint } = (await answer.json()) as Problem;
    throw new Error([message, hint ?? ''].join(' ').trim());
  };
  return {
    status: () => fetchStatus('GET', ''),
    call: (what) => fetchStatus('POST', pathOf(what)),
    pictureAddress: (camera, picture) => `${address}/pictures/${encodeURIComponent(camera)}?picture=${picture}`,
  };
}

function pathOf(what: CalibrationCall): string {
  if (typeof what === 'object') return `/clap?${new URLSearchParams(what.clap).toString()}`;
  return what === 'begin' ? '' : `/${what}`;
}
