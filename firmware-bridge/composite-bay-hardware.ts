/**
 * Several drivers as the one hardware of a bay: our controller's tee beside a bought dispenser.
 *
 * INVARIANTS
 * - A device belongs to the first part that has its id; another of that name is not shown, and the description says so.
 * - The motion lock holds in every part, or the answer says in which it does not.
 * - A stop that is pressed at one part, or that cannot be heard of, locks the motions of all others: a button is for the
 *   whole bay, whatever line it hangs on.
 * - The link is up when one part's is, and lost when every part's is: a dispenser that is unplugged does not stop the tee.
 *   What is not heard of is `unknown`, device by device.
 */
import { merge, type Observable, Subject, type Subscription } from 'rxjs';
import type {
  BayHardware,
  CommandOutcome,
  HardwareCommand,
  HardwareEvent,
  HardwareState,
  LinkState,
} from '../device/ports/bay-hardware.port.ts';
import { refusalOf } from './protocol/safety-rules.ts';
import { safetyActionOf } from './safety-action.ts';

/** The states of the parts as one; pure. */
export function mergeStates(parts: readonly HardwareState[]): HardwareState {
  const devices = new Map<string, HardwareState['devices'][number]>();
  const twice = new Set<string>();
  for (const device of parts.flatMap((part) => part.devices)) {
    if (devices.has(device.id)) twice.add(device.id);
    else devices.set(device.id, device);
  }
  const descriptions = parts.map(({ description }) => description);
  const warning = [...twice].map((id) => `two devices are called ${id}, only the first is used`);
  return {
    link: mergeLinks(parts.map(({ link }) => link)),
    description: [...descriptions, ...warning].join('; '),
    isMotionLocked: parts.some(({ isMotionLocked }) => isMotionLocked),
    isStopPressed: parts.some(({ isStopPressed }) => isStopPressed),
    devices: [...devices.values()],
  };
}

function mergeLinks(links: readonly LinkState[]): LinkState {
  if (links.includes('up')) return 'up';
  return links.includes('connecting') ? 'connecting' : 'lost';
}

/** Whether this part's stop, if it has one, forbids motions: pressed, or not heard of. Pure. */
export function isStopInForce({ isStopPressed, devices }: HardwareState): boolean {
  return isStopPressed || devices.some(({ kind, condition }) => kind === 'emergency-stop' && condition === 'unknown');
}

export class CompositeBayHardware implements BayHardware {
  readonly #parts: readonly BayHardware[];
  readonly #events = new Subject<HardwareEvent>();
  readonly #subscription: Subscription;
  #link: LinkState;
  #isLockWanted = false;
  /** What each part was last told. */
  readonly #locked: boolean[];
  #closing: Promise<void> | null = null;

  /** At least one part; they are this one's from now on, `close` included. */
  constructor(parts: readonly BayHardware[]) {
    this.#parts = parts;
    this.#locked = parts.map(() => false);
    this.#link = this.state().link;
    this.#subscription = merge(...parts.map((part) => part.events)).subscribe((event) => this.#hear(event));
    for (const [index, part] of parts.entries()) {
      part.events.subscribe((event) => this.#passOn(index, event));
    }
    this.#lockBesideStop();
  }

  get events(): Observable<HardwareEvent> {
    return this.#events;
  }

  state(): HardwareState {
    // A part that is locked for another's stop is not locked for a player.
    return { ...mergeStates(this.#parts.map((part) => part.state())), isMotionLocked: this.#isLockWanted };
  }

  async command(command: HardwareCommand): Promise<CommandOutcome> {
    if (command.type === 'motion-lock') {
      this.#isLockWanted = command.isOn;
      return this.#lock(true);
    }
    const owner = this.#parts[this.#ownerOf(command.device)];
    // A part that knows no such device says so itself, and so does one that was closed.
    if (owner === undefined) return this.#parts[0]?.command(command) ?? { status: 'refused', reason: 'device-absent' };
    const isStopped = this.#parts.some((part) => part !== owner && isStopInForce(part.state()));
    if (isStopped && this.#closing === null) {
      const reason = refusalOf(safetyActionOf(command), new Set(['emergency-stop']));
      if (reason !== undefined) return { status: 'refused', reason };
    }
    return owner.command(command);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await Promise.all(this.#parts.map((part) => part.close()));
    this.#subscription.unsubscribe();
    this.#events.complete();
  }

  #ownerOf(device: string): number {
    return this.#parts.findIndex((part) => part.state().devices.some(({ id }) => id === device));
  }

  #hear(event: HardwareEvent): void {
    if (event.type === 'device-changed' || event.type === 'stop-pressed' || event.type === 'stop-released') {
      this.#lockBesideStop();
    }
  }

  /** Events of a device that is another part's by name are not this bay's; links are told when the whole changes. */
  #passOn(index: number, event: HardwareEvent): void {
    if (event.type === 'link-changed') {
      const { link } = this.state();
      if (link === this.#link) return;
      this.#link = link;
      this.#events.next({ ...event, link });
      return;
    }
    const device = event.type === 'device-changed' ? event.state.id : event.device;
    if (this.#ownerOf(device) === index) this.#events.next(event);
  }

  /** Parts beside one whose stop is in force are locked, and let go again when none is and nobody swings. */
  #lockBesideStop(): void {
    if (this.#closing === null) void this.#lock(false);
  }

  /** Tells each part what it is to do about motions: all of them where somebody asks, else those where it has changed. */
  async #lock(isAsked: boolean): Promise<CommandOutcome> {
    const stopped = this.#parts.map((part) => isStopInForce(part.state()));
    const outcomes = await Promise.all(
      this.#parts.map(async (part, index): Promise<CommandOutcome> => {
        const isOn = this.#isLockWanted || stopped.some((isStopped, other) => isStopped && other !== index);
        if (!isAsked && this.#locked[index] === isOn) return { status: 'done' };
        this.#locked[index] = isOn;
        return part.command({ type: 'motion-lock', isOn });
      }),
    );
    return outcomes.find(({ status }) => status !== 'done') ?? { status: 'done' };
  }
}
