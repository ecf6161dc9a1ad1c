/**
 * What it costs to bring raw frames into Node: four 720p cameras at 120 fps from the test pattern, against the same
 * pipelines into `fakesink`, in processor time, which other work on the machine does not change.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { TetheredProcess } from '../process/tethered-process.ts';
import { type Camera, cameraSchema } from './capture.config.ts';
import { GstreamerFrameSource } from './gstreamer-frame-source.ts';
import { describePipeline } from './pipeline-description.ts';

export interface BenchFigure {
  name: string;
  value: number;
  unit: string;
  floor: number | null;
  ratio: number | null;
  limit: number | null;
  ok: boolean;
}

const CAMERAS = 4;
const FPS = 120;
/** What reading may cost: as much again as the pipelines themselves, and so many cores a camera. */
const TIMES_FLOOR_MAX = 2;
const CORES_A_CAMERA_MAX = 0.1;
const WARM_UP_MS = 1500;
/** Of the frames that the test pattern makes in the time, as many must arrive; the rest may be under way. */
const FRAMES_SHARE_MIN = 0.99;
const TICKS_A_SECOND = 100;

export async function benchCapture(options: { quick: boolean }): Promise<BenchFigure[]> {
  const seconds = options.quick ? 3 : 10;
  const floorCores = await measureFloor(seconds);
  const { cores, dropped, fpsLeast } = await measureSources(seconds);
  const limit = TIMES_FLOOR_MAX * floorCores + CORES_A_CAMERA_MAX * CAMERAS;
  const fpsMin = FPS * FRAMES_SHARE_MIN;
  return [
    {
      ...{ name: 'processor time of four cameras', value: round(cores), unit: 'cores' },
      ...{ floor: round(floorCores), ratio: round(cores / floorCores), limit: round(limit), ok: cores <= limit },
    },
    { name: 'frames dropped', value: dropped, unit: 'frames', floor: null, ratio: null, limit: 0, ok: dropped === 0 },
    {
      ...{ name: 'frames a second of the slowest camera', value: round(fpsLeast), unit: 'fps' },
      ...{ floor: FPS, ratio: round(fpsLeast / FPS), limit: round(fpsMin), ok: fpsLeast >= fpsMin },
    },
  ];
}

function benchCamera(index: number): Camera {
  const source = { kind: 'test', pattern: 'smpte' };
  return cameraSchema.parse({ name: `bench-${index}`, role: 'other', source, width: 1280, height: 720, fps: FPS });
}

/** The same elements up to the point where frames leave the pipeline. */
async function measureFloor(seconds: number): Promise<number> {
  const pipelines = Array.from({ length: CAMERAS }, (_, index) => {
    const description = describePipeline(benchCamera(index), { rawFd: 1, encodedFd: null, encoder: 'x264enc' });
    const args = [...description.slice(0, description.indexOf('gdppay')), 'fakesink', 'sync=false'];
    return new TetheredProcess({ command: 'gst-launch-1.0', args: ['-q', ...args] });
  });
  try {
    await sleep(WARM_UP_MS);
    const before = pipelines.map(({ pid }) => processorSeconds(pid));
    const startMs = performance.now();
    await sleep(seconds * 1000);
    const elapsed = (performance.now() - startMs) / 1000;
    const used = pipelines.map(({ pid }, index) => processorSeconds(pid) - (before[index] ?? 0));
    return used.reduce((sum, part) => sum + part, 0) / elapsed;
  } finally {
    await Promise.all(pipelines.map((pipeline) => pipeline.kill()));
  }
}

async function measureSources(seconds: number): Promise<{ cores: number; dropped: number; fpsLeast: number }> {
  const sources = Array.from({ length: CAMERAS }, (_, index) => {
    return new GstreamerFrameSource(benchCamera(index), { encoder: null });
  });
  const children = (): number => sources.reduce((sum, { pid }) => sum + processorSeconds(pid), 0);
  const own = (): number => (({ user, system }) => (user + system) / 1e6)(process.cpuUsage());
  try {
    await Promise.all(sources.map((source) => source.start({})));
    await sleep(WARM_UP_MS);
    const before = { cpu: children() + own(), counts: sources.map((source) => source.counts()) };
    const startMs = performance.now();
    await sleep(seconds * 1000);
    const elapsed = (performance.now() - startMs) / 1000;
    const cores = (children() + own() - before.cpu) / elapsed;
    const after = sources.map((source) => source.counts());
    const since = after.map(({ framesDelivered, framesDropped }, index) => ({
      delivered: framesDelivered - (before.counts[index]?.framesDelivered ?? 0),
      dropped: framesDropped - (before.counts[index]?.framesDropped ?? 0),
    }));
    return {
      cores,
      dropped: since.reduce((sum, { dropped }) => sum + dropped, 0),
      fpsLeast: Math.min(...since.map(({ delivered }) => delivered)) / elapsed,
    };
  } finally {
    await Promise.all(sources.map((source) => source.close()));
  }
}

/** User and system time of a process, with its threads: fields 14 and 15 of `/proc/PID/stat`, after the name. */
function processorSeconds(pid: number | undefined): number {
  if (pid === undefined) return Number.NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
