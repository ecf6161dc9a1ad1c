/**
 * A bay in its fleet: tells how it is, hears what is asked of it, and goes by its own monotonic clock in all of it.
 *
 * Everything that happens by time happens in {@link FleetDesk.tick}; a test with a clock of its own plays three days
 * in a second.
 */
import { type Clock, NS_PER_MS } from '../../device/clock/clock.ts';
import type { BayStatePort } from '../../device/ports/bay-state.port.ts';
import type { FleetState, FleetStatePort } from '../../device/ports/fleet-state.port.ts';
import type { SyncStatePort } from '../../device/ports/sync-state.port.ts';
import type { BackoffOptions } from '../../device/process/backoff.ts';
import type { Store } from '../../device/store/store.ts';
import type { Counters } from '../../device/telemetry/counters.ts';
import type { Log } from '../../device/telemetry/log.ts';
import { v7 as uuidv7 } from 'uuid';
import { CommandDesk } from './commands/command-desk.ts';
import { StrangersAllowance } from './commands/strangers-allowance.ts';
import type { FleetHost } from './commands/fleet-host.ts';
import { forgetOutcome, outcomeOf, type TrialOutcome } from './configuration/configuration-trial.ts';
import { DesiredDesk } from './configuration/desired-desk.ts';
import type { DesiredPlan } from './configuration/desired-plan.ts';
import { type EndedTrial, TrialWatch } from './configuration/trial-watch.ts';
import { type FleetConfig, topicBay } from './fleet.config.ts';
import { FleetFacts } from './fleet-facts.ts';
import { fleetTroubles, type FleetTrouble } from './fleet-troubles.ts';
import { FleetLink } from './line/fleet-link.ts';
import { Outgoing } from './line/outgoing.ts';
import type { BayAddress, BayHears } from './line/topics.ts';
import { advanceAlerts, alertsFrom, type AlertState, openAlerts } from './told/alert-tracker.ts';
import { type BayReport, bayReport, newsOf } from './told/bay-report.ts';
import { lookAtMachine, type Machine } from './told/machine.ts';
import { metricsSnapshot } from './told/metrics-snapshot.ts';
import { type Stamp, stampOf } from './told/stamp.ts';
import { WallTrust } from './told/wall-trust.ts';

export interface FleetDeskParts {
  readonly config: FleetConfig;
  readonly bootId: string;
  readonly store: Pick<Store, 'fleet' | 'transact' | 'sqliteVersion'>;
  readonly host: FleetHost;
  readonly state: BayStatePort;
  readonly sync: SyncStatePort;
  readonly clock: Clock;
  readonly counters: Counters;
  readonly log: Log;
  /** Shorter ones in tests. */
  readonly reconnect?: BackoffOptions;
  /** For tests; the machine is asked otherwise. */
  readonly askIfSynchronised?: () => Promise<boolean>;
}

const TICK_MS = 500;
/** States are no closer together than this; while nobody hears them, a newer one takes an older one's place. */
const STATE_MS_MIN = 2_000;
const STATE_COALESCED_MS = 60_000;
const STATE_MS_MAX = 15 * 60_000;
const RECONCILED_EVERY_MS = 10_000;
const MACHINE_EVERY_MS = 30_000;
const SURELY_PAST_EVERY_MS = 10 * 60_000;
const WORK_MS_MAX = 3_000;

export class FleetDesk implements FleetStatePort {
  readonly #parts: FleetDeskParts;
  readonly #address: BayAddress;
  readonly #facts: FleetFacts;
  readonly #trust: WallTrust;
  readonly #outgoing: Outgoing;
  readonly #commands: CommandDesk;
  readonly #desired: DesiredDesk;
  readonly #link: FleetLink;
  readonly #trial: TrialWatch | null;
  readonly #due = new Map<string, number>();
  #alerts: AlertState;
  #machine: Machine = { disk: null, temperatureCelsius: null };
  #news = '';
  #state: { readonly ordinal: number; readonly atMs: number } | null = null;
  #plan: DesiredPlan = { status: 'none', why: null, step: null };
  #timer: NodeJS.Timeout | undefined;

  /** Throws `fleet/secret-unreadable` for a configuration that can never work; a line that is down is none. */
  constructor(parts: FleetDeskParts) {
    this.#parts = parts;
    const { config, store, host, state, clock, counters, log } = parts;
    this.#address = { facility: config.facility, bay: topicBay(config, state.state().bay) };
    this.#facts = new FleetFacts(store.fleet);
    this.#trust = new WallTrust({
      ...{ clock, isTrustedAnyway: config.wallClock === 'trusted', knownMs: () => this.#facts.surelyPastMs() },
      ...(parts.askIfSynchronised === undefined ? {} : { ask: parts.askIfSynchronised }),
    });
    const stamp = (): Stamp => this.#stamp();
    this.#outgoing = new Outgoing({ store, kept: config.kept, stamp, counters });
    const settled = (msMax: number): Promise<void> => this.#link.settled(msMax);
    const address = this.#address;
    const strangers = new StrangersAllowance(clock);
    const told = { address, issuers: config.issuers, store, outgoing: this.#outgoing };
    const shared = { ...told, host, state, log, settled, strangers };
    this.#commands = new CommandDesk({
      ...{ ...shared, facts: this.#facts, countdownSeconds: config.countdownSeconds, stamp, clock, counters },
    });
    const trustedWall = (): Date | null => (this.#trust.isTrusted ? clock.wall() : null);
    this.#desired = new DesiredDesk({ ...shared, facts: this.#facts, trustedWall });
    this.#trial = host.trial === null ? null : new TrialWatch(host.trial, host.proof);
    this.#alerts = alertsFrom(this.#facts.alerts().open, this.#nowMs());
    this.#takeUp();
    this.#link = new FleetLink({
      ...{ config: config.broker, address, kept: store.fleet, stamp, clock, counters, log },
      onUp: () => this.#due.delete('heartbeat'),
      onHeard: (what, payload, flags) => this.#hear(what, payload, flags),
      ...(parts.reconnect === undefined ? {} : { reconnect: parts.reconnect }),
    });
    this.#outgoing.onTold = () => this.#link.drain();
  }

  /** Begins to look at the clock. */
  open(): void {
    void this.#trust.open();
    this.#timer = setInterval(() => this.tick(), TICK_MS);
  }

  /** Does whatever is due. */
  tick(): void {
    try {
      this.#tick();
    } catch (error) {
      // A database that does not answer ends no bay; what is due stays due.
      this.#parts.log.error({ error }, 'The fleet could not be told.');
    }
  }

  state(): FleetState {
    const { config, store } = this.#parts;
    const [counts, lost] = [store.fleet.counts(), store.fleet.lost()];
    const obstacle = this.#link.obstacle;
    return {
      ...{ broker: config.broker.url, ...this.#address, isConnected: this.#link.isUp },
      ...{ waiting: sum(counts), waitingAlerts: counts.alert, lost: sum(lost), lostAlerts: lost.alert },
      ...{ openAlerts: openAlerts(this.#alerts).length, isClockTrusted: this.#trust.isTrusted },
      updateWindow: this.#facts.updateWindow,
      desiredVersion: this.#facts.desired?.version ?? null,
      desiredStatus: this.#plan.status,
      desiredRefused: this.#desired.refused,
      drift: this.#desired.drift,
      isCalibrationAsked: this.#facts.calibrationAsked !== null,
      trouble:
        obstacle === null ? null : { code: obstacle.code, message: obstacle.message, hint: obstacle.hint ?? null },
    };
  }

  /** What whoever looks after the bay, or stands in it, should know. */
  troubles(): readonly FleetTrouble[] {
    // Asked for many times a second: nothing of it is read from the disk.
    const { obstacle } = this.#link;
    const line =
      obstacle === null
        ? []
        : [{ code: obstacle.code, message: obstacle.message, hint: obstacle.hint ?? 'Check the line.' }];
    return [...fleetTroubles(this.#facts, this.#commands.interruptsInSeconds), ...line];
  }

  /** Lets a command that is under way end, says goodbye to the fleet. Idempotent; leaves no timer and no socket. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#trust.close();
    await this.#commands.close(WORK_MS_MAX);
    await this.#link.close();
  }

  /** Goes on with what the daemon before this one left. A disk that takes no write keeps no bay from opening. */
  #takeUp(): void {
    const { host, log } = this.#parts;
    try {
      this.#settleTrial(host.configuration === null ? null : outcomeOf(host.configuration.path));
      this.#commands.resume();
    } catch (error) {
      log.error({ error }, 'What the fleet had asked for cannot be taken up; the next start tries again.');
    }
  }

  #hear(what: BayHears, payload: Uint8Array, flags: { isRetained: boolean; isRepeated: boolean }): void {
    if (what === 'command') this.#commands.hear(payload, flags);
    else this.#desired.hear(payload);
  }

  #tick(): void {
    const { config } = this.#parts;
    this.#watchAlerts();
    this.#watchTrial();
    this.#watchCalibration();
    if (this.#isDue('machine', MACHINE_EVERY_MS)) void this.#lookAtMachine();
    if (this.#isDue('heartbeat', config.heartbeatSeconds * 1_000 * (0.8 + 0.4 * Math.random()))) this.#beat();
    if (this.#isDue('metrics', config.metricsSeconds * 1_000)) {
      this.#outgoing.tell('metrics', { ...metricsSnapshot(this.#parts.counters.snapshot()) });
    }
    this.#tellState();
    if (this.#isDue('desired', RECONCILED_EVERY_MS)) this.#plan = this.#desired.reconcile();
    this.#keepSurelyPast();
    this.#link.drain();
  }

  /** Of a clock that has been trusted all the while since the look before: one look may be a wrong one. */
  #keepSurelyPast(): void {
    const nowMs = this.#nowMs();
    if (!this.#trust.isTrusted) this.#due.delete('surely-past');
    else if (!this.#due.has('surely-past')) this.#due.set('surely-past', nowMs + SURELY_PAST_EVERY_MS);
    else if (this.#isDue('surely-past', SURELY_PAST_EVERY_MS)) {
      this.#facts.keepSurelyPast(this.#parts.clock.wall().getTime());
    }
  }

  #watchAlerts(): void {
    const { store, host } = this.#parts;
    const { state, changes } = advanceAlerts(this.#alerts, host.troubles(), this.#nowMs(), uuidv7);
    if (changes.length > 0) {
      store.transact('alerts for the fleet', () => {
        let { sequence } = this.#facts.alerts();
        for (const { change, alert } of changes) this.#outgoing.tell('alert', { sequence: ++sequence, change, alert });
        this.#facts.keepAlerts({ sequence, open: openAlerts(state) });
      });
    }
    this.#alerts = state;
  }

  #watchTrial(): void {
    const { host, log } = this.#parts;
    const ended = this.#lookAtTrial();
    if (ended === null) return;
    const { outcome, isToRestart } = ended;
    if (!isToRestart) return this.#settleTrial(outcome);
    log.error(
      { why: outcome.why },
      'The bay is not healthy with its new configuration and goes back to the one before.',
    );
    // The daemon that comes after this one opens with the former one, and tells.
    host.restart?.();
  }

  /** A disk that takes no write keeps nobody from being told of the rest. */
  #lookAtTrial(): EndedTrial | null {
    try {
      return this.#trial?.look(this.#stamp()) ?? null;
    } catch (error) {
      this.#parts.log.error({ error }, 'What became of the new configuration cannot be written; it is tried again.');
      return null;
    }
  }

  #settleTrial(outcome: TrialOutcome | null): void {
    const { host, store } = this.#parts;
    if (outcome === null || host.configuration === null) return;
    store.transact('what became of a configuration', () => {
      this.#facts.keepWentBack(outcome.isKept ? null : { id: outcome.asked.id, why: outcome.why });
      this.#commands.trialEnded(outcome);
      this.#desired.trialEnded(outcome);
    });
    forgetOutcome(host.configuration.path);
  }

  #watchCalibration(): void {
    const asked = this.#facts.calibrationAsked;
    const { calibration } = this.#parts.host;
    if (asked !== null && asked.calibration !== (calibration?.hash() ?? null)) this.#facts.askCalibration(null);
  }

  #beat(): void {
    const { host, store, state } = this.#parts;
    const beat = {
      ...{ id: uuidv7(), at: this.#stamp(), version: host.version, uptimeSeconds: Math.floor(process.uptime()) },
      ...{ availability: state.state().availability, openAlerts: openAlerts(this.#alerts).length },
      ...{ untrackedAlerts: this.#alerts.untracked, waiting: store.fleet.counts(), lost: store.fleet.lost() },
    };
    this.#link.say('heartbeat', JSON.stringify(beat));
  }

  #tellState(): void {
    const nowMs = this.#nowMs();
    const sinceMs = this.#state === null ? Number.POSITIVE_INFINITY : nowMs - this.#state.atMs;
    if (sinceMs < STATE_MS_MIN) return;
    const report = this.#report();
    const news = newsOf(report);
    if (news === this.#news && sinceMs < STATE_MS_MAX) return;
    this.#news = news;
    const { store } = this.#parts;
    store.transact('the state for the fleet', () => {
      // Nobody has heard the one before, and it was a moment ago.
      const isUnheard = !this.#link.isUp && this.#state !== null && sinceMs < STATE_COALESCED_MS;
      if (isUnheard) store.fleet.forget([this.#state?.ordinal ?? 0]);
      const ordinal = this.#outgoing.tell('state', { ...report });
      this.#state = { ordinal, atMs: isUnheard ? (this.#state?.atMs ?? nowMs) : nowMs };
    });
  }

  #report(): BayReport {
    const { state, sync, host, store } = this.#parts;
    return bayReport({
      ...{ snapshot: state.state(), sync: sync.state(), machine: this.#machine, facility: host.facility?.() ?? null },
      versions: { software: host.version, node: process.versions.node, sqlite: store.sqliteVersion },
      updateWindow: this.#facts.updateWindow,
      isCalibrationAsked: this.#facts.calibrationAsked !== null,
      configurationSha256: host.configuration?.sha256() ?? null,
    });
  }

  async #lookAtMachine(): Promise<void> {
    this.#machine = await lookAtMachine(this.#parts.host.dataDirectory);
  }

  /** Whether it is time again, which it then is not for another `everyMs`. At once the first time. */
  #isDue(what: string, everyMs: number): boolean {
    const nowMs = this.#nowMs();
    if (nowMs < (this.#due.get(what) ?? Number.NEGATIVE_INFINITY)) return false;
    this.#due.set(what, nowMs + everyMs);
    return true;
  }

  #stamp(): Stamp {
    const { bootId, clock } = this.#parts;
    return stampOf({ bootId, clock, isWallTrusted: () => this.#trust.isTrusted });
  }

  #nowMs(): number {
    return this.#parts.clock.monotonicNs() / NS_PER_MS;
  }
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, each) => total + each, 0);
}
