/**
 * The bay as the fleet wants it: a retained document that is signed as commands are. It has no end, so its version
 * guards it: an older one than the bay has taken is refused for ever.
 */
import { BayError, explain } from '../../../device/errors/bay-error.ts';
import type { BayStatePort } from '../../../device/ports/bay-state.port.ts';
import type { FleetRepository } from '../../../device/store/fleet-repository.ts';
import type { Store } from '../../../device/store/store.ts';
import type { Log } from '../../../device/telemetry/log.ts';
import type { FleetHost } from '../commands/fleet-host.ts';
import { hasRight, type Refusal, verifiedIssuer } from '../commands/judge-command.ts';
import type { DesiredRefusal } from '../commands/refusal-words.ts';
import type { StrangersAllowance } from '../commands/strangers-allowance.ts';
import type { FleetIssuer } from '../fleet.config.ts';
import { desiredArgumentsSchema, type FleetFacts } from '../fleet-facts.ts';
import type { Outgoing } from '../line/outgoing.ts';
import type { BayAddress } from '../line/topics.ts';
import { canonicalJson, type Json } from '../signed/canonical-json.ts';
import { type CommandDocument, readCommand } from '../signed/signed-command.ts';
import { isWindowOpen } from '../update-window.ts';
import { isOnTrial, type TrialOutcome } from './configuration-trial.ts';
import { type DesiredPlan, planDesired } from './desired-plan.ts';

const DESIRED_BYTES_MAX = 128 * 1024;
const HEALTHY_WITHIN_MINUTES = 5;

export interface DesiredDeskParts {
  readonly address: BayAddress;
  readonly issuers: readonly FleetIssuer[];
  readonly store: { readonly fleet: FleetRepository; readonly transact: Store['transact'] };
  readonly outgoing: Outgoing;
  readonly facts: FleetFacts;
  readonly host: FleetHost;
  readonly state: BayStatePort;
  /** Null where the bay does not know the time. */
  readonly trustedWall: () => Date | null;
  readonly settled: (msMax: number) => Promise<void>;
  readonly strangers: StrangersAllowance;
  readonly log: Log;
}

type RefusalCode = DesiredRefusal | Refusal;
type Refused = { readonly version: number | null; readonly code: RefusalCode };

export class DesiredDesk {
  readonly #parts: DesiredDeskParts;
  #refused: Refused | null = null;
  /** The last one of nobody known that was written down. */
  #stranger = '';
  #drift: readonly string[] = [];
  #told = '';

  constructor(parts: DesiredDeskParts) {
    this.#parts = parts;
  }

  /** Keys at which the bay was not as the fleet wants it when it was last looked at; none of a file nobody can read. */
  get drift(): readonly string[] {
    return this.#drift;
  }

  /** What came last, where it was refused; null where that was taken, and until the broker has said what it keeps. */
  get refused(): Refused | null {
    return this.#refused;
  }

  /**
   * Throws where it cannot be written down: it then comes again. What cannot be done about it does not throw, or it
   * would come again with every connection and end each. An empty document withdraws nothing: a version does.
   */
  hear(payload: Uint8Array): void {
    if (payload.byteLength === 0) return;
    const refusal = this.#take(payload);
    this.#refused = refusal;
    const { log } = this.#parts;
    if (refusal !== null) log.warn(refusal, 'A desired state of the fleet is refused.');
    try {
      this.reconcile();
    } catch (error) {
      log.error({ error }, 'The bay could not be held against its desired state; it is tried again.');
    }
  }

  /** Looks at the difference, tells of it where it is another one, and does what may be done about it now. */
  reconcile(): DesiredPlan {
    const { facts, host, log } = this.#parts;
    const drift = this.#lookAtDrift();
    this.#drift = drift ?? [];
    const plan = planDesired(this.#bayAsItIs(drift));
    this.#report(plan, this.#drift);
    const { desired } = facts;
    if (desired === null || plan.step === null) return plan;
    if (plan.step === 'keep-window') facts.keepUpdateWindow(desired.updateWindow);
    if (plan.step === 'note-reached') facts.keepDesired({ ...desired, wasReached: true });
    if (plan.step === 'change-configuration' && host.configuration !== null) {
      log.info({ version: desired.version, keys: drift }, 'The bay becomes what the fleet wants it to be.');
      const failure = this.#change(desired.version, desired.configuration);
      if (failure === null) return plan;
      log.warn({ version: desired.version, failure }, 'The bay cannot become what the fleet wants it to be.');
      facts.keepDesired({ ...desired, failure });
    }
    // A step that is done at once is followed by the next; there are three of them.
    return this.reconcile();
  }

  trialEnded({ asked, isKept, why }: TrialOutcome): void {
    const { desired } = this.#parts.facts;
    if (asked.by !== 'desired' || desired === null || String(desired.version) !== asked.id || isKept) return;
    this.#parts.facts.keepDesired({ ...desired, failure: `configuration-went-back: ${why}` });
  }

  /** Null where it was taken, or is the one that the bay has. */
  #take(payload: Uint8Array): Refused | null {
    const { facts, store } = this.#parts;
    const read = readCommand(payload, DESIRED_BYTES_MAX);
    if (!read.isReadable) return { version: null, code: 'unreadable' };
    const { document } = read;
    const issuer = verifiedIssuer(document, (key) => read.isSignedBy(key), {
      ...{ ...this.#parts.address, issuers: this.#parts.issuers },
    });
    if (typeof issuer === 'string') return this.#refuse(document, null, issuer, false);
    const refused = (version: number | null, code: RefusalCode): Refused => this.#refuse(document, version, code, true);
    const given = desiredArgumentsSchema.safeParse(document.arguments);
    if (document.command !== 'desired-state' || !given.success) return refused(null, 'arguments-wrong');
    const { version } = given.data;
    if (!hasRight(issuer, 'desired-state')) return refused(version, 'not-allowed');
    const known = facts.desired;
    if (known !== null && version < known.version) return refused(version, 'version-old');
    if (known !== null && version === known.version) {
      const { configuration, updateWindow } = known;
      const isSame =
        canonicalJson({ version, configuration, updateWindow } as Json) === canonicalJson(given.data as Json);
      return isSame ? null : refused(version, 'version-used');
    }
    store.transact('a desired state', () => {
      this.#audit(document);
      facts.keepDesired({ ...given.data, id: document.id, wasReached: false, failure: null });
    });
    return null;
  }

  /**
   * The broker keeps it and brings it with every connection: it is one row, with how often it came. What came of nobody
   * known says who it is of itself.
   */
  #refuse(document: CommandDocument, version: number | null, code: RefusalCode, isVerified: boolean): Refused {
    const { store, strangers, log } = this.#parts;
    const { id, issuer, command, isForced, arguments: given, issuedAt, expiresAt } = document;
    // The id alone stays free: the same document is taken once its issuer may.
    const key = isVerified ? `${id}:${code}` : null;
    const isKnown = key === null ? this.#stranger === `${id}:${code}` : store.fleet.find(key) !== undefined;
    try {
      if (isKnown && key !== null) store.fleet.noteRepeat(key);
      if (!isKnown && (isVerified || strangers.take())) {
        const row = { id, issuer, command, isForced, issuedAt, expiresAt, arguments: isVerified ? given : {} };
        store.fleet.record({ ...row, key, state: 'refused', code });
        if (!isVerified) this.#stranger = `${id}:${code}`;
      }
    } catch (error) {
      // It is refused all the same; that it comes again would end the line with every connection.
      log.error({ error }, 'That a desired state was refused could not be written down.');
    }
    return { version, code };
  }

  #audit({ id, issuer, command, isForced, arguments: given, issuedAt, expiresAt }: CommandDocument): void {
    const { store } = this.#parts;
    if (store.fleet.find(id) !== undefined) return;
    const row = store.fleet.record({
      ...{ key: id, id, issuer, command, isForced, arguments: given, issuedAt, expiresAt, state: 'waiting' },
    });
    store.fleet.answer(row.ordinal, { status: 'done', code: null, message: null, result: {} });
  }

  #lookAtDrift(): string[] | null {
    const { host, facts } = this.#parts;
    if (host.configuration === null || facts.desired === null) return [];
    return host.configuration.drift(facts.desired.configuration);
  }

  #bayAsItIs(drift: readonly string[] | null): Parameters<typeof planDesired>[0] {
    const { facts, host, state, trustedWall } = this.#parts;
    const { desired, updateWindow } = facts;
    const wall = trustedWall();
    const window = desired?.updateWindow ?? null;
    return {
      ...{ desired, drift, isInUse: state.state().availability === 'in-use', canRestart: host.restart !== null },
      isWindowAsDesired: JSON.stringify(updateWindow) === JSON.stringify(window),
      isWindowOpen: window === null || (wall !== null && isWindowOpen(window, wall)),
      isOnTrial: host.configuration !== null && isOnTrial(host.configuration.path),
    };
  }

  /** Why it cannot be made; null where it was, and the bay restarts with it. */
  #change(version: number, patch: Record<string, unknown>): string | null {
    const { host, settled } = this.#parts;
    const asked = { by: 'desired', id: String(version) } as const;
    const order = { asked, healthyWithinMinutes: HEALTHY_WITHIN_MINUTES, worked: [...host.proof.working()] };
    try {
      if (host.configuration?.change(patch, order) !== true) return 'configuration-unchanged: it sets nothing';
    } catch (error) {
      const code = error instanceof BayError ? error.code.replace('fleet/', '') : 'configuration-unwritable';
      return `${code}: ${explain(error)}`;
    }
    void settled(1_000).then(() => host.restart?.());
    return null;
  }

  #report({ status, why }: DesiredPlan, drift: readonly string[]): void {
    const { facts, outgoing } = this.#parts;
    const body = { desiredVersion: facts.desired?.version ?? null, status, why, drift, refused: this.#refused };
    const text = JSON.stringify(body);
    if (text === this.#told) return;
    this.#told = text;
    outgoing.tell('reported', body);
  }
}
