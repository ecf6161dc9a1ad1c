import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOffer } from './offer.ts';

const OFFER = [
  ...['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0', 'a=group:BUNDLE 0'],
  ...['m=video 9 UDP/TLS/RTP/SAVPF 108', 'c=IN IP4 0.0.0.0', 'a=ice-ufrag:abcd', 'a=ice-pwd:0123456789abcdef01234567'],
  ...['a=fingerprint:sha-256 00:11', 'a=setup:actpass', 'a=mid:0', 'a=recvonly', 'a=rtcp-mux'],
  'a=rtpmap:108 H264/90000',
];
const text = (lines: readonly string[]) => `${lines.join('\r\n')}\r\n`;

describe('an offer of a page', () => {
  it('is taken as it is', () => {
    expect(readOffer(text(OFFER))).toEqual({ sdp: text(OFFER) });
  });

  it('loses the addresses that it names: the bay sends to nobody on a stranger’s word', () => {
    const candidate = fc
      .tuple(fc.ipV4(), fc.integer({ min: 1, max: 65_535 }))
      .map(([address, port]) => `a=candidate:1 1 udp 2122260223 ${address} ${port} typ host`);
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 20 }), (candidates) => {
        expect(readOffer(text([...OFFER, ...candidates, 'a=end-of-candidates']))).toEqual({ sdp: text(OFFER) });
      }),
    );
  });

  it.each([
    ['is no description', ['hello']],
    ['also wants to send', OFFER.map((line) => line.replace('recvonly', 'sendrecv'))],
    ['opens a channel for data', [...OFFER, 'm=application 9 UDP/DTLS/SCTP webrtc-datachannel']],
    ['takes only another codec', OFFER.map((line) => line.replace('H264', 'VP8'))],
    ['proves nobody', OFFER.filter((line) => !line.startsWith('a=fingerprint'))],
    ['goes on and on', [...OFFER, ...Array<string>(700).fill('a=x')]],
  ])('is refused where it %s', (_what, lines) => {
    expect(readOffer(text(lines))).toHaveProperty('problem');
  });

  it('never breaks the reading', () => {
    fc.assert(
      fc.property(fc.string(), (any) => {
        expect(readOffer(any)).toHaveProperty('problem');
      }),
    );
  });
});
