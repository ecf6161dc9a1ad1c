/** How many connections there are, in all and from each address: who is one too many is turned away unheard. */
import type { BrokerLimits } from '../mqtt.config.ts';
import type { RefusalCode } from '../refusals.ts';

export class ConnectionCount {
  readonly #limits: BrokerLimits;
  readonly #ofAddress = new Map<string, number>();
  #all = 0;

  constructor(limits: BrokerLimits) {
    this.#limits = limits;
  }

  get all(): number {
    return this.#all;
  }

  /** Takes a place, or says why there is none. Each place that was taken is given back once, by `leave`. */
  enter(address: string): RefusalCode | null {
    const here = this.#ofAddress.get(address) ?? 0;
    if (this.#all >= this.#limits.connections) return 'mqtt/too-many-connections';
    if (here >= this.#limits.connectionsPerAddress) return 'mqtt/too-many-from-address';
    this.#all++;
    this.#ofAddress.set(address, here + 1);
    return null;
  }

  leave(address: string): void {
    this.#all--;
    const here = (this.#ofAddress.get(address) ?? 1) - 1;
    if (here > 0) this.#ofAddress.set(address, here);
    else this.#ofAddress.delete(address);
  }
}
