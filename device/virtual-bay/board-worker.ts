/** A thread that draws and encodes the walk with a board as one camera sees it. */
import { parentPort } from 'node:worker_threads';
import { type BoardClipOrder, type BoardClipReply, boardFrames } from './board-clip.ts';
import { BoardRenderer } from './board-renderer.ts';
import type { VirtualCamera } from './camera.ts';
import { walkWithBoard } from './carried-board.ts';
import { H264Encoder } from './h264-encoder.ts';

async function draw(order: BoardClipOrder): Promise<Uint8Array<ArrayBuffer>> {
  const camera = order.cameras[order.camera] as VirtualCamera;
  const { width, height } = camera.calibration;
  const walk = walkWithBoard(order.seed, order.cameras);
  const renderer = new BoardRenderer(camera, order.board);
  const encoder = new H264Encoder({ width, height, fps: camera.fps });
  const frames = boardFrames(order);
  for (let frame = 0; frame < frames; frame++) {
    renderer.render(walk.at((frame * 1000) / camera.fps));
    await encoder.write(renderer.nv12);
    if (frame % camera.fps === 0) say({ type: 'frames', frames: frame });
  }
  return encoder.finish();
}

function say(reply: BoardClipReply): void {
  parentPort?.postMessage(reply);
}

parentPort?.on('message', (order: BoardClipOrder) => {
  draw(order).then(
    (stream) => say({ type: 'done', stream }),
    (error: unknown) => say({ type: 'failed', message: String(error) }),
  );
});
