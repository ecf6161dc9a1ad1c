import type { BayWarning, LiveCamera } from '../../api/contract/realtime.ts';
import { listed, text, textIfKnown } from '../locales/text.ts';
import { isBayBlind, isOfSilentCamera } from './blind-bay.ts';

/**
 * One thing that is wrong, in the golfer's words. Cameras that lack the same share one sentence; where none is left it
 * is the sentence of them all, whatever each of them lacks, since there is no playing on.
 */
export interface WarningWords {
  readonly code: string;
  readonly title: string;
  readonly hint: string;
}

/** Of tee, dispenser and whatever else the bay drives: beside the live picture its own panel says them. */
export function equipmentWarnings(warnings: readonly BayWarning[]): BayWarning[] {
  return warnings.filter(({ code }) => code.startsWith('hardware/'));
}

export function warningWords(warnings: readonly BayWarning[], cameras: readonly LiveCamera[]): WarningWords[] {
  if (isBayBlind(cameras, warnings)) {
    const others = warnings.filter((warning) => !isOfSilentCamera(warning));
    const none = { code: 'camera/none-left', title: text('warning.none-left'), hint: text('warning.none-left.hint') };
    return [none, ...eachInWords(others, cameras)];
  }
  return eachInWords(warnings, cameras);
}

function eachInWords(warnings: readonly BayWarning[], cameras: readonly LiveCamera[]): WarningWords[] {
  const codes = [...new Set(warnings.map((warning) => warning.code))];
  return codes.flatMap((code) => {
    const alike = warnings.filter((warning) => warning.code === code);
    const [first] = alike;
    if (first === undefined) return [];
    const names = alike.flatMap(({ camera }) => (camera === null ? [] : [cameraInWords(camera, cameras)]));
    const places = { camera: listed(names) };
    const many = names.length > 1 ? textIfKnown(`warning.${code}.many`, places) : undefined;
    const title = many ?? textIfKnown(`warning.${code}`, places) ?? first.message;
    const manyHint = names.length > 1 ? textIfKnown(`warning.${code}.many.hint`, places) : undefined;
    const hint = manyHint ?? textIfKnown(`warning.${code}.hint`, places) ?? first.hint ?? text('warning.any.hint');
    return [{ code, title, hint }];
  });
}

function cameraInWords(name: string, cameras: readonly LiveCamera[]): string {
  const camera = cameras.find((each) => each.name === name);
  return camera === undefined || camera.role === 'other' ? name : text(`warning.name.${camera.role}`);
}
