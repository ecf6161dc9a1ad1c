import { rtpNsBetween, rtpTimeOf } from '../../api/contract/live-picture.ts';
import type { ClientMessages } from '../../api/contract/realtime.ts';
import { PictureCanvas } from './picture-canvas.ts';
import { PoseTimeline, type TimedPose } from './pose-timeline.ts';

/**
 * One camera's live picture with the skeleton over WebRTC, for pages whose browser lets them decode nothing themselves:
 * WebCodecs needs a secure context, and a phone that reads the bay's address off its screen has none.
 *
 * The RTP time of a picture is the camera's own (`rtpTimeOf`), and says which pose is its. The page holds pictures back
 * for {@link HOLD_MS}, so that their poses are there by then. Where the browser does not tell the RTP time the picture
 * is shown without a skeleton: none is better than one that lags behind.
 */
export type Send = <E extends keyof ClientMessages>(event: E, data: ClientMessages[E]) => void;

/** A pose takes some 40 ms from its picture to the page; on a phone's line it may be later than the picture. */
const HOLD_MS = 120;
/** Where no pose comes the picture goes on; a skeleton of this age is still within a frame of it at 30 a second. */
const OFF_NS_MAX = 34e6;
/** A phone needs no more; the bay encodes it once for all of them. */
export const REMOTE_WISH = { width: 1280, maxFps: 30 } as const;

export class PeerPicture {
  readonly #camera: string;
  readonly #send: Send;
  readonly #video: HTMLVideoElement;
  readonly #canvas: PictureCanvas;
  readonly #poses = new PoseTimeline();
  readonly #connection = new RTCPeerConnection({ iceServers: [] });
  readonly #still: ReturnType<typeof setInterval>;
  #isClosed = false;

  /** @param onLost called once where the connection is over by anything but `close` */
  constructor(parts: {
    camera: string;
    send: Send;
    video: HTMLVideoElement;
    canvas: HTMLCanvasElement;
    onStill: (isStill: boolean) => void;
    onLost: () => void;
  }) {
    this.#camera = parts.camera;
    this.#send = parts.send;
    this.#video = parts.video;
    this.#canvas = new PictureCanvas(parts.canvas, parts.onStill);
    this.#still = setInterval(() => this.#canvas.checkStill(), 500);
    this.#connection.addEventListener('connectionstatechange', () => {
      const { connectionState } = this.#connection;
      if (connectionState === 'failed' || connectionState === 'closed') parts.onLost();
    });
    this.#connection.addEventListener('track', ({ track, receiver }) => this.#play(track, receiver));
    this.#offer().catch(() => parts.onLost());
  }

  answer(sdp: string): void {
    this.#connection.setRemoteDescription({ type: 'answer', sdp }).catch(() => this.#connection.close());
  }

  addPose(pose: TimedPose): void {
    this.#poses.add(pose);
    this.#canvas.follow(pose);
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#still);
    this.#connection.close();
    this.#video.srcObject = null;
    this.#send('WEBRTC_CLOSE', { camera: this.#camera });
  }

  async #offer(): Promise<void> {
    const receiving = this.#connection.addTransceiver('video', { direction: 'recvonly' });
    const h264 = RTCRtpReceiver.getCapabilities('video')?.codecs.filter(({ mimeType }) => mimeType === 'video/H264');
    if (h264 !== undefined && h264.length > 0) receiving.setCodecPreferences?.(h264);
    await this.#connection.setLocalDescription();
    const sdp = this.#connection.localDescription?.sdp ?? '';
    if (!this.#isClosed) this.#send('WEBRTC_OFFER', { camera: this.#camera, sdp, ...REMOTE_WISH });
  }

  #play(track: MediaStreamTrack, receiver: RTCRtpReceiver): void {
    // Browsers that do not know it show pictures at once, some of them before their pose.
    if ('jitterBufferTarget' in receiver) receiver.jitterBufferTarget = HOLD_MS;
    this.#video.srcObject = new MediaStream([track]);
    // Muted and inline, which every browser lets play by itself; where it is refused the tile goes on waiting.
    this.#video.play().catch(() => undefined);
    this.#video.requestVideoFrameCallback(this.#see);
  }

  readonly #see = (_nowMs: number, { rtpTimestamp, width, height }: VideoFrameCallbackMetadata): void => {
    if (this.#isClosed) return;
    this.#video.requestVideoFrameCallback(this.#see);
    const capturedAtNs = rtpTimestamp === undefined ? Number.NaN : this.#captureTime(rtpTimestamp);
    const placed = this.#poses.at(capturedAtNs) ?? this.#newestNear(capturedAtNs);
    this.#canvas.draw({ image: this.#video, size: { width, height }, capturedAtNs, ...placed });
  };

  /** NaN before the first pose: there is nothing to put the RTP time's turns on. */
  #captureTime(rtpTime: number): number {
    const poses = this.#poses.newestFirst;
    const same = poses.find(({ capturedAtNs }) => rtpTimeOf(capturedAtNs) === rtpTime);
    const newest = poses[0]?.capturedAtNs ?? Number.NaN;
    return same?.capturedAtNs ?? newest + rtpNsBetween(rtpTimeOf(newest), rtpTime);
  }

  #newestNear(capturedAtNs: number): { landmarks: readonly number[] | null; offNs: number | null } {
    const [newest] = this.#poses.newestFirst;
    const offNs = capturedAtNs - (newest?.capturedAtNs ?? Number.NaN);
    return newest?.landmarks != null && offNs <= OFF_NS_MAX
      ? { landmarks: newest.landmarks, offNs }
      : { landmarks: null, offNs: null };
  }
}
