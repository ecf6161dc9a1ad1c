/** What goes into the host's end of the session, and what comes out of it; see `link-machine.ts`. */
import type { Message } from '../protocol/message.ts';
import type { Packet } from '../protocol/packet.ts';
import type { AskedCommand, EndedCommand } from './command-desk.ts';
import type { PassedPulse, PassedReport } from './passed-report.ts';

export type LinkInput =
  /** `start-over`: whoever reports are for has lost track, and needs everything told anew. */
  | { readonly type: 'opened' | 'closed' | 'tick' | 'start-over' }
  /** Whom this serves stands still, or goes on. */
  | { readonly type: 'unattended' | 'attended' }
  /** `hasRoom`: whether a report may be passed on; it is not acknowledged otherwise, and comes again. */
  | { readonly type: 'packet'; readonly packet: Packet; readonly arrivedNs: number; readonly hasRoom: boolean }
  | { readonly type: 'command'; readonly command: AskedCommand }
  | { readonly type: 'handed-on'; readonly bootId: number; readonly sequence: number };

/**
 * Why a session ended. `deaf`: commands were not acknowledged; `forgotten`: the controller no longer knows of it;
 * `unattended`: nobody was there whom it is kept for.
 */
export type LossReason = 'closed' | 'silent' | 'deaf' | 'forgotten' | 'reset' | 'unannounced' | 'asked' | 'unattended';

/** The time of sending is stamped by who sends. */
export type OutgoingPacket = Omit<Packet, 'version' | 'sentUs'>;

export interface Vitals {
  readonly isMotionLocked: boolean;
  readonly isStopPressed: boolean;
  readonly eventsWaiting: number;
  readonly eventsDropped: number;
}

export type Told<Kind extends Message['type']> = Extract<Message, { type: Kind }>;

export type LinkEffect =
  | { readonly type: 'send'; readonly packet: OutgoingPacket }
  /** What is still on its way to the controller belongs to a session that is over. */
  | { readonly type: 'discard-output' }
  | { readonly type: 'welcomed'; readonly bootId: number; readonly welcome: Told<'welcome'> }
  | { readonly type: 'up' }
  | { readonly type: 'lost'; readonly why: LossReason }
  | ({ readonly type: 'report' } & PassedReport)
  | ({ readonly type: 'pulse' } & PassedPulse)
  | { readonly type: 'vitals'; readonly vitals: Vitals }
  | { readonly type: 'ended'; readonly ended: EndedCommand };

export interface LinkCounts {
  malformed: number;
  unknownType: number;
  /** Packets of sessions and controllers other than the one that is spoken to. */
  foreign: number;
  /** Welcomes of a controller that is not safe in time. */
  unfit: number;
  /** Reports that came again after they were handed on. */
  repeated: number;
  /** Reports that could not be passed on at once. */
  postponed: number;
  pulsesDropped: number;
}
