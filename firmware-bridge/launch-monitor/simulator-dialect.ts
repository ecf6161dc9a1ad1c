/** How a simulator is spoken to; the relay keeps the line, a dialect knows the words. Pure. */
import type { Shot } from '../../device/ports/launch-monitor.port.ts';
import type { Piece } from './message-splitter.ts';

/** What a simulator's message means to the relay. */
export type SimulatorWord =
  /** It has the oldest shot that it has not answered yet. */
  | { readonly type: 'accepted' }
  | { readonly type: 'refused'; readonly message: string }
  /** It takes shots now. */
  | { readonly type: 'ready' }
  /** The player or the club changed there. */
  | { readonly type: 'player'; readonly club: string | null }
  /** The round is over. */
  | { readonly type: 'ended' }
  | { readonly type: 'other' };

export interface SimulatorDialect {
  readonly name: string;
  readonly defaultPort: number;
  /** How often the status is said again; null where the simulator wants none. */
  readonly heartbeatMs: number | null;
  /** A shot that is not answered for so long is not waited for any more. */
  readonly answerWithinMs: number;
  /** Whether it takes shots as soon as it is connected, without a word. */
  readonly isReadyAtOnce: boolean;
  status(deviceId: string, isReady: boolean): string;
  heartbeat(deviceId: string, isReady: boolean): string;
  /** @param number of the shot, from 1 on, anew with each connection. Null for a shot that it cannot be told. */
  shot(deviceId: string, shot: Shot, number: number): string | null;
  understand(piece: Piece): SimulatorWord;
}
