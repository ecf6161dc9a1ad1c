/**
 * Takes NCMD and DCMD messages, asks the bay, and says what became of each: the outcome is a metric of the node or the
 * device that was written to, with the time stamp of the message as its id.
 */
import { createHash, randomUUID } from 'node:crypto';
import { explain } from '../../device/errors/bay-error.ts';
import type { BayCommand, BayCommandsPort } from '../../device/ports/bay-commands.port.ts';
import type { CommandOutcome } from '../../device/ports/bay-hardware.port.ts';
import { type Commanded, commandedOfDevice, commandedOfNode } from './commanded.ts';
import type { CommandReport, EdgeSession, SessionEffect } from './edge-session.ts';
import { decodePayload, type Payload } from './payload.ts';
import type { SparkplugConfig } from './sparkplug.config.ts';

/** One more is refused. */
const COMMANDS_UNDER_WAY_MAX = 16;

export interface CommandDeskParts {
  readonly config: Pick<SparkplugConfig, 'commandsAllowed' | 'commandAgeSecondsMax'>;
  readonly commands: BayCommandsPort;
  readonly by: string;
  readonly session: Pick<EdgeSession, 'nameOf' | 'deviceOf' | 'commandEnded'>;
  readonly nowMs: () => number;
  readonly onRebirth: () => void;
  readonly onEnded: (effects: readonly SessionEffect[]) => void;
  readonly onIgnored: (why: 'retained' | 'unreadable' | 'unknown-device') => void;
}

export class CommandDesk {
  readonly #parts: CommandDeskParts;
  #underWay = 0;

  constructor(parts: CommandDeskParts) {
    this.#parts = parts;
  }

  /** `device` is null for a command to the node. */
  take(device: string | null, topic: string, bytes: Uint8Array, isRetained: boolean): void {
    // A broker that keeps a command would have it carried out at every connection.
    if (isRetained) return this.#parts.onIgnored('retained');
    let payload: Payload;
    try {
      payload = decodePayload(bytes);
    } catch {
      return this.#parts.onIgnored('unreadable');
    }
    const { session } = this.#parts;
    const writes = payload.metrics.map((metric) => ({ name: session.nameOf(device, metric), metric }));
    const reported = device === null ? null : session.deviceOf(device);
    if (reported === undefined) return this.#parts.onIgnored('unknown-device');
    const all = reported === null ? commandedOfNode(writes) : commandedOfDevice(reported, writes);
    const fingerprint = fingerprintOf(topic, bytes, payload);
    for (const [index, commanded] of all.entries()) {
      if (commanded.is === 'rebirth') this.#parts.onRebirth();
      else void this.#carryOut(device, commanded, payload, { fingerprint, index });
    }
  }

  async #carryOut(
    device: string | null,
    commanded: Exclude<Commanded, { is: 'rebirth' }>,
    payload: Payload,
    { fingerprint, index }: { fingerprint: string; index: number },
  ): Promise<void> {
    const refusal = commanded.is === 'refused' ? commanded.reason : this.#refusal(payload);
    const outcome =
      refusal !== null || commanded.is === 'refused'
        ? ({ status: 'refused', reason: refusal ?? 'bad-value' } as const)
        : await this.#ask(`${fingerprint}-${index}`, commanded.command);
    const report = reportOf(`${payload.timestamp ?? ''}#${index}`, outcome);
    this.#parts.onEnded(this.#parts.session.commandEnded(device, report, this.#parts.nowMs()));
  }

  #refusal({ timestamp }: Payload): 'not-allowed' | 'stale' | 'too-many' | null {
    const { commandsAllowed, commandAgeSecondsMax } = this.#parts.config;
    if (!commandsAllowed) return 'not-allowed';
    if (timestamp === undefined || Math.abs(this.#parts.nowMs() - timestamp) > commandAgeSecondsMax * 1000)
      return 'stale';
    return this.#underWay >= COMMANDS_UNDER_WAY_MAX ? 'too-many' : null;
  }

  async #ask(id: string, command: BayCommand): Promise<CommandOutcome | { status: 'failed'; fault: string }> {
    this.#underWay++;
    try {
      return await this.#parts.commands.ask({ id, by: this.#parts.by, command });
    } catch (error) {
      return { status: 'failed', fault: explain(error) };
    } finally {
      this.#underWay--;
    }
  }
}

type Outcome =
  | { readonly status: 'done' }
  | { readonly status: 'refused'; readonly reason: string }
  | { readonly status: 'failed'; readonly fault: string | null };

function reportOf(id: string, outcome: Outcome): CommandReport {
  switch (outcome.status) {
    case 'done':
      return { id, outcome: 'done', reason: null };
    case 'refused':
      return { id, outcome: 'refused', reason: outcome.reason };
    case 'failed':
      return { id, outcome: 'failed', reason: outcome.fault };
  }
}

/** The same message again, time stamp and all, is the same command; without a time stamp nobody can tell. */
function fingerprintOf(topic: string, bytes: Uint8Array, { timestamp }: Payload): string {
  if (timestamp === undefined) return `sparkplug-${randomUUID()}`;
  return `sparkplug-${createHash('sha256').update(topic).update('\0').update(bytes).digest('base64url').slice(0, 22)}`;
}
