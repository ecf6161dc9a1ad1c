/**
 * What a video to take home costs, beside the same video without anything drawn or written over it, made in the same run
 * by the same FFmpeg: decoding, cutting and encoding have to be in any case. Both run at the lowest priority, as in the
 * bay, so whatever else the machine does makes both slower.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { analyzeViews } from '../analysis/analyze-views.ts';
import { PoseCrew } from '../analysis/pose-crew.ts';
import type { Figure } from '../cli/bench/figure.ts';
import { readEnvironment } from '../config/environment.ts';
import { projectRoot } from '../config/project-root.ts';
import { ClipCache } from '../virtual-bay/clip-cache.ts';
import { exportScenario } from '../virtual-bay/export-scenario.ts';
import { randomGolfer } from '../virtual-bay/random-golfer.ts';
import { RenderFarm } from '../virtual-bay/render-farm.ts';
import { scenarioFor } from '../virtual-bay/scenario.ts';
import type { FilmOrder } from './film-order.ts';
import { camerasShown, type FilmedCamera } from './film-script.ts';
import { writeFilmScript } from './film-script-thread.ts';
import { makeFilm } from './make-film.ts';
import { OverlayScript } from './overlay-script.ts';

const SIZE = { width: 1280, height: 720, fps: 60 };
const GOLFER_SEED = 7;
const RATIO_MAX = 2;
const RUNS = 3;
const ORDER: FilmOrder = { language: 'ja', shape: 'portrait', cameras: [], slowness: null, hasSkeleton: true };

export async function benchExport(options: { quick: boolean }): Promise<Figure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'swingbay-bench-export-'));
  try {
    const { report, cameras } = await measuredSwing(directory);
    const runs = options.quick ? 1 : RUNS;
    const figures: Figure[] = [];
    for (const [name, shown] of [
      ['one 720p60 view', camerasShown(cameras, []).slice(0, 1)],
      ['two 720p60 views', camerasShown(cameras, [])],
    ] as const) {
      const measured: { wallMs: number; floorMs: number }[] = [];
      for (let run = 0; run < runs; run++) {
        const began = performance.now();
        const script = await writeFilmScript({ report, cameras: shown, order: ORDER });
        await makeFilm(script, join(directory, 'film.mp4')).made;
        const drawn = performance.now();
        await makeFilm({ ...script, overlay: new OverlayScript(script.size).toString() }, join(directory, 'bare.mp4'))
          .made;
        measured.push({ wallMs: drawn - began, floorMs: performance.now() - drawn });
      }
      measured.sort((one, other) => one.wallMs / one.floorMs - other.wallMs / other.floorMs);
      const { wallMs, floorMs } = measured[measured.length >> 1] ?? { wallMs: Number.NaN, floorMs: Number.NaN };
      const ratio = wallMs / floorMs;
      const limit = RATIO_MAX * floorMs;
      const about = { name: `video of ${name}, beside one without a word`, value: wallMs, unit: 'ms' };
      figures.push({ ...about, floor: floorMs, ratio, limit, ok: ratio <= RATIO_MAX });
    }
    return figures;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function measuredSwing(directory: string) {
  const cache = new ClipCache(readEnvironment().cacheDirectory ?? join(projectRoot, '.swingbay', 'virtual-bay'));
  const farm = new RenderFarm();
  const crew = new PoseCrew();
  try {
    const { videos } = await exportScenario(scenarioFor(randomGolfer(GOLFER_SEED), {}, SIZE), directory, {
      cache,
      farm,
    });
    const about = { id: uuidv7(), revision: 1, kind: 'upload', bay: 'bench', session: 'bench', player: null } as const;
    const when = { club: null, recordedAt: new Date().toISOString(), bootId: 'bench', sequence: 0, missing: [] };
    const { report, tracks } = await analyzeViews(
      {
        identity: { ...about, ...when },
        views: videos.map(({ camera, file }) => ({
          ...{ name: camera, role: null, file, calibration: null, frameTimesNs: null, searchArea: null },
          stamped: 'arrival' as const,
        })),
        ...{ heard: null, impactHintNs: null, handedness: null, model: 'lite', frameStride: 1, swing: null },
      },
      undefined,
      crew,
    );
    const cameras = report.cameras.flatMap((camera): FilmedCamera[] => {
      const video = videos.find((each) => each.camera === camera.name);
      const track = tracks.find((each) => each.camera === camera.name) ?? null;
      return video === undefined ? [] : [{ camera, file: video.file, fromMs: track?.timesMs[0] ?? 0, track }];
    });
    // A report gets its clips when it is filed; these are not.
    const clips = cameras.map(({ camera: { name, frames, fps }, fromMs }) => ({
      ...{ camera: name, fromMs, toMs: fromMs + (frames * 1_000) / fps, sha256: '0'.repeat(64) },
      ...{ mediaType: 'video/mp4', bytes: 0 },
    }));
    return { report: { ...report, clips }, cameras };
  } finally {
    await farm.close();
    await crew.close();
  }
}
