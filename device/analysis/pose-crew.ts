/**
 * The threads that run the pose model, one a core. Frame n of a clip always goes to thread n mod W, so the same clip
 * gives the same poses on the same machine. Frames travel in shared memory; each clip has a fixed number of slots, and
 * whoever brings a frame waits for a free one: that is the back-pressure on the decoder.
 */
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { SearchArea } from '../pose/golfer-choice.ts';
import type { PoseModel } from '../pose/pose-tracker.ts';
import { poseWorkerDied } from './errors.ts';
import type { FilmPlace } from './film-memory.ts';
import type { ClipBegun, FrameRead, ModelTimed, PoseAnswer, PoseOrder } from './pose-messages.ts';

export interface ClipGeometry {
  readonly lane: number;
  readonly model: PoseModel;
  readonly searchArea: SearchArea | null;
  readonly width: number;
  readonly height: number;
  readonly shrink: number;
}

export interface CrewFrame {
  readonly index: number;
  readonly timeMs: number;
  readonly data: Uint8Array;
  readonly film: FilmPlace;
  readonly withPose: boolean;
}

export interface CrewClip {
  readonly provider: string;
  readonly modelSha256: string;
  /** Copies the frame and resolves once a thread has it to do; rejects when a thread is lost. */
  give(frame: CrewFrame): Promise<void>;
  /** Resolves when every given frame has been read. */
  done(): Promise<void>;
}

/** Frames under way for each thread: one in work, one waiting, so that no thread ever waits for the decoder's copy. */
const SLOTS_PER_THREAD = 2;
/** A frame of the heaviest model on a crowded machine, many times over. */
const END_MS_MAX = 10_000;

export class PoseCrew {
  readonly #threads: Worker[];
  readonly #listeners = new Set<(answer: PoseAnswer, thread: number) => void>();
  #failure: Error | null = null;

  constructor(threads = availableParallelism()) {
    const entry = new URL(`./pose-worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
    this.#threads = Array.from({ length: threads }, (_, index) => {
      const worker = new Worker(entry);
      worker.on('message', (answer: PoseAnswer) => this.#hear(answer, index));
      worker.on('error', (error) => this.#fail(poseWorkerDied(error)));
      worker.on('exit', (code) => this.#fail(poseWorkerDied(new Error(`exit code ${code}`))));
      return worker;
    });
  }

  get threads(): number {
    return this.#threads.length;
  }

  async begin(geometry: ClipGeometry, onRead: (read: FrameRead) => void): Promise<CrewClip> {
    const bytes = (geometry.width * geometry.height * 3) / 2;
    const slots = Array.from({ length: SLOTS_PER_THREAD * this.#threads.length }, () => new SharedArrayBuffer(bytes));
    const answers = await this.#askAll<ClipBegun>({ type: 'clip', ...geometry, slots }, (answer) =>
      answer.type === 'clip-begun' && answer.lane === geometry.lane ? answer : null,
    );
    const { provider, modelSha256 } = answers[0] as ClipBegun;
    return { provider, modelSha256, ...this.#feeder(geometry.lane, slots, onRead) };
  }

  /** Loads the models of the coming clips; idempotent. */
  async warmUp(model: PoseModel, lane: number, searchArea: SearchArea | null): Promise<void> {
    await this.#askAll({ type: 'warm-up', lane, model, searchArea }, (answer) =>
      answer.type === 'warmed-up' && answer.lane === lane ? answer : null,
    );
  }

  /** Milliseconds that one frame takes one thread while the others rest. */
  async timeModel(model: PoseModel): Promise<number> {
    const answer = await this.#ask<ModelTimed>(0, { type: 'time-model', model }, (said) =>
      said.type === 'model-timed' && said.model === model ? said : null,
    );
    return answer.frameMs;
  }

  /** Ends the threads by their own hand: one that is terminated inside the network takes the process with it. */
  async close(): Promise<void> {
    await Promise.all(
      this.#threads.map((worker) => {
        worker.removeAllListeners('exit');
        const ended = once(worker, 'exit');
        worker.postMessage({ type: 'end' } satisfies PoseOrder);
        return Promise.race([ended, sleep(END_MS_MAX, undefined, { ref: false }).then(() => worker.terminate())]);
      }),
    );
  }

  #feeder(
    lane: number,
    slots: readonly SharedArrayBuffer[],
    onRead: (read: FrameRead) => void,
  ): Pick<CrewClip, 'give' | 'done'> {
    const memory = slots.map((slot) => new Uint8Array(slot));
    const threads = this.#threads;
    const free = threads.map((_, thread) =>
      slots.flatMap((__, slot) => (slot % threads.length === thread ? [slot] : [])),
    );
    let given = 0;
    let read = 0;
    let wake: (() => void) | null = null;
    const listener = (answer: PoseAnswer, thread: number): void => {
      if (answer.type === 'frame-read' && answer.lane === lane) {
        free[thread]?.push(answer.slot);
        read++;
        onRead(answer);
      } else if (answer.type !== 'failed') return;
      wake?.();
    };
    this.#listeners.add(listener);
    const waitUntil = async (isSo: () => boolean): Promise<void> => {
      while (!isSo()) {
        this.#refuseIfFailed();
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      this.#refuseIfFailed();
    };
    let posed = 0;
    return {
      give: async ({ index, timeMs, data, film, withPose }) => {
        // Only frames with a pose are dealt in turn, or a stride of two would leave every second thread idle.
        const thread = (withPose ? posed++ : index) % threads.length;
        await waitUntil(() => (free[thread] as number[]).length > 0);
        const slot = (free[thread] as number[]).pop() as number;
        (memory[slot] as Uint8Array).set(data);
        given++;
        this.#send(thread, { type: 'frame', lane, index, slot, film, timeMs, withPose });
      },
      done: async () => {
        await waitUntil(() => read === given);
        this.#listeners.delete(listener);
      },
    };
  }

  #askAll<A extends PoseAnswer>(order: PoseOrder, pick: (answer: PoseAnswer) => A | null): Promise<A[]> {
    return Promise.all(this.#threads.map((_, thread) => this.#ask(thread, order, pick)));
  }

  #ask<A extends PoseAnswer>(thread: number, order: PoseOrder, pick: (answer: PoseAnswer) => A | null): Promise<A> {
    return new Promise((resolve, reject) => {
      const listener = (answer: PoseAnswer, from: number): void => {
        const picked = from === thread ? pick(answer) : null;
        if (picked === null && answer.type !== 'failed') return;
        this.#listeners.delete(listener);
        if (picked === null) reject(this.#failure);
        else resolve(picked);
      };
      this.#listeners.add(listener);
      if (this.#failure !== null) reject(this.#failure);
      else this.#send(thread, order);
    });
  }

  #send(thread: number, order: PoseOrder): void {
    this.#threads[thread]?.postMessage(order);
  }

  #hear(answer: PoseAnswer, thread: number): void {
    if (answer.type === 'failed') this.#fail(answer.error);
    else for (const listener of [...this.#listeners]) listener(answer, thread);
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const listener of [...this.#listeners]) listener({ type: 'failed', error: this.#failure }, -1);
  }

  #refuseIfFailed(): void {
    if (this.#failure !== null) throw this.#failure;
  }
}
