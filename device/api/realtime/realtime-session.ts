/**
 * One screen's socket.
 *
 * INVARIANTS
 * - Messages of the bay go out in their order; only poses and pictures are ever left out, and only for a reader that
 *   is behind by more than their bound.
 * - Nothing that a screen says or fails to read makes the daemon keep more than {@link CLOSE_BYTES} for it: a reader
 *   that is behind even with messages is closed with a code that says so.
 * - A socket does not outlive the right by which it was opened, but for {@link RIGHT_CHECK_MS}.
 * - What was begun for it, streams and peers, ends with it.
 */
import type { Subscription } from 'rxjs';
import type { RawData, WebSocket } from 'ws';
import { renditionFor, renditionsOf } from '../../capture/rendition.ts';
import { BayError, isBayError } from '../../errors/bay-error.ts';
import type { Counters } from '../../telemetry/counters.ts';
import type { BayMessage, BayView } from '../bay-view.port.ts';
import {
  type ClientMessage,
  type ClientMessages,
  type LiveRendition,
  type ServerMessage,
  type ServerMessages,
  SOCKET_CLOSE,
  type StreamWish,
} from '../contract/realtime.ts';
import { readClientMessage } from './client-message.ts';
import { cameraUnknown, messageInvalid, RealtimeRefusal, renditionUnknown } from './errors.ts';
import { LiveStreams } from './live-streams.ts';
import { messageText } from './message-text.ts';
import type { LivePeer, PeerHost } from './peers/peer-host.ts';

/** How often it is asked whether whoever opened a socket still may listen. */
export const RIGHT_CHECK_MS = 2_000;
/** A reader this far behind gets no poses: the next one is newer. */
const POSE_BEHIND_BYTES = 64 * 1024;
/** A reader this far behind is not reading. */
const CLOSE_BYTES = 2 * 1024 * 1024;
/** A reader that was closed for it gets so long to read what waits and the code behind it. */
const CLOSE_MS_MAX = 5_000;
/** Orders are given by hand; more than this in a second is a defect or an attack. */
const ORDERS_PER_SECOND_MAX = 40;
/** A page that is refused so often does not hear it. */
const REFUSALS_MAX = 20;

export interface RealtimeSessionParts {
  readonly socket: WebSocket;
  readonly bay: BayView;
  readonly peers: PeerHost;
  readonly counters: Counters;
  /** The address of ours that the page reached us by. */
  readonly address: string;
  /** Whether whoever opened the socket still may listen. */
  readonly stillMay: () => boolean;
}

/** Empty while the offer is being answered. */
interface PeerPlace {
  peer: LivePeer | null;
}

export class RealtimeSession {
  readonly #parts: RealtimeSessionParts;
  readonly #socket: WebSocket;
  readonly #messages: Subscription;
  readonly #streams: LiveStreams;
  /** By camera. */
  readonly #peers = new Map<string, PeerPlace>();
  #isAnswering = true;
  #isReleased = false;
  #orders = { secondStartedAtMs: 0, count: 0 };
  #refusals = 0;

  constructor(parts: RealtimeSessionParts) {
    this.#parts = parts;
    const { socket, bay, counters } = parts;
    this.#socket = socket;
    this.#streams = new LiveStreams(socket, bay, counters);
    socket.on('message', (data, isBinary) => this.#hear(data, isBinary));
    socket.on('pong', () => {
      this.#isAnswering = true;
    });
    socket.on('close', () => this.#release());
    // A broken frame or a vanished peer; `close` follows and ends the session.
    socket.on('error', () => counters.count('api_socket_errors'));
    this.#send({
      event: 'CONNECTED',
      data: { sessionId: bay.sessionId(), bay: bay.name, cameras: bay.cameras(), ...bayStateOf(bay) },
    });
    this.#messages = bay.messages.subscribe({
      next: (message) => this.#tell(message),
      complete: () => this.close(),
    });
  }

  /** Once a beat: a peer that did not answer the last one is gone, the others hear how the bay is. */
  beat(): void {
    if (!this.#isAnswering) {
      this.#socket.terminate();
      return;
    }
    this.#isAnswering = false;
    this.#socket.ping();
    this.#send({ event: 'BAY_STATE', data: bayStateOf(this.#parts.bay) });
  }

  /** Once every {@link RIGHT_CHECK_MS}. */
  checkRight(): void {
    if (this.#isReleased || this.#parts.stillMay()) return;
    this.#parts.counters.count('api_sockets_right_ended');
    this.#end(SOCKET_CLOSE.rightEnded, 'the right to listen has ended');
  }

  close(): void {
    this.#end(SOCKET_CLOSE.wentAway, 'the bay is closing');
  }

  /** Without waiting for the peer's part. */
  terminate(): void {
    this.#socket.terminate();
  }

  #hear(data: RawData, isBinary: boolean): void {
    if (this.#isReleased) return;
    if (this.#isFlooding()) return this.#hangUp('too many messages');
    if (isBinary || !Buffer.isBuffer(data)) return this.#hangUp('not a text');
    const heard = readClientMessage(data.toString());
    if (!heard.isUnderstood) return this.#refuse(messageInvalid(heard.problem), heard.event, null);
    try {
      this.#obey(heard.message);
    } catch (error) {
      this.#refuse(error, heard.message.event, heard.message.data.camera);
    }
  }

  #obey(message: ClientMessage): void {
    const { camera } = message.data;
    const renditions = this.#renditionsOf(camera);
    switch (message.event) {
      case 'START_STREAM': {
        const rendition = chosen(camera, renditions, message.data);
        this.#streams.start(camera, rendition.resolution);
        this.#send({ event: 'STREAM_STARTED', data: { camera, ...rendition } });
        return;
      }
      case 'STOP_STREAM':
        this.#streams.stop(camera);
        return;
      case 'WEBRTC_OFFER':
        void this.#connectPeer(message.data, chosen(camera, renditions, message.data));
        return;
      case 'WEBRTC_CLOSE':
        this.#dropPeer(camera);
        return;
    }
  }

  /** Throws for a camera that is not there. */
  #renditionsOf(name: string): readonly LiveRendition[] {
    const cameras = this.#parts.bay.cameras();
    const camera = cameras.find((each) => each.name === name);
    if (camera === undefined) {
      throw cameraUnknown(
        name,
        cameras.map((each) => each.name),
      );
    }
    return camera.renditions ?? renditionsOf(camera).slice(0, 1);
  }

  /** A new offer for a camera takes the place of the peer before. */
  async #connectPeer({ camera, sdp }: ClientMessages['WEBRTC_OFFER'], rendition: LiveRendition): Promise<void> {
    this.#dropPeer(camera);
    const place: PeerPlace = { peer: null };
    this.#peers.set(camera, place);
    const isOurs = (): boolean => !this.#isReleased && this.#peers.get(camera) === place;
    const { peers, address } = this.#parts;
    try {
      const peer = await peers.open({ camera, resolution: rendition.resolution, sdp, address }, (code) => {
        if (!isOurs()) return;
        this.#peers.delete(camera);
        this.#send({ event: 'WEBRTC_CLOSED', data: { camera, code } });
      });
      // Hung up, replaced, or gone altogether, while the answer was being made.
      if (!isOurs()) return peer.close();
      place.peer = peer;
      this.#send({ event: 'WEBRTC_ANSWER', data: { camera, sdp: peer.sdp, ...rendition } });
    } catch (error) {
      if (!isOurs()) return;
      this.#peers.delete(camera);
      this.#refuse(error, 'WEBRTC_OFFER', camera);
    }
  }

  #dropPeer(camera: string): void {
    this.#peers.get(camera)?.peer?.close();
    this.#peers.delete(camera);
  }

  #isFlooding(): boolean {
    const nowMs = performance.now();
    if (nowMs - this.#orders.secondStartedAtMs > 1_000) this.#orders = { secondStartedAtMs: nowMs, count: 0 };
    this.#orders.count++;
    return this.#orders.count > ORDERS_PER_SECOND_MAX;
  }

  #tell(message: BayMessage): void {
    const behind = this.#socket.bufferedAmount;
    if (behind > CLOSE_BYTES) {
      this.#parts.counters.count('api_sockets_too_slow');
      this.#end(SOCKET_CLOSE.tooSlow, 'too far behind');
    } else if (message.event === 'POSE_UPDATE' && behind > POSE_BEHIND_BYTES) {
      this.#parts.counters.count('api_poses_left_out');
    } else {
      this.#send(message);
    }
  }

  #send(message: ServerMessage): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(messageText(message));
  }

  #refuse(error: unknown, event: string | null, camera: string | null): void {
    const refusal = isBayError(error) ? error : new BayError('realtime/failed', 'The bay could not do it.');
    this.#parts.counters.count('api_realtime_refused', { code: refusal.code });
    this.#refusals++;
    if (this.#refusals > REFUSALS_MAX) return this.#hangUp('refused too often');
    const { code, message, hint = null, retryable } = refusal;
    const data: ServerMessages['ERROR'] = { code, message, hint, retryable, event, camera };
    const renditions = refusal instanceof RealtimeRefusal ? refusal.renditions : undefined;
    this.#send({ event: 'ERROR', data: renditions === undefined ? data : { ...data, renditions } });
  }

  #hangUp(reason: string): void {
    this.#parts.counters.count('api_sockets_refused');
    this.#end(SOCKET_CLOSE.refused, reason);
  }

  /** The code waits behind what is not read yet, for a while. */
  #end(code: number, reason: string): void {
    this.#release();
    this.#socket.close(code, reason);
    const giveUp = setTimeout(() => this.#socket.terminate(), CLOSE_MS_MAX);
    this.#socket.once('close', () => clearTimeout(giveUp));
  }

  #release(): void {
    this.#isReleased = true;
    this.#messages.unsubscribe();
    this.#streams.stopAll();
    for (const camera of [...this.#peers.keys()]) this.#dropPeer(camera);
  }
}

function chosen(camera: string, renditions: readonly LiveRendition[], wish: StreamWish): LiveRendition {
  const rendition = renditionFor(renditions, wish);
  if (rendition === undefined) throw renditionUnknown(camera, renditions);
  return rendition;
}

function bayStateOf(bay: BayView): ServerMessages['BAY_STATE'] {
  const [state, warnings, camerasInPlace] = [bay.state(), bay.warnings(), bay.camerasInPlace()];
  return { state, warnings, camerasInPlace, hardware: bay.hardware(), isOutOfOrder: bay.isOutOfOrder() };
}
