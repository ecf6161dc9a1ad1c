/** What the daemon and the process of its WebRTC peers say to each other. A stream is a camera in one resolution. */

export type PeerOrder =
  | {
      readonly type: 'open';
      readonly peer: number;
      readonly stream: string;
      readonly sdp: string;
      /** The only address that the peer may reach us by. */
      readonly address: string;
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
