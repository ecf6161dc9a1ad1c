import { type CarryProgress, emptiestPart, isCameraReady, isSharp, missingLink, NEEDED } from './carry-progress.ts';
import type { LiveStage } from './live-calibration.ts';
import { apparentSize } from './view-choice.ts';

export interface GuidanceStep {
  readonly step:
    | 'show-board'
    | 'show-to-camera'
    | 'hold-still'
    | 'come-nearer'
    | 'fill'
    | 'tilt'
    | 'both'
    | 'lay-on-mat'
    | 'leave-it'
    | 'wait'
    | 'check-result'
    | 'clap'
    | 'hear-claps'
    | 'saved'
    | 'failed';
  readonly camera: string | null;
  readonly other: string | null;
  readonly row: 'upper' | 'middle' | 'lower' | null;
  readonly column: 'left' | 'middle' | 'right' | null;
}

/** A board that looks smaller than this, its longer side in picture widths, teaches little. */
const SIZE_MIN = 0.14;

const NOWHERE = { camera: null, other: null, row: null, column: null } as const;

/** The one thing to do next. What is wrong just now comes before what is still missing. */
export function guide(
  stage: LiveStage,
  progress: CarryProgress,
  matLooks: number,
  isLookingAtClaps = false,
): GuidanceStep {
  switch (stage) {
    case 'mat':
      return { ...NOWHERE, step: matLooks > 0 ? 'leave-it' : 'lay-on-mat' };
    case 'solving':
      return { ...NOWHERE, step: 'wait' };
    case 'solved':
      return { ...NOWHERE, step: 'check-result' };
    case 'clap':
      return { ...NOWHERE, step: isLookingAtClaps ? 'hear-claps' : 'clap' };
    case 'saved':
      return { ...NOWHERE, step: 'saved' };
    case 'failed':
      return { ...NOWHERE, step: 'failed' };
    case 'carry':
      return carryGuidance(progress);
  }
}

function carryGuidance(progress: CarryProgress): GuidanceStep {
  const { cameras } = progress;
  const seeing = cameras.filter(({ sight }) => sight !== null);
  if (cameras.every(({ boards, sight }) => boards.length === 0 && sight === null)) {
    return { ...NOWHERE, step: 'show-board' };
  }
  const blurred = seeing.find(({ sight }) => sight !== null && !isSharp(sight));
  if (blurred !== undefined && seeing.length > 0) return { ...NOWHERE, step: 'hold-still', camera: blurred.name };
  const open = cameras.filter((camera) => !isCameraReady(camera));
  // Whoever stands before a camera should first finish with that one.
  const camera = open.find(({ sight }) => sight !== null) ?? open[0];
  if (camera === undefined) {
    const link = missingLink(progress);
    const name = (at: number | undefined): string | null => (at === undefined ? null : (cameras[at]?.name ?? null));
    return { ...NOWHERE, step: 'both', camera: name(link?.a), other: name(link?.b) };
  }
  if (camera.boards.length === 0 && camera.sight === null) {
    return { ...NOWHERE, step: 'show-to-camera', camera: camera.name };
  }
  if (camera.sight !== null) {
    if (apparentSize(camera, camera.sight, progress.board) < SIZE_MIN)
      return { ...NOWHERE, step: 'come-nearer', camera: camera.name };
  }
  if (camera.coverage >= NEEDED.coverage && camera.tilted < NEEDED.tilted) {
    return { ...NOWHERE, step: 'tilt', camera: camera.name };
  }
  const { row, column } = emptiestPart(camera);
  return { step: 'fill', camera: camera.name, other: null, row, column };
}
