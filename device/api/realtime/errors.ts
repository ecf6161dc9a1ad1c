/** What a socket is told when it asks for something that it cannot have; the socket stays open. */
import { BayError, type BayErrorDetails, type ErrorCode } from '../../errors/bay-error.ts';
import type { LiveRendition } from '../contract/realtime.ts';

export class RealtimeRefusal extends BayError {
  /** What there is instead, where a stream was asked for. */
  readonly renditions: readonly LiveRendition[] | undefined;

  constructor(code: ErrorCode, message: string, details: BayErrorDetails & { renditions?: readonly LiveRendition[] }) {
    super(code, message, details);
    this.renditions = details.renditions;
  }
}

export function messageInvalid(problem: string): RealtimeRefusal {
  return new RealtimeRefusal('realtime/message-invalid', problem, {
    hint: 'Send {"event", "data"} as the contract says, as text.',
  });
}

export function cameraUnknown(camera: string, cameras: readonly string[]): RealtimeRefusal {
  return new RealtimeRefusal(
    'realtime/camera-unknown',
    `"data.camera": there is no camera ${JSON.stringify(camera)}.`,
    {
      hint: cameras.length === 0 ? 'This bay has no cameras.' : `There are: ${cameras.join(', ')}.`,
    },
  );
}

export function renditionUnknown(camera: string, renditions: readonly LiveRendition[]): RealtimeRefusal {
  const words = renditions.map(
    ({ resolution, width, height, fps }) => `${resolution} (${width} × ${height}, ${fps} fps)`,
  );
  return new RealtimeRefusal('realtime/rendition-unknown', `The camera ${camera} has no stream that is asked for.`, {
    hint: `There are: ${words.join(', ')}.`,
    renditions,
  });
}

export function offerRefused(problem: string): RealtimeRefusal {
  return new RealtimeRefusal('realtime/offer-refused', `"data.sdp": ${problem}`, {
    hint: 'Offer to receive one video in H.264, and nothing else.',
  });
}

export function tooManyPeers(peersMax: number): RealtimeRefusal {
  return new RealtimeRefusal('realtime/too-many-peers', `${peersMax} pages get live pictures over WebRTC already.`, {
    hint: 'Close one of them, or try again later.',
    retryable: true,
  });
}

/** What carries the peers is a process of its own; it died, or answered too late. */
export function peersUnavailable(): RealtimeRefusal {
  return new RealtimeRefusal('realtime/peers-unavailable', 'Pictures over WebRTC cannot be had just now.', {
    hint: 'Try again in a few seconds.',
    retryable: true,
  });
}
