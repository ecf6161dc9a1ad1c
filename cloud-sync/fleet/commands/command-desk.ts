/**
 * Takes commands of the fleet, one after the other: written down before anything is said about them, said before they
 * are begun, answered once.
 *
 * INVARIANTS
 * - A command and its acknowledgement are one transaction; so are its outcome and its answer.
 * - An id whose signature was right is used up, whether it was carried out or refused.
 * - A command that a crash interrupted is begun again: each does the same the second time. A restart is not, it has
 *   happened.
 * - At most {@link WAITING_MAX} wait; strangers’ commands are written down at most once a second.
 */
import { type Clock, NS_PER_MS } from '../../../device/clock/clock.ts';
import type { BayStatePort } from '../../../device/ports/bay-state.port.ts';
import type { FleetCommandRow, FleetRepository, NewFleetCommand } from '../../../device/store/fleet-repository.ts';
import type { Store } from '../../../device/store/store.ts';
import type { Counters } from '../../../device/telemetry/counters.ts';
import type { Log } from '../../../device/telemetry/log.ts';
import { isOnTrial, type TrialOutcome } from '../configuration/configuration-trial.ts';
import type { FleetIssuer } from '../fleet.config.ts';
import type { FleetFacts } from '../fleet-facts.ts';
import type { Outgoing } from '../line/outgoing.ts';
import type { BayAddress } from '../line/topics.ts';
import { type CommandDocument, readCommand } from '../signed/signed-command.ts';
import type { Stamp } from '../told/stamp.ts';
import { isWindowOpen } from '../update-window.ts';
import { carryOut, type CommandOutcome, obstacleTo } from './carry-out.ts';
import { COMMAND_KINDS, type CommandName, isCommandName } from './command-kinds.ts';
import type { FleetHost } from './fleet-host.ts';
import { type JudgingBay, judgeCommand } from './judge-command.ts';
import { refusalWords } from './refusal-words.ts';
import type { StrangersAllowance } from './strangers-allowance.ts';

const COMMAND_BYTES_MAX = 128 * 1024;
const WAITING_MAX = 32;
const VERIFIED_KEPT = 10_000;
/** What could still be replayed is never forgotten: beyond this, new commands are refused. */
const VERIFIED_MAX = 20_000;
const PRUNED_AFTER_MS = 24 * 3_600_000;
/** For the acknowledgement to leave before the daemon does. */
const FAREWELL_MS_MAX = 3_000;
const COUNTDOWN_LOOK_MS = 250;

export interface CommandDeskParts {
  readonly address: BayAddress;
  readonly issuers: readonly FleetIssuer[];
  readonly countdownSeconds: number;
  readonly store: { readonly fleet: FleetRepository; readonly transact: Store['transact'] };
  readonly outgoing: Outgoing;
  readonly facts: FleetFacts;
  readonly host: FleetHost;
  readonly state: BayStatePort;
  readonly stamp: () => Stamp;
  readonly strangers: StrangersAllowance;
  /** Resolves when what was told is with the broker, or after so many milliseconds. */
  readonly settled: (msMax: number) => Promise<void>;
  readonly clock: Clock;
  readonly counters: Counters;
  readonly log: Log;
}

export class CommandDesk {
  readonly #parts: CommandDeskParts;
  #work: Promise<void> = Promise.resolve();
  #isClosed = false;
  #interruptsAtMs: number | null = null;

  constructor(parts: CommandDeskParts) {
    this.#parts = parts;
  }

  /** In how many seconds whoever plays is interrupted; null while nobody will be. */
  get interruptsInSeconds(): number | null {
    return this.#interruptsAtMs === null
      ? null
      : Math.max(0, Math.ceil((this.#interruptsAtMs - this.#nowMs()) / 1_000));
  }

  /** Goes on with what a crash or a restart left. Called once, before anything is heard. */
  resume(): void {
    for (const row of this.#parts.store.fleet.unanswered()) {
      if (row.state !== 'running') continue;
      if (row.command === 'restart') {
        this.#answer(row, { status: 'done', result: { restartedAt: this.#parts.stamp() } });
      }
    }
    this.#goOn();
  }

  /** What became of a configuration that was on trial. */
  trialEnded({ asked, isKept, why }: TrialOutcome): void {
    const row = asked.by === 'command' ? this.#parts.store.fleet.find(asked.id) : undefined;
    if (row === undefined) return;
    const outcome: CommandOutcome = isKept
      ? { status: 'done', result: { hasChanged: true, restartNeeded: false } }
      : { status: 'failed', code: 'fleet/configuration-went-back', message: `The bay went back: ${why}.` };
    this.#answer(row, outcome);
  }

  /** Throws a coded error where it cannot be written down: it is then to be heard again. */
  hear(payload: Uint8Array, { isRetained, isRepeated }: { isRetained: boolean; isRepeated: boolean }): void {
    const { counters, store, log } = this.#parts;
    // Whoever retains a command would give it to every bay of this name for ever.
    if (isRetained) return counters.count('fleet_commands_ignored', { why: 'retained' });
    const read = readCommand(payload, COMMAND_BYTES_MAX);
    if (!read.isReadable) {
      counters.count('fleet_commands_ignored', { why: 'unreadable' });
      if (this.#parts.strangers.take()) log.warn({ why: read.why }, 'What came as a command of the fleet is none.');
      return;
    }
    const { document } = read;
    // The broker repeats what it has no acknowledgement of; that is no replay.
    if (isRepeated && store.fleet.find(document.id) !== undefined) return store.fleet.noteRepeat(document.id);
    const verdict = judgeCommand(document, (key) => read.isSignedBy(key), this.#judging());
    if (!verdict.isAccepted) {
      return this.#refuse(document, verdict.code, verdict.detail, verdict.isVerified);
    }
    const name = document.command as CommandName;
    const obstacle = this.#crowded() ?? obstacleTo({ name, arguments: verdict.arguments }, this.#parts.host);
    if (obstacle !== null) return this.#refuse(document, obstacle.code, obstacle.detail, true);
    store.transact('a command of the fleet', () => {
      store.fleet.record({ ...rowOf(document, verdict.arguments), key: document.id, state: 'waiting' });
      this.#acknowledge(document, null, null);
    });
    counters.count('fleet_commands_accepted', { command: name });
    log.info({ id: document.id, command: name, issuer: document.issuer }, 'The fleet asked for something.');
    this.#goOn();
  }

  /** Lets what is under way end, within `msMax`. */
  async close(msMax: number): Promise<void> {
    this.#isClosed = true;
    await Promise.race([this.#work, new Promise((resolve) => setTimeout(resolve, msMax).unref())]);
  }

  #judging(): JudgingBay {
    const { address, issuers, facts, state, stamp, clock, store, host } = this.#parts;
    const now = stamp();
    const { updateWindow } = facts;
    return {
      ...{ ...address, issuers, now, surelyPastMs: facts.surelyPastMs() },
      isInUse: state.state().availability === 'in-use',
      hasCameras: host.calibration !== null,
      // Who does not know the time does not know whether it is the time.
      isWindowOpen: updateWindow === null || (now.isWallTrusted && isWindowOpen(updateWindow, clock.wall())),
      isKnown: (id) => store.fleet.find(id) !== undefined,
    };
  }

  #crowded(): { code: string; detail: null } | null {
    const { store, facts } = this.#parts;
    const isFull = store.fleet.verifiedCount() >= VERIFIED_MAX;
    if (store.fleet.verifiedCount() > VERIFIED_KEPT) {
      store.fleet.pruneVerified(VERIFIED_KEPT, new Date(facts.surelyPastMs() - PRUNED_AFTER_MS).toISOString());
    }
    const waiting = store.fleet.unanswered(WAITING_MAX + 1).length;
    return isFull || waiting >= WAITING_MAX ? { code: 'too-many', detail: null } : null;
  }

  #refuse(document: CommandDocument, code: string, detail: string | null, isVerified: boolean): void {
    const { store, counters, log } = this.#parts;
    counters.count('fleet_commands_refused', { code });
    if (!isVerified && !this.#parts.strangers.take()) return;
    log.warn({ id: document.id, command: document.command, issuer: document.issuer, code }, 'The fleet was refused.');
    store.transact('a command of the fleet', () => {
      const isReplay = code === 'replayed';
      if (isReplay) store.fleet.noteRepeat(document.id);
      else {
        const key = isVerified ? document.id : null;
        const given = isVerified ? document.arguments : {};
        store.fleet.record({ ...rowOf(document, given), key, state: 'refused', code });
      }
      this.#acknowledge(document, code, refusalWords(code, detail));
    });
  }

  #acknowledge({ id, command }: CommandDocument, code: string | null, message: string | null): void {
    const status = code === null ? 'accepted' : 'refused';
    this.#parts.outgoing.tell('ack', { command: id, name: command, status, code, message });
  }

  /** One at a time, in the order in which they were accepted. */
  #goOn(): void {
    this.#work = this.#work
      .then(() => this.#workThrough())
      .catch((error: unknown) => {
        // The database does not answer: what waits is taken up with the next command or the next start.
        this.#parts.log.error({ error }, 'A command of the fleet could not be worked on.');
      });
  }

  async #workThrough(): Promise<void> {
    const { store } = this.#parts;
    for (let done = 0; done < WAITING_MAX && !this.#isClosed; done++) {
      const next = store.fleet.unanswered().find((row) => row.state === 'waiting' || this.#isToRepeat(row));
      if (next === undefined) return;
      const outcome = await this.#carryOut(next);
      if (outcome !== null && outcome.status !== 'after-restart') this.#answer(next, outcome);
      if (outcome?.status === 'after-restart') return;
    }
  }

  /** Begun and not answered, and nothing else will answer it. */
  #isToRepeat({ state, command }: FleetCommandRow): boolean {
    if (state !== 'running' || command === 'restart') return false;
    const { configuration } = this.#parts.host;
    return command !== 'set-configuration' || configuration === null || !isOnTrial(configuration.path);
  }

  async #carryOut(row: FleetCommandRow): Promise<CommandOutcome | null> {
    const { store, host, state, facts, address, clock, settled } = this.#parts;
    if (!isCommandName(row.command)) return { status: 'failed', code: 'fleet/command-unknown', message: row.command };
    const disturbs = COMMAND_KINDS[row.command].disturbs && row.arguments['restarts'] !== 'later';
    if (disturbs && state.state().availability === 'in-use') {
      if (!row.isForced) return { status: 'failed', code: 'fleet/in-use', message: refusalWords('in-use', null) };
      await this.#countDown();
      if (this.#isClosed) return null;
    }
    store.fleet.begin(row.ordinal);
    const command = { id: row.id, name: row.command, arguments: row.arguments };
    const outcome = await carryOut(command, {
      ...{ host, facts, fleet: store.fleet, address, wall: () => clock.wall() },
    });
    if (outcome.status === 'after-restart') {
      await settled(FAREWELL_MS_MAX);
      host.restart?.();
    }
    return outcome;
  }

  /** Until it is over, or nobody plays any more. */
  async #countDown(): Promise<void> {
    const { countdownSeconds, state } = this.#parts;
    this.#interruptsAtMs = this.#nowMs() + countdownSeconds * 1_000;
    while (!this.#isClosed && this.#nowMs() < this.#interruptsAtMs && state.state().availability === 'in-use') {
      await new Promise((resolve) => setTimeout(resolve, COUNTDOWN_LOOK_MS));
    }
    this.#interruptsAtMs = null;
  }

  #answer(row: FleetCommandRow, outcome: Exclude<CommandOutcome, { status: 'after-restart' }>): void {
    const { store, outgoing, log } = this.#parts;
    const { status } = outcome;
    const code = outcome.status === 'failed' ? outcome.code : null;
    const message = outcome.status === 'failed' ? outcome.message.slice(0, 2_000) : null;
    const result = outcome.status === 'done' ? outcome.result : {};
    store.transact('an answer to the fleet', () => {
      if (!store.fleet.answer(row.ordinal, { status, code, message, result })) return;
      outgoing.tell('result', { command: row.id, name: row.command, status, code, message, result });
      log.info({ id: row.id, command: row.command, status, code }, 'The fleet is answered.');
    });
  }

  #nowMs(): number {
    return this.#parts.clock.monotonicNs() / NS_PER_MS;
  }
}

function rowOf(document: CommandDocument, given: Record<string, unknown>): Omit<NewFleetCommand, 'state' | 'key'> {
  const { id, issuer, command, isForced, issuedAt, expiresAt } = document;
  return { id, issuer, command, isForced, arguments: given, issuedAt, expiresAt };
}
