/**
 * The daemon's end of its WebRTC peers: starts their process with the first of them, gives it the pictures that they
 * watch and no others, and ends it when the last has been gone for a while.
 *
 * INVARIANTS
 * - At most {@link PEERS_MAX} peers; each is told of its end once, also when the process dies.
 * - Pictures for a process that does not read are left out, up to the next key frame: at most {@link UNSENT_MAX} wait.
 */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Subscription } from 'rxjs';
import type { EncodedUnit } from '../../../capture/frame-source.port.ts';
import { SupervisedChild } from '../../../process/supervised-child.ts';
import type { Counters } from '../../../telemetry/counters.ts';
import type { Log } from '../../../telemetry/log.ts';
import type { ApiConfig } from '../../api.config.ts';
import type { BayView } from '../../bay-view.port.ts';
import type { Resolution } from '../../contract/live-picture.ts';
import { offerRefused, peersUnavailable, tooManyPeers } from '../errors.ts';
import { readOffer } from './offer.ts';
import type { PeerOrder, PeerPlace, PeerReport } from './peer-messages.ts';

const PEERS_MAX = 4;
/** Pictures on their way to the process; two seconds of one camera. */
const UNSENT_MAX = 120;
const ANSWER_MS_MAX = 8_000;
const SILENCE_MS_MAX = 3_000;
const START_MS_MAX = 15_000;
const IDLE_MS = 10_000;
/** Beyond it the process is ended by its own Node: 32 pages more than it may have would fit. */
const MEMORY_MIB_MAX = 256;

export interface PeerOffer {
  readonly camera: string;
  readonly resolution: Resolution;
  readonly sdp: string;
  /** The address of ours that the page reached us by. */
  readonly address: string;
}

export interface LivePeer {
  readonly sdp: string;
  /** Idempotent; the peer is not told of it. */
  close(): void;
}

interface KnownPeer {
  readonly stream: string;
  readonly answered: PromiseWithResolvers<string>;
  readonly onClosed: (code: string) => void;
  isAnswered: boolean;
}

interface WatchedStream {
  peers: number;
  readonly pictures: Subscription;
}

export class PeerHost {
  readonly #bay: BayView;
  readonly #counters: Counters;
  readonly #log: Log;
  readonly #outside: ApiConfig['webRtc'];
  readonly #peers = new Map<number, KnownPeer>();
  readonly #streams = new Map<string, WatchedStream>();
  #child: SupervisedChild | null = null;
  #unsent = 0;
  #nextPeer = 1;
  #idle: NodeJS.Timeout | undefined;

  /** @param outside where peers reach the bay, if that is elsewhere than it listens */
  constructor(bay: BayView, counters: Counters, log: Log, outside: ApiConfig['webRtc'] = null) {
    this.#bay = bay;
    this.#counters = counters;
    this.#log = log;
    this.#outside = outside;
  }

  /** Of the peers' process; undefined while there is none. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /**
   * Answers an offer. `onClosed` is called once when the peer is over by anything but its own `close`.
   * Rejects with `realtime/offer-refused`, `realtime/too-many-peers` and `realtime/peers-unavailable`.
   */
  async open(offer: PeerOffer, onClosed: (code: string) => void): Promise<LivePeer> {
    const read = readOffer(offer.sdp);
    if ('problem' in read) throw offerRefused(read.problem);
    if (this.#peers.size >= PEERS_MAX) throw tooManyPeers(PEERS_MAX);
    const peer = this.#nextPeer++;
    const { camera, resolution, address } = offer;
    const stream = `${resolution} ${camera}`;
    const answered = Promise.withResolvers<string>();
    this.#peers.set(peer, { stream, answered, onClosed, isAnswered: false });
    this.#counters.gauge('api_peers', this.#peers.size);
    this.#watch(stream, camera, resolution);
    const timer = setTimeout(() => answered.reject(peersUnavailable()), ANSWER_MS_MAX);
    try {
      this.#order({ type: 'open', peer, stream, sdp: read.sdp, place: placeOf(address, this.#outside) });
      const sdp = await answered.promise;
      return { sdp, close: () => this.#hangUp(peer) };
    } catch (error) {
      this.#hangUp(peer);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const child = this.#child;
    this.#child = null;
    this.#loseAll();
    await child?.stop();
  }

  #order(order: PeerOrder): void {
    clearTimeout(this.#idle);
    this.#child ??= this.#start();
    // Of a process that is still starting the channel is there already.
    if (!this.#child.send(order)) this.#counters.count('api_peer_orders_behind');
  }

  #start(): SupervisedChild {
    const extension = extname(fileURLToPath(import.meta.url));
    const child = new SupervisedChild({
      name: 'webrtc peers',
      command: process.execPath,
      args: [
        `--max-old-space-size=${MEMORY_MIB_MAX}`,
        fileURLToPath(new URL(`./peer-child${extension}`, import.meta.url)),
      ],
      ...{ ipc: true, outputAgeMsMax: SILENCE_MS_MAX, startMsMax: START_MS_MAX, restart: null, log: this.#log },
      onMessage: (message) => this.#hear(message as PeerReport),
      onStopped: () => {
        if (this.#child !== child) return;
        this.#child = null;
        this.#loseAll();
      },
    });
    this.#unsent = 0;
    child.start();
    return child;
  }

  #hear(report: PeerReport): void {
    if (report.type === 'pulse') return;
    const known = this.#peers.get(report.peer);
    if (known === undefined) return;
    switch (report.type) {
      case 'answer':
        known.isAnswered = true;
        known.answered.resolve(report.sdp);
        return;
      case 'refused':
        known.answered.reject(offerRefused(report.problem));
        return;
      case 'closed':
        this.#forget(report.peer);
        known.onClosed(report.code);
        return;
    }
  }

  #hangUp(peer: number): void {
    if (!this.#peers.has(peer)) return;
    this.#child?.send({ type: 'close', peer });
    this.#forget(peer);
  }

  #forget(peer: number): void {
    const known = this.#peers.get(peer);
    if (known === undefined) return;
    this.#peers.delete(peer);
    this.#counters.gauge('api_peers', this.#peers.size);
    const watched = this.#streams.get(known.stream);
    if (watched !== undefined && --watched.peers === 0) {
      watched.pictures.unsubscribe();
      this.#streams.delete(known.stream);
    }
    if (this.#peers.size > 0) return;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      const child = this.#child;
      this.#child = null;
      void child?.stop();
    }, IDLE_MS);
    this.#idle.unref();
  }

  /** The process is gone, and every peer with it. */
  #loseAll(): void {
    for (const [peer, { answered, isAnswered, onClosed }] of [...this.#peers]) {
      this.#forget(peer);
      answered.reject(peersUnavailable());
      if (isAnswered) onClosed('realtime/peers-unavailable');
    }
  }

  #watch(stream: string, camera: string, resolution: Resolution): void {
    const watched = this.#streams.get(stream);
    if (watched !== undefined) {
      watched.peers++;
      return;
    }
    let awaitsKeyFrame = true;
    const pictures = this.#bay.pictures(camera, resolution).subscribe((picture: EncodedUnit) => {
      if (awaitsKeyFrame && !picture.isKeyFrame) return;
      awaitsKeyFrame = this.#unsent > UNSENT_MAX;
      if (awaitsKeyFrame) {
        this.#counters.count('api_pictures_left_out', { camera });
        return;
      }
      const { capturedAtNs, isKeyFrame, data } = picture;
      this.#unsent++;
      this.#child?.send({ type: 'unit', stream, capturedAtNs, isKeyFrame, data }, () => {
        this.#unsent--;
      });
    });
    this.#streams.set(stream, { peers: 1, pictures });
  }
}

function placeOf(reachedBy: string, outside: ApiConfig['webRtc']): PeerPlace {
  if (outside === null) return { address: reachedBy, ports: null };
  return { address: outside.address, ports: [outside.portMin, outside.portMax] };
}
