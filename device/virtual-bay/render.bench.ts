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
const WARM_UP_FRAMES = 30;

export async function benchRender(): Promise<BenchFigure[]> {
  const motion = new SwingMotion(MODEL_GOLFER);
  const meshStarted = coreMs();
  const scene = sceneOf(motion);
  const meshMs = coreMs() - meshStarted;
  const floor = floorMs();
  const figures: BenchFigure[] = [];
  for (const camera of [faceOnCamera(SIZE), downTheLineCamera(SIZE)]) {
    const renderer = new Renderer(scene, camera);
    const at = (frame: number) => 1400 + (frame * 2200) / FRAMES;
    for (let frame = 0; frame < WARM_UP_FRAMES; frame++) renderer.render(at(frame));
    const started = coreMs();
    for (let frame = 0; frame < FRAMES; frame++) renderer.render(at(frame));
    const frameMs = (coreMs() - started) / FRAMES;
    figures.push({
      name: `720p frame, ${camera.name}, one core`,
      value: frameMs,
      unit: 'ms',
      floor: null,
      ratio: null,
      limit: FRAME_MS_MAX,
      ok: frameMs <= FRAME_MS_MAX,
    });
    figures.push({
      name: `720p frame, ${camera.name}, to clearing and converting one`,
      value: frameMs,
      unit: 'ms',
      floor,
      ratio: frameMs / floor,
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
  const frame = (i: number) => {
    rgb.fill(i);
    rgbToNv12(rgb, width, height, { left: 0, top: 0, right: width, bottom: height }, nv12);
  };
  for (let i = 0; i < WARM_UP_FRAMES; i++) frame(i);
  const started = coreMs();
  for (let i = 0; i < FRAMES; i++) frame(i);
  return (coreMs() - started) / FRAMES;
}

/** What this thread has used of a core: what others do on a shared machine is not counted. */
function coreMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
