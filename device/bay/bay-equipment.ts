/**
 * The bay's hardware as the live loop has it: what it says becomes events of the machine and facts, and the orders of
 * the cycle are carried out. It decides nothing itself.
 *
 * - An order that is refused or fails goes back to the cycle as its outcome; nothing is repeated here.
 * - What arrives after `close` is dropped, orders that are under way included.
 */
import type { Subscription } from 'rxjs';
import { type Clock, NS_PER_MS } from '../clock/clock.ts';
import type {
  BayHardware,
  CommandOutcome,
  HardwareCommand,
  HardwareEvent,
  HardwareState,
} from '../ports/bay-hardware.port.ts';
import type { Log } from '../telemetry/log.ts';
import { advanceCycle, type BayCycle, type CycleEvent, givenUp, NEW_CYCLE, type Order } from './bay-cycle.ts';
import type { BayFact, BayTrouble } from './bay-fact.ts';
import type { BayEvent } from './bay-machine.ts';
import type { CycleConfig } from './cycle.config.ts';
import { hardwareTroubles } from './hardware-troubles.ts';

/** An order whose outcome does not come has failed; no device's motion lasts as long. */
const OUTCOME_MS_MAX = 60_000;

export interface BayEquipmentParts {
  readonly hardware: BayHardware;
  readonly cycle: CycleConfig;
  readonly clock: Clock;
  readonly log: Log;
  readonly onEvent: (event: BayEvent) => void;
  readonly onFact: (fact: BayFact) => void;
  readonly onCard?: (card: string) => void;
}

export class BayEquipment {
  readonly #parts: BayEquipmentParts;
  #cycle: BayCycle = NEW_CYCLE;
  readonly #openedNs: number;
  #subscription: Subscription | null = null;
  #troubles = '';
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(parts: BayEquipmentParts) {
    this.#parts = parts;
    this.#openedNs = parts.clock.monotonicNs();
  }

  get state(): HardwareState {
    return this.#parts.hardware.state();
  }

  get troubles(): BayTrouble[] {
    const searchedMs = (this.#parts.clock.monotonicNs() - this.#openedNs) / NS_PER_MS;
    return hardwareTroubles(this.state, givenUp(this.#cycle), searchedMs);
  }

  open(): void {
    this.#subscription ??= this.#parts.hardware.events.subscribe((event) => this.#hear(event));
    this.#tellWitness();
    this.tell({ type: 'hardware', state: this.state });
  }

  /** Ends listening. The hardware itself is closed by whoever opened it. Idempotent. */
  close(): void {
    this.#subscription?.unsubscribe();
    this.#subscription = null;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  /** Something that the cycle goes by. */
  tell(event: CycleEvent): void {
    const { clock, cycle } = this.#parts;
    // Not everything that changes is an event of its own, such as that the controller has taken the lock off.
    const said: CycleEvent = event.type === 'tick' ? { type: 'hardware', state: this.state } : event;
    const step = advanceCycle(this.#cycle, said, cycle, clock.monotonicNs());
    this.#cycle = step.cycle;
    for (const order of step.orders) void this.#carryOut(order);
    const troubles = this.troubles.map(({ code }) => code).join();
    if (troubles === this.#troubles) return;
    this.#troubles = troubles;
    this.#parts.onFact({ type: 'warnings-changed' });
  }

  /** For somebody who asks by hand. Rejects only after the hardware was closed. */
  command(command: HardwareCommand): Promise<CommandOutcome> {
    return this.#parts.hardware.command(command);
  }

  async #carryOut(order: Order): Promise<void> {
    const { hardware, log } = this.#parts;
    let outcome: CommandOutcome;
    try {
      outcome = await Promise.race([hardware.command(order.command), this.#late()]);
    } catch (error) {
      // By its contract it rejects after it was closed, and then there is nothing left to do.
      if (this.#subscription !== null) log.error({ error, order }, 'The hardware did not take an order.');
      outcome = { status: 'failed', fault: 'link-lost' };
    }
    if (this.#subscription === null) return;
    if (outcome.status !== 'done') log.warn({ command: order.command, outcome }, 'The hardware did not obey.');
    this.tell({ type: 'outcome', order: order.id, outcome });
  }

  #late(): Promise<CommandOutcome> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        resolve({ status: 'failed', fault: 'timeout' });
      }, OUTCOME_MS_MAX);
      timer.unref();
      this.#timers.add(timer);
    });
  }

  #hear(event: HardwareEvent): void {
    const { onEvent, onFact } = this.#parts;
    switch (event.type) {
      case 'ball-present':
      case 'ball-gone':
        // A tee that feels its ball is no beam: it does not know the instant.
        if (this.#kindOf(event.device) === 'ball-beam') {
          const type = event.type === 'ball-present' ? 'present' : 'gone';
          onEvent({ type: 'ball', change: { type, atNs: event.atNs, uncertaintyNs: event.uncertaintyNs } });
        }
        break;
      case 'device-changed':
        if (event.state.kind === 'tee') {
          onEvent({ type: 'tee', isMoving: event.state.condition === 'busy', atNs: event.atNs });
        }
        if (event.state.kind === 'ball-beam') this.#tellWitness();
        onFact({ type: 'device-changed', state: event.state });
        break;
      case 'link-changed':
        this.#tellWitness();
        onFact({ type: 'hardware-link-changed', link: event.link });
        break;
      case 'stop-pressed':
      case 'stop-released':
        onFact({ type: 'stop-changed', isPressed: event.type === 'stop-pressed' });
        break;
      case 'ball-dispensed':
        onFact({ type: 'ball-dispensed', device: event.device });
        break;
      case 'card-shown':
        this.#parts.onCard?.(event.card);
        onFact({ type: 'card-shown', device: event.device });
        break;
      case 'occupied':
      case 'vacant':
      case 'triggered':
        return;
    }
    this.tell({ type: 'hardware', state: this.state });
  }

  #kindOf(device: string): string | undefined {
    return this.state.devices.find(({ id }) => id === device)?.kind;
  }

  /** A beam whose line is lost, or that has a fault, does not count as one that saw nothing. */
  #tellWitness(): void {
    const { link, devices } = this.state;
    const isWorking =
      link === 'up' && devices.some(({ kind, condition }) => kind === 'ball-beam' && isAlive(condition));
    this.#parts.onEvent({ type: 'witness', witness: 'beam', isWorking });
  }
}

function isAlive(condition: HardwareState['devices'][number]['condition']): boolean {
  return condition !== 'fault' && condition !== 'unknown';
}
