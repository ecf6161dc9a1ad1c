/**
 * The commands that are on their way to the controller or being carried out. Pure: the caller brings the time and sends
 * what it is given.
 *
 * INVARIANTS
 * - Every command that was taken ends in exactly one outcome, and by itself: at the latest when its tries are used up, or
 *   its motion's time-out and a margin have passed.
 * - One command at a time awaits its acknowledgement, as PROTOCOL.md asks; it keeps its sequence while it is repeated, so
 *   that the controller carries it out once.
 * - A command that was never sent is refused when the link is lost; of one that was sent nobody knows, so it has failed.
 * - At most {@link OPEN_COMMANDS_MAX} are open.
 */
import { NS_PER_MS } from '../../device/clock/clock.ts';
import type { CommandOutcome } from '../../device/ports/bay-hardware.port.ts';
import type { CommandMessage, CommandResult } from '../protocol/message.ts';
import { COMMAND_TRIES_MAX, ENDED_MARGIN_MS, RETRY_AFTER_MS } from '../protocol/protocol-limits.ts';

export const OPEN_COMMANDS_MAX = 16;

export interface AskedCommand {
  /** The asker's own number for it. */
  readonly id: number;
  readonly message: CommandMessage;
  /** How long the controller itself lets the motion take; 0 for what is done at once. */
  readonly motionTimeoutMs: number;
}

export interface SentCommand {
  readonly sequence: number;
  readonly message: CommandMessage;
  readonly isRepeat: boolean;
}

export interface EndedCommand {
  readonly id: number;
  readonly outcome: CommandOutcome;
}

interface Unanswered extends AskedCommand {
  readonly sequence: number;
  readonly tries: number;
  /** When it is sent again. */
  readonly dueNs: number;
}

interface Begun extends AskedCommand {
  /** When its end must have been told. */
  readonly dueNs: number;
}

export class CommandDesk {
  /** Not sent yet, in the order in which they were asked for. */
  #waiting: AskedCommand[] = [];
  #unanswered: Unanswered | null = null;
  readonly #begun = new Map<number, Begun>();
  #sequence = 0;

  /** When `tick` has something to do; infinite while it has not. */
  get nextDueNs(): number {
    const begun = [...this.#begun.values()].map(({ dueNs }) => dueNs);
    return Math.min(this.#unanswered?.dueNs ?? Number.POSITIVE_INFINITY, ...begun);
  }

  /** False while as many are open as may be. */
  take(command: AskedCommand): boolean {
    const open = this.#waiting.length + this.#begun.size + (this.#unanswered === null ? 0 : 1);
    if (open >= OPEN_COMMANDS_MAX) return false;
    this.#waiting.push(command);
    return true;
  }

  /** The next command, once the one before it is acknowledged; null while there is nothing to send. */
  next(nowNs: number): SentCommand | null {
    if (this.#unanswered !== null) return null;
    const command = this.#waiting.shift();
    if (command === undefined) return null;
    this.#sequence++;
    const dueNs = nowNs + RETRY_AFTER_MS * NS_PER_MS;
    this.#unanswered = { ...command, sequence: this.#sequence, tries: 1, dueNs };
    return { sequence: this.#sequence, message: command.message, isRepeat: false };
  }

  /** The controller's answer; null where nothing ends by it. */
  acknowledged(sequence: number, result: CommandResult, nowNs: number): EndedCommand | null {
    const command = this.#unanswered;
    if (command?.sequence !== sequence) return null;
    this.#unanswered = null;
    if (result.status !== 'begun') return { id: command.id, outcome: result };
    const dueNs = nowNs + (command.motionTimeoutMs + ENDED_MARGIN_MS) * NS_PER_MS;
    this.#begun.set(sequence, { ...command, dueNs });
    return null;
  }

  /** The report of a motion's end; it answers for a lost acknowledgement, too. */
  ended(sequence: number, result: Exclude<CommandResult, { status: 'begun' }>): EndedCommand | null {
    const command = this.#unanswered?.sequence === sequence ? this.#unanswered : this.#begun.get(sequence);
    if (command === undefined) return null;
    if (this.#unanswered?.sequence === sequence) this.#unanswered = null;
    this.#begun.delete(sequence);
    return { id: command.id, outcome: result };
  }

  /** `isDeaf`: a command was sent as often as it may be, so the link counts as lost. */
  tick(nowNs: number): { again: SentCommand | null; ended: EndedCommand[]; isDeaf: boolean } {
    const ended: EndedCommand[] = [];
    for (const [sequence, { id, dueNs }] of this.#begun) {
      if (nowNs < dueNs) continue;
      this.#begun.delete(sequence);
      ended.push({ id, outcome: { status: 'failed', fault: 'timeout' } });
    }
    const command = this.#unanswered;
    if (command === null || nowNs < command.dueNs) return { again: null, ended, isDeaf: false };
    if (command.tries >= COMMAND_TRIES_MAX) return { again: null, ended, isDeaf: true };
    const dueNs = nowNs + RETRY_AFTER_MS * NS_PER_MS;
    this.#unanswered = { ...command, tries: command.tries + 1, dueNs };
    return { again: { sequence: command.sequence, message: command.message, isRepeat: true }, ended, isDeaf: false };
  }

  /** The session is over: nothing of it is sent again, and sequences begin anew with the next one. */
  endAll(): EndedCommand[] {
    const unsent = this.#waiting.map(({ id }) => ({ id, outcome: LINK_LOST }));
    const sent = [...(this.#unanswered === null ? [] : [this.#unanswered]), ...this.#begun.values()];
    this.#waiting = [];
    this.#unanswered = null;
    this.#begun.clear();
    this.#sequence = 0;
    return [...unsent, ...sent.map(({ id }) => ({ id, outcome: LOST_UNDER_WAY }))];
  }
}

const LINK_LOST: CommandOutcome = { status: 'refused', reason: 'link-lost' };
const LOST_UNDER_WAY: CommandOutcome = { status: 'failed', fault: 'link-lost' };
