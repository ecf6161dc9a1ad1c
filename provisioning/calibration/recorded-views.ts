import { readFile } from 'node:fs/promises';
import { readVideo } from '../../device/capture/video-reader.ts';
import { probeVideo } from '../../device/capture/video-probe.ts';
import { CalibrationThread } from './calibration-thread.ts';
import type { CharucoBoard } from './charuco-board.ts';
import { TimesUnreadableError } from './errors.ts';
import { type FrameMoments, momentsByTime, momentsFromTable } from './frame-moments.ts';
import type { SightedBoard, SightedCamera } from './sighted-camera.ts';

export interface RecordedView {
  readonly name: string;
  readonly file: string;
}

export interface RecordedBoards {
  readonly cameras: readonly SightedCamera[];
  /** Seconds from the beginning of the first view, by moment. */
  readonly momentS: ReadonlyMap<number, number>;
}

export interface RecordedProgress {
  readonly view: string;
  readonly framesRead: number;
  readonly framesTotal: number;
  readonly boards: number;
}

/** Looking for a board takes some 0.1 s a picture; of longer recordings every so many frames are looked at. */
const FRAMES_LOOKED_AT_MAX = 400;

/**
 * Looks for the board in recordings of one walk with it. Without a table of times the recordings must have one clock.
 * @throws what `probeVideo` throws, TimesUnreadableError
 */
export async function readRecordedViews(
  views: readonly RecordedView[],
  board: CharucoBoard,
  options: { readonly times?: string; readonly onProgress?: (progress: RecordedProgress) => void },
): Promise<RecordedBoards> {
  const facts = await Promise.all(views.map(({ file }) => probeVideo(file)));
  const table = options.times === undefined ? null : await tableOf(options.times, views);
  const stride = Math.ceil(Math.max(...facts.map((each) => each.announcedFrames)) / FRAMES_LOOKED_AT_MAX);
  const thread = new CalibrationThread(board);
  const seen: { frames: (SightedBoard | null)[]; timesMs: number[] }[] = [];
  try {
    for (const [i, { name, file }] of views.entries()) {
      const { width, height, announcedFrames } = facts[i] as (typeof facts)[number];
      const frames: (SightedBoard | null)[] = [];
      const timesMs: number[] = [];
      const isLookedAt = strided(stride, facts[0]?.fps ?? 0);
      await readVideo(file, { format: 'NV12' }, async ({ sequence, capturedAtNs, data }) => {
        timesMs.push(capturedAtNs / 1e6);
        const moment = table?.[i]?.[sequence];
        const isTurn = moment == null ? isLookedAt(capturedAtNs / 1e9) : moment % stride === 0;
        const luma = isTurn ? data.slice(0, width * height) : null;
        const answer = luma && (await thread.ask({ type: 'detect', camera: name, luma, width, height }));
        frames.push(answer?.sight ? { ...answer.sight, moment: sequence } : null);
        const boards = frames.filter((frame) => frame !== null).length;
        options.onProgress?.({ view: name, framesRead: sequence + 1, framesTotal: announcedFrames, boards });
      });
      seen.push({ frames, timesMs });
    }
  } finally {
    await thread.close();
  }
  const moments = table ?? momentsByTime(seen.map(({ timesMs }) => timesMs));
  const firstMs = seen[0]?.timesMs[0] ?? 0;
  const momentS = new Map<number, number>();
  const cameras = views.map(({ name }, i) => {
    const { frames, timesMs } = seen[i] as (typeof seen)[number];
    const { width, height } = facts[i] as (typeof facts)[number];
    const boards = frames.flatMap((frame, sequence) => {
      const moment = moments[i]?.[sequence] ?? null;
      if (moment === null) return [];
      if (!momentS.has(moment)) momentS.set(moment, ((timesMs[sequence] as number) - firstMs) / 1000);
      return frame === null ? [] : [{ ...frame, moment }];
    });
    return { name, width, height, boards };
  });
  return { cameras, momentS };
}

/** Which frames are looked at where times alone tell moments apart: in every view those nearest to the same instants. */
function strided(stride: number, fps: number): (timeS: number) => boolean {
  let before = Number.NEGATIVE_INFINITY;
  return (timeS) => {
    const turn = Math.floor((timeS * fps + 0.5) / stride);
    const isTurn = stride === 1 || turn !== before;
    before = turn;
    return isTurn;
  };
}

async function tableOf(file: string, views: readonly RecordedView[]): Promise<FrameMoments> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new TimesUnreadableError(file, cause instanceof Error ? cause.message : String(cause));
  });
  return momentsFromTable(
    text,
    views.map(({ name }) => name),
    file,
  );
}
