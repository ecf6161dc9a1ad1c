import type { BayWarning, LiveCamera } from '../../api/contract/realtime.ts';

/** A camera that was turned still gives pictures. */
const SEES_ALL_THE_SAME: ReadonlySet<string> = new Set(['camera/moved']);

export function isOfSilentCamera({ code, camera }: BayWarning): boolean {
  return camera !== null && code.startsWith('camera/') && !SEES_ALL_THE_SAME.has(code);
}

/** Whether no camera of the bay gives a picture: nobody is found on the mat then, and no swing is measured. */
export function isBayBlind(cameras: readonly LiveCamera[], warnings: readonly BayWarning[]): boolean {
  const silent = new Set(warnings.filter(isOfSilentCamera).map(({ camera }) => camera));
  return cameras.length > 0 && cameras.every(({ name }) => silent.has(name));
}
