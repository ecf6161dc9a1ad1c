/** What the line's process passes on to the daemon: a controller's reports with their moments on this machine's clock. */
import type { Message, ReportMessage } from '../protocol/message.ts';
import type { HostInstant } from './clock-sync.ts';

interface Named {
  readonly bootId: number;
  readonly sequence: number;
}

export interface PassedAnnouncement extends Named {
  readonly report: Extract<ReportMessage, { type: 'announce' }>;
  readonly at: null;
}

export interface PassedChange extends Named {
  readonly report: Extract<ReportMessage, { type: 'state' | 'event' }>;
  readonly at: HostInstant;
}

export type PassedReport = PassedAnnouncement | PassedChange;

export interface PassedPulse extends Named {
  readonly pulse: Extract<Message, { type: 'pulse' }>;
  readonly at: HostInstant;
}
