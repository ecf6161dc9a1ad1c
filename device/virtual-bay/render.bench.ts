import { performance } from 'node:perf_hooks';
import { faceOnCamera, downTheLineCamera } from './camera.ts';
import { MODEL_GOLFER } from './golfer.ts';
import { rgbToNv12 } from './nv12.ts';
import { Renderer, sceneOf } from './renderer.ts';
import { SwingMotion } from './swing-motion.ts';

/**
 * What a 720p frame of the virtual bay costs on one core, from posing to NV12, over a whole swing from both cameras.
 * The floor is the least any renderer of such frames can do here: clear a picture and convert it whole.
 */
interface BenchFigure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly floor: number | null;
  readonly ratio: number | null;
  readonly limit: number | null;
  readonly ok: boolean;
}

const SIZE = { width: 1280, height: 720, fps: 60 };
const FRAME_MS_MAX = 25;
const FRAMES = 90;

export async function benchRender(): Promise<BenchFigure[]> {
  const motion = new SwingMotion(MODEL_GOLFER);
  const meshStarted = performance.now();
  const scene = sceneOf(motion);
  const meshMs = performance.now() - meshStarted;
  const floor = floorMs();
  const figures: BenchFigure[] = [];
  for (const camera of [faceOnCamera(SIZE), downTheLineCamera(SIZE)]) {
    const renderer = new Renderer(scene, camera);
    const times: number[] = [];
    for (let frame = -10; frame < FRAMES; frame++) {
      const ms = 1400 + (frame * 2200) / FRAMES;
      const started = performance.now();
      renderer.render(ms);
      if (frame >= 0) times.push(performance.now() - started);
    }
    times.sort((a, b) => a - b);
    const median = times[times.length >> 1] as number;
    figures.push({
      name: `720p frame, ${camera.name}, one core`,
      value: median,
      unit: 'ms',
      floor: null,
      ratio: null,
      limit: FRAME_MS_MAX,
      ok: median <= FRAME_MS_MAX,
    });
    figures.push({
      name: `720p frame, ${camera.name}, to clearing and converting one`,
      value: median,
      unit: 'ms',
      floor,
      ratio: median / floor,
      limit: null,
      ok: true,
    });
  }
  figures.push({
    name: 'building one golfer',
    value: meshMs,
    unit: 'ms',
    floor: null,
    ratio: null,
    limit: null,
    ok: true,
  });
  return figures;
}

function floorMs(): number {
  const { width, height } = SIZE;
  const rgb = new Uint8Array(width * height * 3);
  const nv12 = new Uint8Array((width * height * 3) / 2);
  const times: number[] = [];
  for (let i = 0; i < 40; i++) {
    const started = performance.now();
    rgb.fill(i);
    rgbToNv12(rgb, width, height, { left: 0, top: 0, right: width, bottom: height }, nv12);
    if (i >= 10) times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[times.length >> 1] as number;
}
