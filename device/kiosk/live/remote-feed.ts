import type { LivePicture } from '../../api/contract/live-picture.ts';
import type { LiveCamera, ServerMessage, ServerMessages } from '../../api/contract/realtime.ts';
import { reconnectDelayMs } from '../connection/reconnect-delay.ts';
import { LiveCanvas } from './live-canvas.ts';
import { PeerPicture, REMOTE_WISH, type Send } from './peer-picture.ts';

/**
 * Live pictures for a page that is not the bay's own screen. A page in a secure context decodes what comes over its
 * socket, where picture and pose keep step by themselves; any other gets them over WebRTC.
 *
 * To be given every message and picture of the page's socket; what it asks for, it asks for again on every `CONNECTED`.
 */
export type RemotePictureState = 'waiting' | 'showing' | 'full' | 'unsupported';

export interface RemotePlace {
  readonly canvas: HTMLCanvasElement;
  /** Under the canvas, as large: browsers decode no video that is not in the page. */
  readonly video: HTMLVideoElement;
  onState(state: RemotePictureState): void;
}

/** When the bay serves as many pages as it can. */
const FULL_RETRY_MS = 10_000;

export class RemoteFeed {
  readonly #send: Send;
  readonly #shown = new Map<string, RemotePicture>();
  readonly #listeners = new Set<(cameras: readonly LiveCamera[]) => void>();
  #cameras: readonly LiveCamera[] = [];

  constructor(send: Send) {
    this.#send = send;
  }

  get cameras(): readonly LiveCamera[] {
    return this.#cameras;
  }

  /** Tells of the bay's cameras on every `CONNECTED`; the answer ends it. */
  onCameras(listener: (cameras: readonly LiveCamera[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  hear(message: ServerMessage): void {
    switch (message.event) {
      case 'CONNECTED':
        this.#cameras = message.data.cameras;
        for (const listener of this.#listeners) listener(this.#cameras);
        for (const picture of this.#shown.values()) picture.begin();
        return;
      case 'POSE_UPDATE':
        this.#shown.get(message.data.camera)?.addPose(message.data);
        return;
      case 'WEBRTC_ANSWER':
        this.#shown.get(message.data.camera)?.answer(message.data.sdp);
        return;
      case 'WEBRTC_CLOSED':
        this.#shown.get(message.data.camera)?.lost();
        return;
      case 'ERROR':
        if (message.data.event === 'WEBRTC_OFFER') this.#shown.get(message.data.camera ?? '')?.refused(message.data);
        return;
      default:
        return;
    }
  }

  addPicture(picture: LivePicture): void {
    const camera = this.#cameras[picture.cameraIndex];
    if (camera !== undefined) this.#shown.get(camera.name)?.addPicture(picture);
  }

  /** Shows a camera until the returned function is called. */
  show(camera: string, place: RemotePlace): () => void {
    this.#shown.get(camera)?.close();
    const picture =
      'VideoDecoder' in globalThis ? this.#overSocket(camera, place) : new OverPeer(camera, this.#send, place);
    this.#shown.set(camera, picture);
    picture.begin();
    return () => {
      picture.close();
      if (this.#shown.get(camera) === picture) this.#shown.delete(camera);
    };
  }

  #overSocket(camera: string, { canvas, onState }: RemotePlace): RemotePicture {
    const live = new LiveCanvas(canvas, (isStill) => onState(isStill ? 'waiting' : 'showing'));
    return {
      begin: () => this.#send('START_STREAM', { camera, ...REMOTE_WISH }),
      addPicture: (picture) => live.addPicture(picture),
      addPose: (pose) => live.addPose(pose),
      answer: () => undefined,
      lost: () => undefined,
      refused: () => undefined,
      close: () => {
        live.close();
        this.#send('STOP_STREAM', { camera });
      },
    };
  }
}

interface RemotePicture {
  /** Asks the bay for the picture, again where it was there before. */
  begin(): void;
  addPicture(picture: LivePicture): void;
  addPose(pose: ServerMessages['POSE_UPDATE']): void;
  answer(sdp: string): void;
  lost(): void;
  refused(error: ServerMessages['ERROR']): void;
  close(): void;
}

/** Comes back by itself, more and more slowly, until it is closed. */
class OverPeer implements RemotePicture {
  readonly #camera: string;
  readonly #send: Send;
  readonly #place: RemotePlace;
  #peer: PeerPicture | null = null;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(camera: string, send: Send, place: RemotePlace) {
    this.#camera = camera;
    this.#send = send;
    this.#place = place;
  }

  begin(): void {
    clearTimeout(this.#timer);
    this.#peer?.close();
    if (!('RTCPeerConnection' in globalThis) || !('requestVideoFrameCallback' in this.#place.video)) {
      this.#place.onState('unsupported');
      return;
    }
    const { video, canvas, onState } = this.#place;
    const peer: PeerPicture = new PeerPicture({
      ...{ camera: this.#camera, send: this.#send, video, canvas },
      onStill: (isStill) => {
        if (!isStill) this.#attempt = 0;
        onState(isStill ? 'waiting' : 'showing');
      },
      onLost: () => {
        if (this.#peer === peer) this.lost();
      },
    });
    this.#peer = peer;
  }

  addPicture(): void {
    return;
  }

  addPose(pose: ServerMessages['POSE_UPDATE']): void {
    this.#peer?.addPose(pose);
  }

  answer(sdp: string): void {
    this.#peer?.answer(sdp);
  }

  lost(): void {
    this.#again('waiting', reconnectDelayMs(this.#attempt, Math.random()));
  }

  refused({ code }: ServerMessages['ERROR']): void {
    const isFull = code === 'realtime/too-many-peers';
    this.#again(isFull ? 'full' : 'waiting', isFull ? FULL_RETRY_MS : reconnectDelayMs(this.#attempt, Math.random()));
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#peer?.close();
    this.#peer = null;
  }

  #again(state: RemotePictureState, afterMs: number): void {
    this.close();
    this.#attempt += 1;
    this.#place.onState(state);
    this.#timer = setTimeout(() => this.begin(), afterMs);
  }
}
