import type { Ticket } from '../../api/contract/rest.ts';
import { connectRealtime } from '../connection/realtime-connection.ts';
import { RemoteFeed } from '../live/remote-feed.ts';
import type { PhoneApi } from './phone-api.ts';
import { PhoneProblem } from './phone-problem.ts';

/**
 * Hears of each swing that is measured while its player is in the bay. Whoever is in no visit is given no ticket: the
 * phone asks again, seldom enough that a hundred requests a minute are left for everything else.
 */
export interface LiveResults {
  onResult(listener: (swingId: string) => void): () => void;
  /** Whether the phone hears the bay just now. */
  onLine(listener: (isOnLine: boolean) => void): () => void;
  /** The pictures of its cameras. */
  readonly pictures: RemoteFeed;
  close(): void;
}

const NOT_IN_VISIT_MS = 20_000;
/** A facility's appliance has nothing to tell; that it becomes a bay is no matter of minutes. */
const NO_BAY_MS = 3_600_000;

export function hearResults(api: PhoneApi): LiveResults {
  const results = new Set<(swingId: string) => void>();
  const lines = new Set<(isOnLine: boolean) => void>();
  const tellLine = (isOnLine: boolean) => {
    for (const listener of lines) listener(isOnLine);
  };
  const fetchTicket = async () => {
    try {
      return (await api.call<Ticket>('POST', '/realtime/ticket')).ticket;
    } catch (error) {
      if (error instanceof PhoneProblem && error.status === 403) await pause(NOT_IN_VISIT_MS);
      if (error instanceof PhoneProblem && error.code === 'api/needs-bay') await pause(NO_BAY_MS);
      throw error;
    }
  };
  const pictures = new RemoteFeed((event, data) => connection.send(event, data));
  const connection = connectRealtime(fetchTicket, api.realtimeAddress, {
    onMessage(message) {
      pictures.hear(message);
      if (message.event === 'CONNECTED') tellLine(true);
      if (message.event !== 'ANALYSIS_COMPLETE') return;
      for (const listener of results) listener(message.data.swingId);
    },
    onPicture: (picture) => pictures.addPicture(picture),
    onLost: () => tellLine(false),
  });
  const heard =
    <T>(listeners: Set<T>) =>
    (listener: T) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    };
  return { onResult: heard(results), onLine: heard(lines), pictures, close: connection.close };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
