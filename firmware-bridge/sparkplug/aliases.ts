/**
 * Short numbers for metric names, unique across the node and all its devices, and the same for a metric as long as the
 * node lives. `Node Control/Rebirth` has none: whoever has missed the births must be able to ask for them by name.
 */
import { REBIRTH } from './commanded.ts';
import type { DataType } from './payload.ts';

export interface AliasedMetric {
  readonly alias: number;
  /** Null for the node itself. */
  readonly device: string | null;
  readonly name: string;
  readonly type: DataType;
}

export class Aliases {
  readonly #byKey = new Map<string, AliasedMetric>();
  readonly #byAlias = new Map<number, AliasedMetric>();

  /** Undefined for the one metric that has none. Idempotent. */
  of(device: string | null, name: string, type: DataType): number | undefined {
    if (device === null && name === REBIRTH) return undefined;
    const key = JSON.stringify([device, name]);
    const known = this.#byKey.get(key);
    if (known !== undefined) return known.alias;
    const metric = { alias: this.#byAlias.size + 1, device, name, type };
    this.#byKey.set(key, metric);
    this.#byAlias.set(metric.alias, metric);
    return metric.alias;
  }

  find(alias: number): AliasedMetric | undefined {
    return this.#byAlias.get(alias);
  }
}
