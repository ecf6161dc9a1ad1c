import { networkInterfaces } from 'node:os';
import { RTCPeerConnection, RTCRtpCodecParameters, useNACK, usePLI } from 'werift';
import { afterEach, describe, expect, it } from 'vitest';
import { apiConfigSchema } from '../../api.config.ts';
import { BayPeer } from './bay-peer.ts';

const PORTS = [52_000, 52_031] as const;
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function offering(): Promise<{ page: RTCPeerConnection; sdp: string }> {
  const video = [
    new RTCRtpCodecParameters({
      mimeType: 'video/H264',
      clockRate: 90_000,
      parameters: 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
      rtcpFeedback: [useNACK(), usePLI()],
    }),
  ];
  const page = new RTCPeerConnection({ codecs: { video, audio: [] }, iceServers: [] });
  closing.push(() => page.close());
  page.addTransceiver('video', { direction: 'recvonly' });
  await page.setLocalDescription(await page.createOffer());
  return { page, sdp: page.localDescription?.sdp ?? '' };
}

async function answered(sdp: string, address: string, ports: readonly [number, number] | null): Promise<string> {
  const peer = new BayPeer({ address, ports }, () => undefined);
  closing.push(() => peer.close('realtime/hung-up'));
  return peer.answer(sdp);
}

/** Where this machine has a network at all, as phones see it. */
function ownAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}

const candidatesOf = (sdp: string): { address: string; port: number }[] =>
  [...sdp.matchAll(/^a=candidate:\S+ \d+ \S+ \d+ (\S+) (\d+) /gm)].map(([, address = '', port]) => {
    return { address, port: Number(port) };
  });

describe('the bay’s half of a WebRTC connection', () => {
  it('announces the address that is configured, none of its own, on a port that leads to it from outside', async () => {
    const { sdp } = await offering();
    const candidates = candidatesOf(await answered(sdp, '198.51.100.7', PORTS));
    expect(candidates.map(({ address }) => address)).toEqual(['198.51.100.7']);
    expect(candidates[0]?.port).toBeGreaterThanOrEqual(PORTS[0]);
    expect(candidates[0]?.port).toBeLessThanOrEqual(PORTS[1]);
  });

  it('is reached by that address on one of those ports', async () => {
    const { page, sdp } = await offering();
    const answer = await answered(sdp, ownAddress(), PORTS);
    await page.setRemoteDescription({ type: 'answer', sdp: answer });
    await expect.poll(() => page.connectionState, { timeout: 15_000 }).toBe('connected');
  });

  it('has no fewer ports than four phones need, and names the field that is wrong', () => {
    const webRtc = { address: '198.51.100.7', portMin: 50_000, portMax: 50_003 };
    const read = apiConfigSchema.safeParse({ webRtc });
    expect(read.error?.issues[0]?.path).toEqual(['webRtc', 'portMax']);
    expect(apiConfigSchema.safeParse({ webRtc: { address: 'bay.example' } }).success).toBe(false);
    expect(apiConfigSchema.parse({ webRtc: { address: '198.51.100.7' } }).webRtc).toMatchObject({ portMin: 50_000 });
  });
});
