/**
 * One screen's socket.
 *
 * INVARIANTS
 * - Messages of the bay go out in their order; only poses and pictures are ever left out, and only for a reader that
 *   is behind by more than their bound.
 * - After a picture was left out, the next one of that camera is a key frame.
 * - Nothing that a screen says or fails to read makes the daemon keep more than {@link CLOSE_BYTES} for it.
 */
import type { Subscription } from 'rxjs';
import type { RawData, WebSocket } from 'ws';
import type { EncodedUnit } from '../../capture/frame-source.port.ts';
import type { Counters } from '../../telemetry/counters.ts';
import type { BayMessage, BayView } from '../bay-view.port.ts';
import { encodeLivePicture } from '../contract/live-picture.ts';
import type { ServerMessage } from '../contract/realtime.ts';
import { readClientMessage } from './client-message.ts';

/** A reader this far behind gets no poses: the next one is newer. */
const POSE_BEHIND_BYTES = 64 * 1024;
/** A reader this far behind gets no pictures until it has caught up: about a third of a second of two cameras. */
const PICTURE_BEHIND_BYTES = 512 * 1024;
/** A reader this far behind is not reading. */
const CLOSE_BYTES = 2 * 1024 * 1024;
/** Orders are given by hand; more than this in a second is a defect or an attack. */
const ORDERS_PER_SECOND_MAX = 40;

const CLOSE = { refused: 1008, wentAway: 1001 } as const;

export class RealtimeSession {
  readonly #socket: WebSocket;
  readonly #bay: BayView;
  readonly #counters: Counters;
  readonly #messages: Subscription;
  readonly #streams = new Map<string, Subscription>();
  #isAnswering = true;
  #orders = { secondStartedAtMs: 0, count: 0 };

  constructor(socket: WebSocket, bay: BayView, counters: Counters) {
    this.#socket = socket;
    this.#bay = bay;
    this.#counters = counters;
    socket.on('message', (data, isBinary) => this.#hear(data, isBinary));
    socket.on('pong', () => {
      this.#isAnswering = true;
    });
    socket.on('close', () => this.#release());
    // A broken frame or a vanished peer; `close` follows and ends the session.
    socket.on('error', () => this.#counters.count('api_socket_errors'));
    this.#send({
      event: 'CONNECTED',
      data: {
        sessionId: bay.sessionId(),
        bay: bay.name,
        cameras: bay.cameras(),
        state: bay.state(),
        warnings: bay.warnings(),
        camerasInPlace: bay.camerasInPlace(),
        hardware: bay.hardware(),
        isOutOfOrder: bay.isOutOfOrder(),
      },
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
    const bay = this.#bay;
    const [state, warnings, camerasInPlace] = [bay.state(), bay.warnings(), bay.camerasInPlace()];
    const data = { state, warnings, camerasInPlace, hardware: bay.hardware(), isOutOfOrder: bay.isOutOfOrder() };
    this.#send({ event: 'BAY_STATE', data });
  }

  close(): void {
    this.#socket.close(CLOSE.wentAway, 'the bay is closing');
  }

  /** Without waiting for the peer's part. */
  terminate(): void {
    this.#socket.terminate();
  }

  #hear(data: RawData, isBinary: boolean): void {
    if (this.#isFlooding()) return this.#refuse('too many messages');
    const message = isBinary || !Buffer.isBuffer(data) ? undefined : readClientMessage(data.toString());
    if (message === undefined) return this.#refuse('not a message of this interface');
    const { camera } = message.data;
    if (!this.#bay.cameras().some((each) => each.name === camera)) return this.#refuse('no such camera');
    if (message.event === 'START_STREAM') this.#startStream(camera);
    else this.#stopStream(camera);
  }

  #isFlooding(): boolean {
    const nowMs = performance.now();
    if (nowMs - this.#orders.secondStartedAtMs > 1_000) this.#orders = { secondStartedAtMs: nowMs, count: 0 };
    this.#orders.count++;
    return this.#orders.count > ORDERS_PER_SECOND_MAX;
  }

  /** Idempotent: a running stream goes on. */
  #startStream(camera: string): void {
    if (this.#streams.has(camera)) return;
    const cameraIndex = this.#bay.cameras().findIndex((each) => each.name === camera);
    let awaitsKeyFrame = true;
    const show = (picture: EncodedUnit): void => {
      if (awaitsKeyFrame && !picture.isKeyFrame) return;
      awaitsKeyFrame = this.#socket.bufferedAmount > PICTURE_BEHIND_BYTES;
      if (awaitsKeyFrame) {
        this.#counters.count('api_pictures_left_out', { camera });
        return;
      }
      const { isKeyFrame, capturedAtNs, data } = picture;
      this.#socket.send(encodeLivePicture({ cameraIndex, isKeyFrame, capturedAtNs, unit: data }));
    };
    this.#streams.set(camera, this.#bay.pictures(camera).subscribe(show));
  }

  #stopStream(camera: string): void {
    this.#streams.get(camera)?.unsubscribe();
    this.#streams.delete(camera);
  }

  #tell(message: BayMessage): void {
    const behind = this.#socket.bufferedAmount;
    if (behind > CLOSE_BYTES) {
      this.#counters.count('api_sockets_too_slow');
      this.#release();
      // A close frame would wait behind what is not being read.
      this.#socket.terminate();
    } else if (message.event === 'POSE_UPDATE' && behind > POSE_BEHIND_BYTES) {
      this.#counters.count('api_poses_left_out');
    } else {
      this.#send(message);
    }
  }

  #send(message: ServerMessage): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #refuse(reason: string): void {
    this.#counters.count('api_sockets_refused');
    this.#release();
    this.#socket.close(CLOSE.refused, reason);
  }

  #release(): void {
    this.#messages.unsubscribe();
    for (const camera of [...this.#streams.keys()]) this.#stopStream(camera);
  }
}
