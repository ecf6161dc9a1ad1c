/**
 * Real swings, and the same ones mirrored, halved and thinned: what is found must follow. Runs on clips that are no part
 * of the repository; without them nothing here runs.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clip, clipsAvailable } from '../capture/clips.fixture.ts';
import { EVENT_NAMES } from '../swing/events/event-name.ts';
import { swingReportSchema } from '../swing/report/swing-report.ts';
import type { AnalysisRequest, AnalysisResult } from './analysis-request.ts';
import { analyzeViews } from './analyze-views.ts';
import { PoseCrew } from './pose-crew.ts';

interface Label {
  readonly view: string;
  readonly handedness: string;
  readonly slowMotion: boolean;
  readonly events: readonly number[];
  readonly uncertainty: readonly number[];
}

const FACE_ON = 'range-bay-face-on-30.mp4';
const DOWN_THE_LINE = 'night-range-down-the-line-30.mov';
const SLOW = 'outdoor-down-the-line-slow-21.mp4';
const MIDDLE = EVENT_NAMES.slice(1, 7);

describe.skipIf(!clipsAvailable)('a real clip', () => {
  const labels = clipsAvailable ? (JSON.parse(readFileSync(clip('labels.json'), 'utf8')) as Record<string, Label>) : {};
  let crew: PoseCrew;
  let folder: string;

  beforeAll(() => {
    crew = new PoseCrew();
    folder = mkdtempSync(join(tmpdir(), 'swingbay-clips-'));
  });
  afterAll(async () => {
    await crew.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function analyze(...files: readonly string[]): Promise<AnalysisResult> {
    const request: AnalysisRequest = {
      identity: {
        ...{ id: uuidv7(), revision: 1, kind: 'upload', bay: 'test', session: 'test', player: null, club: null },
        ...{ recordedAt: new Date().toISOString(), bootId: 'test', sequence: 0, missing: [] },
      },
      views: files.map((file, i) => ({
        ...{ name: `view-${i}`, role: null, file, calibration: null, frameTimesNs: null },
        ...{ stamped: 'arrival', searchArea: null },
      })),
      ...{ heard: null, impactHintNs: null, handedness: null, model: 'lite', frameStride: 1, swing: null },
    };
    return analyzeViews(request, undefined, crew);
  }

  function changed(name: string, filter: string): string {
    const out = join(folder, `${filter.replaceAll(/\W+/g, '-')}-${name}.mp4`);
    const encoder = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '20'];
    execFileSync('ffmpeg', [
      ...['-v', 'error', '-y', '-i', clip(name), '-an', '-vf', filter, '-fps_mode', 'passthrough'],
      ...[...encoder, out],
    ]);
    return out;
  }

  /** How many of the six middle events lie within GolfDB's tolerance, with the label's own doubt. */
  function rightOfSix(result: AnalysisResult, label: Label, scale = 1): number {
    const [address = 0, , , , , impact = 0] = label.events;
    return MIDDLE.filter((name, i) => {
      const found = result.report.events.find((event) => event.name === name)?.frame['view-0'];
      const doubt = Math.max(0, (label.uncertainty[i + 1] ?? 1) - 1);
      const tolerance = Math.max(1, Math.round(((impact - address) * scale) / 30)) + doubt + (scale < 1 ? 0.5 : 0);
      return found !== undefined && Math.abs(found - (label.events[i + 1] ?? 0) * scale) <= tolerance;
    }).length;
  }

  it.each([FACE_ON, DOWN_THE_LINE, SLOW])('%s becomes a valid report with its view, hand and events', async (name) => {
    const label = labels[name] as Label;
    const result = await analyze(clip(name));
    expect(swingReportSchema.safeParse(result.report).success).toBe(true);
    expect(result.report.cameras[0]?.role).toBe(label.view);
    expect(result.report.handedness).toBe(label.handedness);
    expect(result.report.slowMotion.suspected).toBe(label.slowMotion);
    expect(result.keyFrames).toHaveLength(result.report.events.length);
    expect(rightOfSix(result, label)).toBeGreaterThanOrEqual(5);
  });

  it.each([FACE_ON, DOWN_THE_LINE])('%s mirrored is the same swing of a left-hander', async (name) => {
    const label = labels[name] as Label;
    const result = await analyze(changed(name, 'hflip'));
    expect(result.report.handedness).toBe('left');
    expect(result.report.cameras[0]?.role).toBe(label.view);
    expect(rightOfSix(result, label)).toBeGreaterThanOrEqual(5);
  });

  it('at half the size is the same swing', async () => {
    const result = await analyze(changed(DOWN_THE_LINE, 'scale=trunc(iw/4)*2:trunc(ih/4)*2'));
    expect(rightOfSix(result, labels[DOWN_THE_LINE] as Label)).toBeGreaterThanOrEqual(5);
  });

  it('with every second frame is the same swing', async () => {
    const result = await analyze(changed(SLOW, 'select=not(mod(n\\,2))'));
    expect(rightOfSix(result, labels[SLOW] as Label, 0.5)).toBeGreaterThanOrEqual(5);
  });

  it('of two views at once is one swing with both cameras', async () => {
    const { report } = await analyze(clip('pair-face-on-30.mp4'), clip('pair-down-the-line-30.mp4'));
    expect(report.cameras.map(({ role }) => role)).toEqual(['face-on', 'down-the-line']);
    for (const { frame } of report.events) expect(frame['view-0']).toBe(frame['view-1']);
  });

  it('of half a body without a club is no swing', async () => {
    await expect(analyze(clip('no-club-indoor-room-60.mp4'))).rejects.toMatchObject({ code: 'analysis/no-swing' });
  });

  it('that is cut to two thirds of its bytes is refused with the number of its frames', async () => {
    const cut = join(folder, 'cut.mp4');
    const whole = readFileSync(clip('outdoor-down-the-line-30.mp4'));
    writeFileSync(cut, whole.subarray(0, (whole.length * 2) / 3));
    await expect(analyze(cut)).rejects.toMatchObject({ code: 'analysis/frames-missing' });
  });
});
