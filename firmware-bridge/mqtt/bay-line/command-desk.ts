/**
 * Takes what comes in over MQTT: keeps it before it is acknowledged, asks the bay, and answers.
 *
 * INVARIANTS
 * - `take` returns only after the row is committed; what it throws must not be acknowledged.
 * - A command of one user and id is asked of the bay at most once; asked again, it is answered as the first time.
 * - A command that a restart interrupted is answered so and never begun late: a motor must not start after somebody has
 *   stopped waiting for it.
 */
import { Subject } from 'rxjs';
import type { Clock } from '../../../device/clock/clock.ts';
import type { BayCommandsPort } from '../../../device/ports/bay-commands.port.ts';
import type { CommandOutcome } from '../../../device/ports/bay-hardware.port.ts';
import type { BridgeEventRepository, KeptBridgeEvent } from '../../../device/store/bridge-event-repository.ts';
import type { Counters } from '../../../device/telemetry/counters.ts';
import type { Log } from '../../../device/telemetry/log.ts';
import { mayCommand, type Party } from '../access/rights.ts';
import type { Fact } from '../broker/bay-broker.ts';
import {
  type AckMessage,
  bayCommandOf,
  type CommandMessage,
  commandMessage,
  type DeviceEventMessage,
  deviceEventMessage,
} from '../messages.ts';
import { ID_PATTERN, readFactTopic } from '../topics.ts';

/** What a controller on MQTT saw, after it was stored. */
export interface DeviceReport {
  readonly device: string;
  readonly event: DeviceEventMessage;
}

export interface CommandDeskOptions {
  /** The bay's name in the configuration. */
  readonly bay: string;
  readonly commands: BayCommandsPort;
  readonly events: BridgeEventRepository;
  /** Tells the one who asked. */
  readonly publishAck: (ack: AckMessage) => void;
  readonly clock: Clock;
  readonly log: Log;
  readonly counters: Counters;
}

/** Commands under way at once; the bay has few devices, and each takes seconds at most. */
const UNDER_WAY_MAX = 16;

type Verdict = Pick<AckMessage, 'status' | 'reason' | 'message'>;

const INTERRUPTED: Verdict = {
  status: 'interrupted',
  reason: null,
  message: 'The bay restarted before the outcome was known; ask again if it is still wanted.',
};

export class CommandDesk {
  readonly #options: CommandDeskOptions;
  readonly #deviceReports = new Subject<DeviceReport>();
  /** Hot; each report once, from the next one on. */
  readonly deviceReports = this.#deviceReports.asObservable();
  readonly #underWay = new Set<number>();

  constructor(options: CommandDeskOptions) {
    this.#options = options;
  }

  /** Answers what a crash left open. To be called once, when answers can be published. */
  answerInterrupted(): void {
    for (const kept of this.#options.events.unanswered()) {
      if (!this.#underWay.has(kept.id)) this.#answer(kept, INTERRUPTED);
    }
  }

  /** @throws where it cannot be stored or has no meaning; then it must not be acknowledged. */
  take(fact: Fact): void {
    const topic = readFactTopic(this.#options.bay, fact.topic);
    if (topic === null) throw new Error('the topic carries no fact');
    if (topic.kind === 'command') this.#takeCommand(fact, topic.id);
    else this.#takeDeviceEvent(fact, topic.device);
  }

  close(): void {
    this.#deviceReports.complete();
  }

  #takeCommand({ user, party, payload }: Fact, idOfTopic: string | null): void {
    const parsed = commandMessage.safeParse(parseJson(payload));
    const key = idOfTopic ?? idWithin(payload);
    if (key === null || !ID_PATTERN.test(key)) throw new Error('the command has no id');
    const { isNew, kept } = this.#options.events.accept({
      ...{ kind: 'command', client: user, key, payload: payload.toString('utf8') },
    });
    if (!isNew) return this.#repeat(kept);
    this.#options.counters.count('mqtt_commands');
    if (!parsed.success)
      return this.#answer(
        kept,
        rejected('malformed', `It is not a command: ${parsed.error.issues[0]?.message ?? ''}.`),
      );
    if (!isAllowed(party, parsed.data))
      return this.#answer(kept, rejected('not-allowed', 'This user may not ask for that.'));
    if (this.#underWay.size >= UNDER_WAY_MAX) {
      return this.#answer(kept, {
        status: 'refused',
        reason: 'device-busy',
        message: 'Too many commands are under way.',
      });
    }
    this.#underWay.add(kept.id);
    void this.#carryOut(kept, parsed.data);
  }

  async #carryOut(kept: KeptBridgeEvent, message: CommandMessage): Promise<void> {
    const { client, key } = kept;
    let verdict: Verdict;
    try {
      // The bay remembers ids of everybody; two users may well have called theirs the same.
      const asked = { id: `${client}:${key}`, by: client, command: bayCommandOf(message) };
      verdict = verdictOf(await this.#options.commands.ask(asked));
    } catch (error) {
      this.#options.log.error({ error, client, key }, 'A command could not be carried out.');
      verdict = { status: 'failed', reason: 'unknown', message: 'The bay could not carry it out.' };
    }
    this.#underWay.delete(kept.id);
    this.#answer(kept, verdict);
  }

  #takeDeviceEvent({ payload }: Fact, device: string): void {
    const event = deviceEventMessage.parse(parseJson(payload));
    const text = payload.toString('utf8');
    const { isNew } = this.#options.events.accept({
      kind: 'device-event',
      client: device,
      key: event.id,
      payload: text,
    });
    if (isNew) this.#deviceReports.next({ device, event });
  }

  /** Under way, it will be answered when it is done. */
  #repeat(kept: KeptBridgeEvent): void {
    if (kept.answer !== null) this.#options.publishAck(kept.answer as unknown as AckMessage);
    else if (!this.#underWay.has(kept.id)) this.#answer(kept, INTERRUPTED);
  }

  #answer(kept: KeptBridgeEvent, verdict: Verdict): void {
    const ack = { id: kept.key, by: kept.client, at: this.#options.clock.wall().toISOString(), ...verdict };
    try {
      this.#options.events.answer(kept.id, ack);
    } catch (error) {
      // It is answered all the same; asked again after a restart, it would be called interrupted.
      this.#options.log.error({ error }, 'The answer to a command could not be stored.');
    }
    this.#options.publishAck(ack);
  }
}

function isAllowed(party: Party, message: CommandMessage): boolean {
  return party !== 'bay' && mayCommand(party, bayCommandOf(message));
}

function verdictOf(outcome: CommandOutcome): Verdict {
  switch (outcome.status) {
    case 'done':
      return { status: 'done', reason: null, message: 'Done.' };
    case 'refused':
      return { status: 'refused', reason: outcome.reason, message: `Refused: ${outcome.reason.replaceAll('-', ' ')}.` };
    case 'failed':
      // A line that went down in the middle has the same name among the reasons for a refusal.
      return { status: 'failed', reason: outcome.fault, message: `Failed: ${outcome.fault.replaceAll('-', ' ')}.` };
  }
}

function rejected(reason: 'malformed' | 'not-allowed', message: string): Verdict {
  return { status: 'rejected', reason, message };
}

function parseJson(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch {
    return null;
  }
}

/** Also of a command that is otherwise wrong: it must be answered by its name. */
function idWithin(payload: Buffer): string | null {
  const document = parseJson(payload);
  if (typeof document !== 'object' || document === null || !('id' in document)) return null;
  return typeof document.id === 'string' ? document.id : null;
}
