import { cameraStand } from '../../provisioning/calibration/bay-frame.ts';
import { lacksOf } from '../../provisioning/calibration/calibration-quality.ts';
import {
  carriedShare,
  isCameraReady,
  isSharp,
  NEEDED,
  sharedViews,
} from '../../provisioning/calibration/carry-progress.ts';
import { guide } from '../../provisioning/calibration/guidance.ts';
import type { LiveCalibration } from '../../provisioning/calibration/live-calibration.ts';
import { CLAPS_ASKED } from '../../provisioning/calibration/live-clap.ts';
import { MAT_LOOKS_NEEDED } from '../../provisioning/calibration/mat-watch.ts';
import { COVERAGE_COLUMNS, COVERAGE_ROWS, coverageOf } from '../../provisioning/calibration/picture-coverage.ts';
import type { CalibrationStatus } from './contract/calibration.ts';

const GRID = { columns: COVERAGE_COLUMNS, rows: COVERAGE_ROWS, matLooksNeeded: MAT_LOOKS_NEEDED };

/** A bay in which nothing is being calibrated. */
export function idleStatus(cameras: readonly { name: string; width: number; height: number }[]): CalibrationStatus {
  return {
    ...GRID,
    ...{ stage: 'idle', progress: 0, pairs: [], matLooks: 0, result: null, failure: null, sound: null, clap: null },
    ...{ mayGoToMat: false, mayClap: false, untaken: [] },
    guidance: { step: 'show-board', camera: null, other: null, row: null, column: null },
    cameras: cameras.map(({ name, width, height }) => ({
      ...{ name, width, height, picture: 0, corners: [], edgePx: null, isSharp: null, coverage: 0 },
      ...{ cells: coverageOf({ width, height }, []), views: 0, tilted: 0, reprojectionPx: null, isReady: false },
    })),
  };
}

/** A calibration in the words of the API's contract. */
export function calibrationStatus(live: LiveCalibration): CalibrationStatus {
  const { progress, stage, solution, failure } = live;
  const name = (at: number): string => progress.cameras[at]?.name ?? '';
  const part = (value: number, of: number): number => Math.min(1, Math.max(0, value / of));
  return {
    ...GRID,
    stage,
    guidance: guide(stage, progress, live.matLooks, live.clap?.isLooking ?? false),
    progress: stage === 'carry' ? carriedShare(progress) : 1,
    cameras: progress.cameras.map((camera) => {
      const { width, height, sight, cells, coverage, boards, tilted } = camera;
      return {
        ...{ name: camera.name, width, height, coverage, tilted, cells: [...cells], views: boards.length },
        picture: live.picture(camera.name)?.number ?? 0,
        corners: (sight?.pixels ?? []).map(({ x, y }): [number, number] => [part(x, width), part(y, height)]),
        edgePx: sight === null || !Number.isFinite(sight.edgePx) ? null : sight.edgePx,
        isSharp: sight === null ? null : isSharp(sight),
        reprojectionPx: live.reprojectionPx(camera.name),
        isReady: isCameraReady(camera),
      };
    }),
    pairs: sharedViews(progress).map(({ a, b, moments }) => ({
      ...{ a: name(a), b: name(b), moments, isEnough: moments >= NEEDED.shared },
    })),
    matLooks: live.matLooks,
    mayGoToMat: live.mayGoToMat,
    mayClap: live.mayClap,
    clap: live.clap === null ? null : { heard: live.clap.heard, asked: CLAPS_ASKED, misses: live.clap.misses },
    sound:
      live.soundPath === null
        ? null
        : {
            ...{ delayMs: live.soundPath.delayMs.value, deviationMs: live.soundPath.delayMs.deviation },
            claps: live.soundPath.claps,
          },
    untaken: [...live.untaken],
    result:
      solution === null
        ? null
        : {
            cameras: solution.cameras.map(({ name: camera, calibration, reprojectionPx, views }) => {
              const { x, y, z } = cameraStand(calibration);
              return {
                ...{ name: camera, lacks: lacksOf(solution, camera), reprojectionPx, views },
                ...{ focalPx: (calibration.fx + calibration.fy) / 2, distanceM: Math.hypot(x, y, z), heightM: y },
              };
            }),
            pairs: solution.pairs.map(({ a, b, distanceM, halvesPercent }) => ({ a, b, distanceM, halvesPercent })),
          },
    failure: failure === null ? null : { code: failure.code, message: failure.message, hint: failure.hint ?? null },
  };
}
