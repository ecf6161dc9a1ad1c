import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { splitAccessUnits } from './access-units.ts';
import type { VirtualCamera } from './camera.ts';
import { walkWithBoard } from './carried-board.ts';
import type { PrintedBoard } from './charuco-board.ts';
import type { Clip } from './clip-cache.ts';
import { RenderWorkerDiedError } from './errors.ts';

/** What a drawing thread is asked for: the whole walk as one camera sees it. */
export interface BoardClipOrder {
  readonly seed: number;
  /** All of them: the walk goes by what each sees. */
  readonly cameras: readonly VirtualCamera[];
  readonly camera: number;
  readonly board: PrintedBoard;
}

export type BoardClipReply =
  | { readonly type: 'frames'; readonly frames: number }
  | { readonly type: 'done'; readonly stream: Uint8Array<ArrayBuffer> }
  | { readonly type: 'failed'; readonly message: string };

/** Part of the cache's key: raise it when a change alters pictures. */
const BOARD_RENDERER_VERSION = 1;

/** How many frames the walk has. */
export function boardFrames({ seed, cameras, camera }: BoardClipOrder): number {
  const fps = cameras[camera]?.fps ?? 0;
  return Math.floor((walkWithBoard(seed, cameras).durationMs / 1000) * fps);
}

/** Every camera's clip of the walk, drawn in a thread each or taken from the cache. */
export async function boardClips(
  directory: string,
  walk: Omit<BoardClipOrder, 'camera'>,
  onFrames: (framesDone: number, framesTotal: number) => void,
): Promise<Clip[]> {
  const orders = walk.cameras.map((_, camera) => ({ ...walk, camera }));
  const total = orders.reduce((sum, order) => sum + boardFrames(order), 0);
  const done = orders.map(() => 0);
  return Promise.all(
    orders.map(async (order, i) => {
      const key = createHash('sha256').update(JSON.stringify({ BOARD_RENDERER_VERSION, order })).digest('hex');
      const file = join(directory, `board-${key.slice(0, 32)}.h264`);
      const camera = order.cameras[order.camera] as VirtualCamera;
      const stored = await readFile(file).catch(() => null);
      const units = stored === null ? [] : splitAccessUnits(stored);
      if (units.length === boardFrames(order)) return { camera, units };
      const stream = await draw(order, (frames) => {
        done[i] = frames;
        onFrames(
          done.reduce((sum, each) => sum + each, 0),
          total,
        );
      });
      await mkdir(directory, { recursive: true });
      const partial = `${file}.${process.pid}.part`;
      await writeFile(partial, stream);
      await rename(partial, file);
      return { camera, units: splitAccessUnits(stream) };
    }),
  );
}

function draw(order: BoardClipOrder, onFrames: (frames: number) => void): Promise<Uint8Array<ArrayBuffer>> {
  const entry = new URL(`./board-worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
  const worker = new Worker(entry);
  return new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    worker.on('error', (error) => reject(new RenderWorkerDiedError(error)));
    worker.on('exit', () => reject(new RenderWorkerDiedError('exited')));
    worker.on('message', (reply: BoardClipReply) => {
      if (reply.type === 'frames') onFrames(reply.frames);
      else if (reply.type === 'done') resolve(reply.stream);
      else reject(new RenderWorkerDiedError(reply.message));
    });
    worker.postMessage(order);
  }).finally(() => {
    void worker.terminate();
  });
}
