/**
 * What Swingbay answers to a launch monitor, and says to it unasked. Each ends with a newline: readers that want one
 * need it, and the others do not mind.
 *
 * Codes are GSPro's: 200 accepted, 201 who plays, 202 ready, 501 refused. Heartbeats and statuses are not answered,
 * as GSPro does not answer them.
 */
import type { PlayerAtBay } from '../../device/ports/launch-monitor.port.ts';

const REPLY_CODES = { accepted: 200, player: 201, ready: 202, refused: 501 } as const;

export function acceptedReply(hasBall: boolean, hasClub: boolean): string {
  const received = [hasClub ? 'Club' : null, hasBall ? 'Ball' : null].filter((part) => part !== null).join(' & ');
  return line({ Code: REPLY_CODES.accepted, Message: `${received} Data received` });
}

export function refusedReply(reason: string): string {
  return line({ Code: REPLY_CODES.refused, Message: reason });
}

export function readyMessage(): string {
  return line({ Code: REPLY_CODES.ready, Message: 'GSPro ready' });
}

/** Without the distance to a target: a bay has none, and programs disagree on its unit. */
export function playerMessage({ handedness, club }: PlayerAtBay): string {
  const Player = { Handed: handedness === 'left' ? 'LH' : 'RH', ...(club === null ? {} : { Club: club }) };
  return line({ Code: REPLY_CODES.player, Message: 'GSPro Player Information', Player });
}

function line(message: object): string {
  return `${JSON.stringify(message)}\n`;
}
