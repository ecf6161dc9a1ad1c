import { systemClock } from '../clock/clock.ts';
import { isBayError } from '../errors/bay-error.ts';
import { exitWithOwner } from '../process/exit-with-owner.ts';
import { boardClips } from './board-clip.ts';
import { DEMO_BOARD } from './charuco-board.ts';
import { type Clip, ClipCache } from './clip-cache.ts';
import { VirtualBayBusyError } from './errors.ts';
import { Player } from './player.ts';
import { Programme } from './programme.ts';
import { RenderFarm } from './render-farm.ts';
import { truthOfScenario } from './scenario.ts';
import { BAY_MICROPHONE, SAMPLE_RATE } from './sound.ts';
import { absoluteEventsNs } from './truth.ts';
import type { ChildMessage, Failure, ParentMessage, PlayKind, VirtualBaySettings } from './virtual-bay-messages.ts';

/** The virtual bay's own process: draws what is missing, then plays for as long as its parent lives. */
const HOST = '127.0.0.1';

class BayProcess {
  private readonly settings: VirtualBaySettings;
  private readonly programme: Programme;
  private readonly background = new RenderFarm({ inBackground: true });
  private player: Player | null = null;

  constructor(settings: VirtualBaySettings) {
    this.settings = settings;
    this.programme = new Programme(settings, new ClipCache(settings.cacheDirectory));
  }

  async open(): Promise<void> {
    const farm = new RenderFarm();
    try {
      if (this.settings.shows === 'golfer') await this.drawOpening(farm);
    } finally {
      await farm.close();
    }
    const { settings, programme } = this;
    const idle =
      settings.shows === 'golfer'
        ? await programme.prepare(programme.idle(), this.background)
        : { clips: await this.drawBoard(), truth: truthOfScenario(programme.idle()) };
    const monotonicNs = () => systemClock.monotonicNs();
    const player = new Player({
      idle,
      fps: settings.fps,
      seed: settings.seed,
      microphone: BAY_MICROPHONE,
      monotonicNs,
    });
    this.player = player;
    const { cameraPorts, microphonePort } = await player.start();
    const cameras = idle.clips.map(({ camera }, i) => ({
      name: camera.name,
      role: camera.role,
      host: HOST,
      port: cameraPorts[i] as number,
      width: settings.width,
      height: settings.height,
      fps: settings.fps,
      calibration: camera.calibration,
    }));
    say({
      type: 'ready',
      cameras,
      microphone: { ...BAY_MICROPHONE, host: HOST, port: microphonePort, sampleRate: SAMPLE_RATE },
    });
    if (settings.shows === 'board') return;
    for (const scenario of programme.later()) await programme.prepare(scenario, this.background);
  }

  async play(id: number, kind: PlayKind): Promise<void> {
    const { player, programme } = this;
    if (player === null || player.isBusy) throw new VirtualBayBusyError();
    const scenario = await programme.prepare(programme.next(kind), this.background);
    if (player.isBusy) throw new VirtualBayBusyError();
    const started = await player.play(scenario);
    say({
      type: 'played',
      id,
      played: { ...started, kind, eventsNs: absoluteEventsNs(started.truth, started.startedAtNs) },
    });
  }

  async close(): Promise<void> {
    await Promise.all([this.player?.close(), this.background.close()]);
  }

  private drawBoard(): Promise<Clip[]> {
    const { settings, programme } = this;
    const walk = { seed: settings.seed, cameras: programme.idle().cameras, board: DEMO_BOARD };
    return boardClips(settings.cacheDirectory, walk, (framesDone, framesTotal) =>
      say({ type: 'progress', framesDone, framesTotal }),
    );
  }

  private async drawOpening(farm: RenderFarm): Promise<void> {
    const opening = this.programme.opening();
    const progress = opening.map(() => ({ framesDone: 0, framesTotal: 0 }));
    await Promise.all(
      opening.map((scenario, i) =>
        this.programme.prepare(scenario, farm, (each) => {
          progress[i] = each;
          const framesDone = progress.reduce((sum, p) => sum + p.framesDone, 0);
          const framesTotal = progress.reduce((sum, p) => sum + p.framesTotal, 0);
          say({ type: 'progress', framesDone, framesTotal });
        }),
      ),
    );
  }
}

let bay: BayProcess | null = null;

exitWithOwner(() => bay?.close());

process.on('message', (message: ParentMessage) => {
  if (message.type === 'start') {
    bay = new BayProcess(message.settings);
    bay.open().catch((error: unknown) => say({ type: 'failed', id: null, failure: failureOf(error) }));
  } else {
    bay
      ?.play(message.id, message.kind)
      .catch((error: unknown) => say({ type: 'failed', id: message.id, failure: failureOf(error) }));
  }
});

function say(message: ChildMessage): void {
  /** A parent that is gone hears nothing; `exitWithOwner` ends the process. */
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

function failureOf(error: unknown): Failure {
  if (isBayError(error)) {
    return { code: error.code, message: error.message, hint: error.hint, retryable: error.retryable };
  }
  return { code: 'virtual-bay/failed', message: String(error), hint: undefined, retryable: false };
}
