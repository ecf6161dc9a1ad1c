/**
 * The process of all WebRTC peers of a bay: strangers talk to it, in a protocol with much cryptography and many
 * parsers. Whatever they send costs its memory and its event loop, never the daemon's.
 */
import { exitWithOwner } from '../../../process/exit-with-owner.ts';
import { BayPeer } from './bay-peer.ts';
import type { PeerOrder, PeerReport } from './peer-messages.ts';

const PULSE_MS = 500;

interface OpenPeer {
  readonly stream: string;
  readonly connection: BayPeer;
}

const peers = new Map<number, OpenPeer>();

function report(message: PeerReport): void {
  process.send?.(message);
}

async function open({ peer, stream, sdp, place }: Extract<PeerOrder, { type: 'open' }>): Promise<void> {
  let isAnswered = false;
  const connection = new BayPeer(place, (code) => {
    peers.delete(peer);
    if (isAnswered) report({ type: 'closed', peer, code });
  });
  peers.set(peer, { stream, connection });
  try {
    const answer = await connection.answer(sdp);
    isAnswered = true;
    report({ type: 'answer', peer, sdp: answer });
  } catch (error) {
    connection.close('realtime/offer-refused');
    report({ type: 'refused', peer, problem: error instanceof Error ? error.message : String(error) });
  }
}

process.on('message', (order: PeerOrder) => {
  switch (order.type) {
    case 'open':
      void open(order);
      return;
    case 'close':
      peers.get(order.peer)?.connection.close('realtime/hung-up');
      return;
    case 'unit':
      for (const { stream, connection } of peers.values()) if (stream === order.stream) connection.show(order);
      return;
  }
});

exitWithOwner(() => {
  for (const { connection } of peers.values()) connection.close('realtime/went-away');
});
report({ type: 'pulse' });
setInterval(() => report({ type: 'pulse' }), PULSE_MS);
