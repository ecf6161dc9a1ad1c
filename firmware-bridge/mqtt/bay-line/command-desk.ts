/**
 * Takes what comes in over MQTT: keeps it before it is acknowledged, asks the bay, and answers.
 *
 * INVARIANTS
 * - `take` resolves only after the row is committed; what it rejects must not be acknowledged.
 * - A command of one user and id is asked of the bay at most once; asked again, it is answered as the first time.
 * - An answer is told after it is committed, so that nobody hears two.
 * - A command that a restart interrupted is answered so and never begun late: a motor must not start after somebody has
 *   stopped waiting for it.
 */
import { Subject } from 'rxjs';
import type { Clock } from '../../../device/clock/clock.ts';
import type { BayCommandsPort } from '../../../device/ports/bay-commands.port.ts';
import type { CommandOutcome } from '../../../device/ports/bay-hardware.port.ts';
import type {
  AcceptedBridgeEvent,
  BridgeEvent,
  BridgeEventRepository,
  KeptBridgeEvent,
} from '../../../device/store/bridge-event-repository.ts';
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
import { CommitTurns } from './commit-turns.ts';

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
/** Between two commits: of a disk that takes 5 ms for one, a flood takes a tenth of the thread. */
const COMMIT_PAUSE_MS = 50;
/** Messages in one commit, so that it holds the thread for a few milliseconds at most. */
const BATCH_MAX = 50;
/** What waits for a commit; the broker itself lets no more facts wait. */
const WAITING_MAX = 1_000;

type Verdict = Pick<AckMessage, 'status' | 'reason' | 'message'>;

const INTERRUPTED: Verdict = {
  status: 'interrupted',
  reason: null,
  message: 'The bay restarted before the outcome was known; ask again if it is still wanted.',
};

/** What is to be kept, and what follows once it is. */
interface Waiting {
  readonly event: BridgeEvent;
  readonly accepted: (accepted: AcceptedBridgeEvent) => void;
  readonly refused: (error: unknown) => void;
}

export class CommandDesk {
  readonly #options: CommandDeskOptions;
  readonly #deviceReports = new Subject<DeviceReport>();
  /** Hot; each report once, from the next one on. */
  readonly deviceReports = this.#deviceReports.asObservable();
  readonly #turns = new CommitTurns(() => this.#commit(), COMMIT_PAUSE_MS);
  readonly #waiting: Waiting[] = [];
  readonly #answers: { readonly id: number; readonly ack: AckMessage }[] = [];
  /** Commands that will be answered: with the bay, or waiting to be committed. */
  readonly #open = new Set<number>();
  #underWay = 0;

  constructor(options: CommandDeskOptions) {
    this.#options = options;
  }

  /** Answers what a crash left open. To be called once, when answers can be told. */
  answerInterrupted(): void {
    for (const kept of this.#options.events.unanswered()) if (!this.#open.has(kept.id)) this.#answer(kept, INTERRUPTED);
  }

  /** Rejects where it cannot be stored or has no meaning; then it must not be acknowledged. */
  async take(fact: Fact): Promise<void> {
    const topic = readFactTopic(this.#options.bay, fact.topic);
    if (topic === null) throw new Error('the topic carries no fact');
    if (topic.kind === 'device-event') return this.#takeDeviceEvent(fact, topic.device);
    const key = topic.id ?? idWithin(fact.payload);
    if (key === null || !ID_PATTERN.test(key)) throw new Error('the command has no id');
    return this.#takeCommand(fact, key);
  }

  /** Writes what waits; what the bay still answers afterwards is told to nobody. Idempotent. */
  close(): void {
    this.#turns.close();
    this.#deviceReports.complete();
  }

  async #takeCommand({ user, party, payload }: Fact, key: string): Promise<void> {
    const event = { kind: 'command', client: user, key, payload: payload.toString('utf8') } as const;
    const { isNew, kept } = await this.#keep(event);
    if (!isNew) return this.#repeat(kept);
    this.#options.counters.count('mqtt_commands');
    const parsed = commandMessage.safeParse(parseJson(payload));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return this.#answer(kept, rejected('malformed', `It is not a command: ${issue?.message ?? 'unknown'}.`));
    }
    if (!isAllowed(party, parsed.data)) {
      return this.#answer(kept, rejected('not-allowed', 'This user may not ask for that.'));
    }
    if (this.#underWay >= UNDER_WAY_MAX) {
      const message = 'Refused: too many commands are under way.';
      return this.#answer(kept, { status: 'refused', reason: 'device-busy', message });
    }
    void this.#carryOut(kept, parsed.data);
  }

  async #takeDeviceEvent({ payload }: Fact, device: string): Promise<void> {
    const event = deviceEventMessage.parse(parseJson(payload));
    const text = payload.toString('utf8');
    const { isNew } = await this.#keep({ kind: 'device-event', client: device, key: event.id, payload: text });
    if (isNew) this.#deviceReports.next({ device, event });
  }

  async #carryOut(kept: KeptBridgeEvent, message: CommandMessage): Promise<void> {
    const { client, key } = kept;
    this.#underWay++;
    this.#open.add(kept.id);
    let verdict: Verdict;
    try {
      // The bay remembers ids of everybody; two users may well have called theirs the same.
      const asked = { id: `${client}:${key}`, by: client, command: bayCommandOf(message) };
      verdict = verdictOf(await this.#options.commands.ask(asked));
    } catch (error) {
      this.#options.log.error({ error, client, key }, 'A command could not be carried out.');
      verdict = { status: 'failed', reason: 'unknown', message: 'The bay could not carry it out.' };
    }
    this.#underWay--;
    this.#answer(kept, verdict);
  }

  /** What is open will be answered by itself. */
  #repeat(kept: KeptBridgeEvent): void {
    if (kept.answer !== null) this.#options.publishAck(kept.answer as unknown as AckMessage);
    else if (!this.#open.has(kept.id)) this.#answer(kept, INTERRUPTED);
  }

  #answer({ id, key, client }: KeptBridgeEvent, verdict: Verdict): void {
    this.#open.add(id);
    const ack = { id: key, by: client, at: this.#options.clock.wall().toISOString(), ...verdict };
    this.#answers.push({ id, ack });
    this.#turns.request();
  }

  #keep(event: BridgeEvent): Promise<AcceptedBridgeEvent> {
    if (this.#waiting.length >= WAITING_MAX) return Promise.reject(new Error('too many messages wait for the disk'));
    this.#turns.request();
    return new Promise((accepted, refused) => {
      this.#waiting.push({ event, accepted, refused });
    });
  }

  #commit(): void {
    const waiting = this.#waiting.splice(0, BATCH_MAX);
    const answers = this.#answers.splice(0, BATCH_MAX);
    if (waiting.length + answers.length === 0) return;
    this.#options.counters.count('mqtt_commits');
    try {
      const events = waiting.map(({ event }) => event);
      const kept = this.#options.events.commit(
        events,
        answers.map(({ id, ack }) => ({ id, answer: { ...ack } })),
      );
      for (const [at, accepted] of kept.entries()) waiting[at]?.accepted(accepted);
    } catch (error) {
      // What was done is told all the same; asked again after a restart, it would be called interrupted.
      this.#options.log.error({ error }, 'Messages could not be stored; they are not acknowledged.');
      for (const { refused } of waiting) refused(error);
    }
    for (const { id, ack } of answers) {
      this.#open.delete(id);
      this.#options.publishAck(ack);
    }
    if (this.#waiting.length + this.#answers.length > 0) this.#turns.request();
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
