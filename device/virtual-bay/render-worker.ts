import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { type Backdrop, backdropOf } from './backdrop.ts';
import { H264Encoder } from './h264-encoder.ts';
import { mirrorOf } from './motion.ts';
import type { RenderOrder, RenderReply } from './render-farm.ts';
import { Renderer, type Scene, sceneOf } from './renderer.ts';
import { motionOf, othersOf } from './scenario.ts';

/**
 * A thread that draws and encodes pieces of clips. What pieces share is kept: the last scene, and the empty bay of
 * each camera, which is the same for every golfer.
 */
const LOWEST_PRIORITY = 19;

const backdrops = new Map<string, Backdrop>();
let scene: { key: string; scene: Scene; renderers: Map<string, Renderer> } | null = null;

parentPort?.on('message', (order: RenderOrder) => {
  void draw(order).then(
    (stream) => reply({ id: order.id, stream }, [stream.buffer]),
    (error: unknown) => reply({ id: order.id, failure: String(error instanceof Error ? error.message : error) }, []),
  );
});

function reply(message: RenderReply, transfer: ArrayBuffer[]): void {
  parentPort?.postMessage(message, transfer);
}

async function draw(order: RenderOrder): Promise<Uint8Array<ArrayBuffer>> {
  if (order.inBackground) stepBack();
  const renderer = rendererFor(order);
  const { width, height } = order.camera.calibration;
  const encoder = new H264Encoder({ width, height, fps: order.camera.fps });
  for (let frame = order.fromFrame; frame < order.toFrame; frame++) {
    renderer.render((frame * 1000) / order.camera.fps);
    await encoder.write(renderer.nv12);
  }
  return encoder.finish();
}

/** On Linux this is the thread's own priority, and the encoder that it starts inherits it. */
function stepBack(): void {
  try {
    setPriority(0, LOWEST_PRIORITY);
  } catch {
    /** A machine that forbids it draws at normal priority: slower for the others, no different in result. */
  }
}

function rendererFor(order: RenderOrder): Renderer {
  const { golfer, motion, passerBy } = order.scenario;
  const key = JSON.stringify({ golfer, motion, passerBy });
  if (scene?.key !== key) {
    const made = sceneOf(motionOf(order.scenario), othersOf(order.scenario));
    scene = { key, scene: made, renderers: new Map() };
  }
  const cameraKey = JSON.stringify(order.camera.calibration);
  let renderer = scene.renderers.get(cameraKey);
  if (renderer === undefined) {
    const side = mirrorOf(golfer);
    const backdropKey = `${side} ${cameraKey}`;
    let backdrop = backdrops.get(backdropKey);
    if (backdrop === undefined) {
      backdrop = backdropOf(order.camera.calibration, side);
      backdrops.set(backdropKey, backdrop);
    }
    renderer = new Renderer(scene.scene, order.camera, backdrop);
    scene.renderers.set(cameraKey, renderer);
  }
  return renderer;
}
