/**
 * Holds a warehouse against the object store: what it should have is made of the documents and compared, nothing is
 * written. Of every swing the document that its row was made of, and of every table how many rows there are.
 */
import {
  type Warehouse,
  WAREHOUSE_TABLES,
  type WarehouseBatch,
  type WarehouseTableName,
} from '../../device/ports/warehouse.port.ts';
import { withPatience } from './patience.ts';
import { type RebuildCounts, type RebuildParts, rebuildWarehouse } from './rebuild-warehouse.ts';

export interface WarehouseCheck {
  readonly read: RebuildCounts;
  readonly rows: Readonly<Record<WarehouseTableName, number>>;
  /** Rows that are made of the newest report. */
  readonly equal: number;
  /** Of an older report, or of another one. */
  readonly other: number;
  readonly missing: number;
  /** Of swings that the object store does not have. */
  readonly surplus: number;
  readonly isEqual: boolean;
}

export async function checkWarehouse(parts: Omit<RebuildParts, 'take' | 'cursor'>): Promise<WarehouseCheck> {
  const { warehouse, patience } = parts;
  const documents = new DocumentsOfOwners((user) => withPatience(patience, () => warehouse.documents(user)));
  const read = await rebuildWarehouse({ ...parts, cursor: null, take: (batch) => documents.take(batch) });
  await documents.end();
  const rows = await withPatience(patience, () => warehouse.countRows());
  const areAllThere = WAREHOUSE_TABLES.every((table) => table === 'users' || rows[table] === read.rows[table]);
  const { equal, other, missing, surplus } = documents;
  return { read, rows, equal, other, missing, surplus, isEqual: areAllThere && other + missing + surplus === 0 };
}

/** Batches come owner after owner; of one owner at a time it is known what is expected. */
class DocumentsOfOwners {
  equal = 0;
  other = 0;
  missing = 0;
  surplus = 0;
  #owner: string | null = null;
  #expected = new Map<string, string>();
  readonly #documentsOf: (user: string) => ReturnType<Warehouse['documents']>;

  constructor(documentsOf: (user: string) => ReturnType<Warehouse['documents']>) {
    this.#documentsOf = documentsOf;
  }

  async take({ swing_analysis: analyses = [] }: WarehouseBatch): Promise<void> {
    const [first] = analyses;
    if (first === undefined) return;
    if (first.userId !== this.#owner) await this.end();
    this.#owner = first.userId;
    for (const { swingId, documentKey } of analyses) this.#expected.set(swingId, documentKey);
  }

  async end(): Promise<void> {
    const [owner, expected] = [this.#owner, this.#expected];
    this.#owner = null;
    this.#expected = new Map();
    if (owner === null) return;
    const there = await this.#documentsOf(owner);
    for (const [swing, key] of expected) {
      const found = there.get(swing);
      if (found === undefined) this.missing++;
      else if (found === key) this.equal++;
      else this.other++;
    }
    for (const swing of there.keys()) if (!expected.has(swing)) this.surplus++;
  }
}
