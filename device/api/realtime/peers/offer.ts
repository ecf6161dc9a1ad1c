/**
 * Reads what of a WebRTC offer concerns the bay, before any library sees it. Pure.
 *
 * Candidates of the page are taken out: the bay is an ICE-lite agent that waits at one address and answers whoever
 * proves there to know the secret of the answer. So it never sends a packet to an address that a stranger named.
 */
export type ReadOffer = { readonly sdp: string } | { readonly problem: string };

const LINES_MAX = 600;

export function readOffer(sdp: string): ReadOffer {
  const lines = sdp.split(/\r?\n/).filter((line) => line !== '');
  if (lines[0] !== 'v=0') return { problem: 'It is not a session description.' };
  if (lines.length > LINES_MAX) return { problem: `It has more than ${LINES_MAX} lines.` };
  const media = lines.filter((line) => line.startsWith('m='));
  if (media.length !== 1 || media[0]?.startsWith('m=video ') !== true) {
    return { problem: 'It offers something else than one video.' };
  }
  if (!lines.includes('a=recvonly')) return { problem: 'It does not only receive.' };
  if (!lines.some((line) => /^a=rtpmap:\d+ H264\/90000$/i.test(line))) return { problem: 'It does not take H.264.' };
  if (!lines.some((line) => line.startsWith('a=fingerprint:'))) return { problem: 'It has no fingerprint.' };
  const kept = lines.filter((line) => !/^a=(candidate:|end-of-candidates|remote-candidates:)/.test(line));
  return { sdp: `${kept.join('\r\n')}\r\n` };
}
