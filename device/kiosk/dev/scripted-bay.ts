import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { v7 as uuidv7 } from 'uuid';
import { type WebSocket, WebSocketServer } from 'ws';
import { encodeLivePicture } from '../../api/contract/live-picture.ts';
import type { BayHardware, BayState, BayWarning, CamerasInPlace, ServerMessages } from '../../api/contract/realtime.ts';
import type { SwingReport } from '../../api/contract/report.ts';
import type { ClipKind } from './scripted-clip.ts';
import { SCRIPTED_CAMERAS, SCRIPTED_EVENTS_MS, SWING_CLIP_MS } from './scripted-golfer.ts';
import { type ScriptedMedia, sha256 } from './scripted-media.ts';
import { PICTURE } from './scripted-picture.ts';
import { scriptedReport } from './scripted-report.ts';
import type { ScriptedSwing } from './scripted-swing.ts';
import type { SwingNote } from '../../api/contract/coaching.ts';
import { ScriptedGames } from './scripted-games.ts';
import { ScriptedVisit } from './scripted-visit.ts';
import { ScriptedVoice } from './scripted-voice.ts';
import { answerRequest, type BayAnswers, type ScriptedWords } from './scripted-answers.ts';

/**
 * A bay for working on the pages: real HTTP, a real WebSocket and real H.264, no daemon. A test or the loop of
 * `serve.ts` says what happens; two bays on one port, one after the other, are a bay that was restarted.
 */
export interface ScriptedBayOptions {
  readonly media: ScriptedMedia;
  readonly pages: string;
  readonly port?: number;
  readonly session?: string;
  readonly words?: ScriptedWords;
}

/** What is special about a swing. */
interface SwingFacts {
  readonly kind?: SwingReport['kind'];
  readonly score?: number;
  readonly isSlowMotion?: boolean;
  readonly shot?: SwingReport['shot'];
  /** Another golfer's swing than the bay's own, such as a slower one, with other numbers. */
  readonly media?: ScriptedMedia;
  readonly metrics?: SwingReport['metrics'];
}

const POSE_DELAY_MS = 30;

export class ScriptedBay {
  readonly #options: ScriptedBayOptions;
  readonly #tickets = new Set<string>();
  readonly #sockets = new Map<WebSocket, Set<string>>();
  readonly #server: Server;
  readonly #realtime = new WebSocketServer({ noServer: true });
  readonly #timer: ReturnType<typeof setInterval>;
  #session: string;
  readonly swings: ScriptedSwing[] = [];
  readonly voice = new ScriptedVoice();
  readonly games = new ScriptedGames();
  readonly visit: ScriptedVisit;
  readonly notes: SwingNote[] = [];
  #state: BayState = 'empty';
  #warnings: BayWarning[] = [];
  #hardware: BayHardware | null = null;
  #playing: { kind: ClipKind; frame: number } = { kind: 'empty', frame: 0 };
  #stalled: readonly string[] = [];
  ticketsGiven = 0;
  /** Until this is true again, the clips of swings are not written yet. */
  areClipsWritten = true;

  constructor(options: ScriptedBayOptions) {
    this.#options = options;
    this.#session = options.session ?? randomUUID();
    this.visit = new ScriptedVisit(this.#session, this.swings, () => this.#visitChanged());
    const answers: BayAnswers = {
      media: options.media,
      pages: options.pages,
      swings: this.swings,
      voice: this.voice,
      games: this.games,
      visit: this.visit,
      notes: this.notes,
      ticket: () => this.#ticket(),
      words: options.words,
      areClipsWritten: () => this.areClipsWritten,
    };
    this.#server = createServer((request, response) => void answerRequest(answers, request, response));
    this.#server.on('upgrade', (request, socket, head) => {
      const ticket = new URL(request.url ?? '/', 'http://bay').searchParams.get('ticket') ?? '';
      if (!this.#tickets.delete(ticket)) {
        socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
        return;
      }
      this.#realtime.handleUpgrade(request, socket, head, (opened) => this.#connected(opened));
    });
    this.#timer = setInterval(() => this.#nextFrame(), 1000 / PICTURE.fps);
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(this.#options.port ?? 0, '127.0.0.1', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    for (const socket of this.#sockets.keys()) socket.terminate();
    this.#realtime.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  enter(state: BayState): void {
    this.#state = state;
    if (state !== 'swinging' && state !== 'capturing') this.#play(state === 'empty' ? 'empty' : 'idle');
    this.#sendState();
  }

  warn(warnings: BayWarning[], ...stalled: readonly string[]): void {
    this.#warnings = warnings;
    this.#stalled = stalled;
    this.#sendState();
  }

  /** Speaks, through the page; `hush` ends it. */
  say(text: string): void {
    this.#send('AUDIO_CUE', {
      text,
      language: 'en',
      url: `/api/v1/voice/sounds/${sha256(Buffer.from(text))}`,
      volume: 0.6,
    });
  }

  hush(): void {
    this.#send('AUDIO_HUSH', {});
  }

  /** What the bay drives, and what is wrong with it. */
  equip(hardware: BayHardware | null, warnings: BayWarning[] = []): void {
    this.#hardware = hardware;
    this.#warnings = warnings;
    this.#sendState();
  }

  /** Somebody else steps up: a visit without anything of the one before. */
  beginVisit(session: string): void {
    this.#session = session;
    this.swings.length = 0;
    this.visit.change({
      session,
      players: [],
      inTurn: null,
      over: null,
      goesOn: true,
      club: null,
      ends: null,
      card: null,
    });
  }

  #visitChanged(): void {
    this.#send('VISIT_CHANGED', { sessionId: this.#session });
    this.#sendState();
  }

  #sendState(): void {
    const [state, warnings, camerasInPlace] = [this.#state, this.#warnings, this.#camerasInPlace()];
    const isOutOfOrder = !this.visit.isInService;
    this.#send('BAY_STATE', { state, warnings, camerasInPlace, hardware: this.#hardware, isOutOfOrder });
  }

  #camerasInPlace(): CamerasInPlace {
    return this.#warnings.some(({ code }) => code === 'camera/moved') ? 'no' : 'yes';
  }

  /** A whole swing in the time it takes; ends when it was detected. */
  async swing(facts: SwingFacts = {}): Promise<ScriptedSwing> {
    this.enter('swinging');
    this.#play('swing');
    await wait(SCRIPTED_EVENTS_MS.finish);
    this.enter('capturing');
    await wait(300);
    return this.detect(facts);
  }

  /** A swing that has been made already. */
  detect(facts: SwingFacts = {}): ScriptedSwing {
    const media = facts.media ?? this.#options.media;
    const swing: ScriptedSwing = { report: this.#report(facts, media), status: 'analysing', media };
    this.swings.unshift(swing);
    const { id: swingId, kind } = swing.report;
    this.#send('SWING_DETECTED', { swingId, kind, impactAtNs: monotonicNs() });
    return swing;
  }

  progress(swing: ScriptedSwing, fraction: number): void {
    this.#send('ANALYSIS_PROGRESS', { swingId: swing.report.id, stage: 'pose', fraction });
  }

  complete(swing: ScriptedSwing, status: 'completed' | 'failed' = 'completed'): void {
    swing.status = status;
    this.#send('ANALYSIS_COMPLETE', {
      swingId: swing.report.id,
      revision: status === 'failed' ? 0 : swing.report.revision,
      status,
    });
  }

  /** A new revision, of which other things are true than of the one before. */
  measureAgain(swing: ScriptedSwing, changes: Partial<SwingReport>): void {
    swing.report = { ...swing.report, ...changes, revision: swing.report.revision + 1 };
    this.complete(swing);
  }

  #report(facts: SwingFacts, media: ScriptedMedia): SwingReport {
    return scriptedReport({
      id: uuidv7(),
      sequence: this.swings.length + 1,
      session: this.#session,
      bay: 'Bay 7',
      kind: facts.kind ?? 'shot',
      score: facts.score ?? 6.8,
      isSlowMotion: facts.isSlowMotion ?? false,
      shot: facts.shot ?? null,
      stretch: media.stretch,
      ...(facts.metrics === undefined ? {} : { metrics: facts.metrics }),
      keyFrames: media.keyFrames.map(({ camera, event, jpeg, sha256: hash }) => ({
        sha256: hash,
        mediaType: 'image/jpeg',
        bytes: jpeg.length,
        event,
        camera,
        timeMs: SCRIPTED_EVENTS_MS[event] * media.stretch,
        width: PICTURE.width,
        height: PICTURE.height,
      })),
      clips: [...media.clips].map(([camera, { swing }]) => ({
        sha256: sha256(swing.mp4),
        mediaType: 'video/mp4',
        bytes: swing.mp4.length,
        camera,
        fromMs: 0,
        toMs: SWING_CLIP_MS * media.stretch,
      })),
    });
  }

  #ticket(): string {
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    this.ticketsGiven += 1;
    return ticket;
  }

  #connected(socket: WebSocket): void {
    this.#sockets.set(socket, new Set());
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('message', (bytes: Buffer) => {
      const { event, data } = JSON.parse(bytes.toString()) as { event: string; data: { camera: string } };
      if (event === 'START_STREAM') this.#sockets.get(socket)?.add(data.camera);
      if (event === 'STOP_STREAM') this.#sockets.get(socket)?.delete(data.camera);
    });
    const cameras = SCRIPTED_CAMERAS.map((camera) => ({
      ...camera,
      width: PICTURE.width,
      height: PICTURE.height,
      fps: PICTURE.fps,
    }));
    const data = {
      ...{ sessionId: this.#session, bay: 'Bay 7', cameras, state: this.#state, warnings: this.#warnings },
      camerasInPlace: this.#camerasInPlace(),
      hardware: this.#hardware,
      isOutOfOrder: !this.visit.isInService,
    };
    socket.send(JSON.stringify({ event: 'CONNECTED', data }));
  }

  #play(kind: ClipKind): void {
    if (this.#playing.kind !== kind || kind === 'swing') this.#playing = { kind, frame: 0 };
  }

  #nextFrame(): void {
    const { kind, frame } = this.#playing;
    const capturedAtNs = monotonicNs();
    for (const [cameraIndex, camera] of SCRIPTED_CAMERAS.entries()) {
      if (this.#stalled.includes(camera.name)) continue;
      const clip = this.#options.media.clips.get(camera.name)?.[kind];
      const unit = clip?.units[frame];
      if (clip === undefined || unit === undefined) continue;
      const picture = encodeLivePicture({
        cameraIndex,
        isKeyFrame: frame % (PICTURE.fps / 2) === 0,
        capturedAtNs,
        unit,
      });
      for (const [socket, wanted] of this.#sockets) if (wanted.has(camera.name)) socket.send(picture);
      const landmarks = clip.landmarks[frame] ?? null;
      setTimeout(
        () =>
          this.#send('POSE_UPDATE', {
            ...{ camera: camera.name, capturedAtNs, landmarks, phase: null, angles: null },
            errors: landmarks === null ? ['view/nobody'] : [],
          }),
        POSE_DELAY_MS,
      );
    }
    const frames = this.#options.media.clips.get('face-on')?.[kind].units.length ?? 1;
    const isOver = frame + 1 >= frames;
    this.#playing = isOver ? { kind: kind === 'swing' ? 'idle' : kind, frame: 0 } : { kind, frame: frame + 1 };
  }

  #send<E extends keyof ServerMessages>(event: E, data: ServerMessages[E]): void {
    const message = JSON.stringify({ event, data });
    for (const socket of this.#sockets.keys()) if (socket.readyState === socket.OPEN) socket.send(message);
  }
}

const monotonicNs = () => Number(process.hrtime.bigint());

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
