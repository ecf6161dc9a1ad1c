import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BayError, type ErrorCode } from '../errors/bay-error.ts';
import { TetheredProcess } from '../process/tethered-process.ts';
import { VirtualBayDiedError } from './errors.ts';
import type {
  ChildMessage,
  Failure,
  LiveCamera,
  LiveMicrophone,
  ParentMessage,
  PlayedScenario,
  PlayKind,
  VirtualBaySettings,
} from './virtual-bay-messages.ts';

/**
 * A whole bay without hardware, in a process of its own: the daemon reaches it only through the cameras' and the
 * microphone's TCP ports, like any other bay's.
 */
export interface VirtualBay {
  readonly cameras: readonly LiveCamera[];
  readonly microphone: LiveMicrophone;
  /**
   * Has the golfer do something at the end of the idle round under way, at most two seconds from now. Resolves when it
   * begins, with the truth of what will be seen and heard. Rejects with `virtual-bay/busy` while another one plays,
   * and with `virtual-bay/process-died` when the process is gone.
   */
  play(kind: PlayKind): Promise<PlayedScenario>;
  /** Settles when the process is gone, asked or not. */
  readonly ended: Promise<void>;
  /** Idempotent. */
  close(): Promise<void>;
}

export interface VirtualBayOptions extends Partial<Omit<VirtualBaySettings, 'cacheDirectory'>> {
  readonly cacheDirectory: string;
  readonly onProgress?: (progress: { readonly framesDone: number; readonly framesTotal: number }) => void;
}

const STOP_GRACE_MS = 1000;

/** Resolves when everything of `prepare` is drawn (or found in the cache) and the ports are open. */
export async function startVirtualBay(options: VirtualBayOptions): Promise<VirtualBay> {
  const { onProgress = () => {}, ...chosen } = options;
  const settings: VirtualBaySettings = {
    seed: 0,
    handedness: 'right',
    width: 1280,
    height: 720,
    fps: 60,
    prepare: ['swing'],
    variety: 1,
    passerBy: false,
    shows: 'golfer',
    ...chosen,
  };
  const entry = new URL(`./virtual-bay-child${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
  const child = new TetheredProcess({
    command: process.execPath,
    args: [fileURLToPath(entry)],
    stdio: { more: ['ipc'] },
  });
  const link = new ChildLink(child, onProgress);
  try {
    link.tell({ type: 'start', settings });
    const { cameras, microphone } = await link.ready;
    return {
      cameras,
      microphone,
      play: (kind) => link.play(kind),
      ended: child.exited.then(() => undefined),
      close: async () => {
        await child.stop(STOP_GRACE_MS);
      },
    };
  } catch (error) {
    await child.kill();
    throw error;
  }
}

type Ready = Extract<ChildMessage, { type: 'ready' }>;

class ChildLink {
  readonly ready: Promise<Ready>;
  private readonly child: TetheredProcess;
  private readonly plays = new Map<
    number,
    { resolve: (played: PlayedScenario) => void; reject: (error: Error) => void }
  >();
  private nextId = 1;

  constructor(child: TetheredProcess, onProgress: NonNullable<VirtualBayOptions['onProgress']>) {
    this.child = child;
    this.ready = new Promise((resolve, reject) => {
      child.child.on('message', (message) => {
        const said = message as ChildMessage;
        if (said.type === 'progress') onProgress({ framesDone: said.framesDone, framesTotal: said.framesTotal });
        else if (said.type === 'ready') resolve(said);
        else if (said.type === 'played') this.settle(said.id)?.resolve(said.played);
        else if (said.id === null) reject(errorOf(said.failure));
        else this.settle(said.id)?.reject(errorOf(said.failure));
      });
      void child.exited.then(() => {
        const died = new VirtualBayDiedError(child.lastWords);
        reject(died);
        for (const id of [...this.plays.keys()]) this.settle(id)?.reject(died);
      });
    });
  }

  play(kind: PlayKind): Promise<PlayedScenario> {
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      if (!this.child.isRunning) {
        reject(new VirtualBayDiedError(this.child.lastWords));
        return;
      }
      this.plays.set(id, { resolve, reject });
      this.tell({ type: 'play', id, kind });
    });
  }

  tell(message: ParentMessage): void {
    /** A child that has just died is reported by its exit. */
    this.child.child.send(message, () => undefined);
  }

  private settle(id: number) {
    const play = this.plays.get(id);
    this.plays.delete(id);
    return play;
  }
}

function errorOf(failure: Failure): BayError {
  const details = { retryable: failure.retryable, ...(failure.hint === undefined ? {} : { hint: failure.hint }) };
  return new BayError(failure.code as ErrorCode, failure.message, details);
}
