/** What the daemon and the process of its WebRTC peers say to each other. A stream is a camera in one resolution. */

/** Where a peer may reach us, by one address alone. */
export interface PeerPlace {
  /** That the peer is told. Behind NAT it is none of this machine's: what is listened on is every address. */
  readonly address: string;
  /** First and last UDP port; null for any free one. */
  readonly ports: readonly [number, number] | null;
}

export type PeerOrder =
  | {
      readonly type: 'open';
      readonly peer: number;
      readonly stream: string;
      readonly sdp: string;
      readonly place: PeerPlace;
    }
  | { readonly type: 'close'; readonly peer: number }
  | {
      readonly type: 'unit';
      readonly stream: string;
      readonly capturedAtNs: number;
      readonly isKeyFrame: boolean;
      readonly data: Uint8Array;
    };

export type PeerReport =
  | { readonly type: 'answer'; readonly peer: number; readonly sdp: string }
  | { readonly type: 'refused'; readonly peer: number; readonly problem: string }
  /** Over, whoever ended it; said once for each that was answered. */
  | { readonly type: 'closed'; readonly peer: number; readonly code: string }
  | { readonly type: 'pulse' };
