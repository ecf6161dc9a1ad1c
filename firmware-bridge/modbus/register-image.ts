/** The newest value of every point that is read, with the time at which it was read and that of the reading before. */
import type { Contact } from './modbus.config.ts';
import { isBits, type Point, type ReadBlock } from './polling-plan.ts';

export interface Sampled {
  readonly value: number;
  readonly atNs: number;
  /** Null after a gap: what lies before is not known. */
  readonly before: { readonly value: number; readonly atNs: number } | null;
  /** Half of the time that the reading took. */
  readonly halfTripNs: number;
}

export class RegisterImage {
  readonly #points = new Map<string, Sampled>();

  /** `values` are those of the block, in its order; bits as 0 and 1. */
  sampled(block: ReadBlock, values: readonly number[], sentNs: number, receivedNs: number): void {
    const atNs = (sentNs + receivedNs) / 2;
    const halfTripNs = (receivedNs - sentNs) / 2;
    for (let offset = 0; offset < block.count; offset++) {
      const key = keyOf({ ...block, address: block.address + offset });
      const last = this.#points.get(key);
      const before = last === undefined ? null : { value: last.value, atNs: last.atNs };
      this.#points.set(key, { value: values[offset] ?? 0, atNs, before, halfTripNs });
    }
  }

  /** Nothing is known of a station that does not answer. */
  forget(unit: number): void {
    for (const key of this.#points.keys()) if (key.startsWith(`${unit}/`)) this.#points.delete(key);
  }

  get(point: Point): Sampled | undefined {
    return this.#points.get(keyOf(point));
  }

  /** Whether a contact means yes, now and at the reading before; undefined where it was not read. */
  contact(contact: Contact): { isOn: boolean; wasOn: boolean | null; sampled: Sampled } | undefined {
    const sampled = this.get(contact);
    if (sampled === undefined) return undefined;
    const means = (value: number): boolean =>
      ((isBits(contact.table) ? value : (value >> contact.bit) & 1) !== 0) !== contact.isInverted;
    return {
      isOn: means(sampled.value),
      wasOn: sampled.before === null ? null : means(sampled.before.value),
      sampled,
    };
  }
}

function keyOf({ unit, table, address }: Point): string {
  return `${unit}/${table}/${address}`;
}
