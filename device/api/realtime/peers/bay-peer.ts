/**
 * One page that gets the pictures of one camera over WebRTC: H.264 as the camera's encoder made it, cut into RTP, with
 * the camera's time as RTP time (`rtpTimeOf`), so that a page can put the skeleton on the picture that it belongs to.
 *
 * Nothing is encoded for a page: one that joins, or has lost a picture for good, gets the next key frame, which comes
 * within the camera's distance of key frames. What is lost on the way is sent again from the last 128 packets.
 */
import { H264Packetizer, MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, useNACK, usePLI } from 'werift';
import type { PeerPlace } from './peer-messages.ts';
import { rtpTimeOf } from '../../contract/live-picture.ts';

export interface PeerUnit {
  readonly capturedAtNs: number;
  readonly isKeyFrame: boolean;
  readonly data: Uint8Array;
}

/** Constrained baseline at a level that every browser offers; decoders take what the stream itself says. */
const H264 = {
  mimeType: 'video/H264',
  clockRate: 90_000,
  parameters: 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
};
/** From the answer to the first picture that could be sent; a page that never comes is not waited for longer. */
const CONNECT_MS_MAX = 15_000;
/** Packets that the system has not taken yet; beyond them pictures are left out up to the next key frame. */
const UNSENT_PACKETS_MAX = 600;

export class BayPeer {
  readonly #connection: RTCPeerConnection;
  readonly #sender: ReturnType<RTCPeerConnection['addTransceiver']>['sender'];
  readonly #packetizer = new H264Packetizer({ inputFormat: 'annexb' });
  readonly #onClosed: (code: string) => void;
  readonly #connecting: NodeJS.Timeout;
  #awaitsKeyFrame = true;
  #unsent = 0;
  #isClosed = false;

  /** @param onClosed called once, whoever ends it */
  constructor(place: PeerPlace, onClosed: (code: string) => void) {
    this.#onClosed = onClosed;
    this.#connection = new RTCPeerConnection({
      codecs: { video: [new RTCRtpCodecParameters({ ...H264, rtcpFeedback: [useNACK(), usePLI()] })], audio: [] },
      // One address, no server of anybody else's, and never the first to send.
      ...{ iceServers: [], iceLite: true, iceUseTcp: false, iceUseIpv4: false, iceUseIpv6: false },
      iceAdditionalHostAddresses: [place.address],
      ...(place.ports === null ? {} : { icePortRange: [...place.ports] }),
    });
    const track = new MediaStreamTrack({ kind: 'video' });
    this.#sender = this.#connection.addTransceiver(track, { direction: 'sendonly' }).sender;
    this.#sender.onPictureLossIndication.subscribe(() => {
      this.#awaitsKeyFrame = true;
    });
    this.#connection.connectionStateChange.subscribe((state) => {
      if (state === 'connected') clearTimeout(this.#connecting);
      if (state === 'failed' || state === 'disconnected' || state === 'closed') this.close('realtime/peer-gone');
    });
    this.#connecting = setTimeout(() => this.close('realtime/peer-not-connected'), CONNECT_MS_MAX);
  }

  /** The answer, with the bay's only candidate. Rejects for an offer that the library does not take. */
  async answer(sdp: string): Promise<string> {
    const connection = this.#connection;
    await connection.setRemoteDescription({ type: 'offer', sdp });
    await connection.setLocalDescription(await connection.createAnswer());
    const answer = connection.localDescription?.sdp ?? '';
    if (!/^a=candidate:/m.test(answer)) throw new Error('the bay cannot be reached by this address');
    return answer;
  }

  show({ capturedAtNs, isKeyFrame, data }: PeerUnit): void {
    if (this.#connection.connectionState !== 'connected') return;
    if (isKeyFrame) this.#awaitsKeyFrame = this.#unsent > UNSENT_PACKETS_MAX;
    if (this.#awaitsKeyFrame) return;
    const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    for (const packet of this.#packetizer.packetize(bytes, rtpTimeOf(capturedAtNs))) {
      this.#unsent++;
      const sent = (): void => {
        this.#unsent--;
      };
      // A packet that cannot be sent is one that is lost.
      this.#sender.sendRtp(packet).then(sent, sent);
    }
    if (this.#unsent > UNSENT_PACKETS_MAX) this.#awaitsKeyFrame = true;
  }

  close(code: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#connecting);
    this.#connection.close().catch(() => undefined);
    this.#onClosed(code);
  }
}
