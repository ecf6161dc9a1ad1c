/**
 * Holds a warehouse against the object store: what it should have is made of the documents and compared, nothing is
 * written. Of every swing the document that its row was made of and its facility, and of every table how many rows there
 * are.
 */
import {
  type SwingSource,
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
  /** Of the newest report, and said to be of another facility. */
  readonly otherFacility: number;
  readonly missing: number;
  /** Of swings that the object store does not have, whosever they are. */
  readonly surplus: number;
  readonly isEqual: boolean;
}

export async function checkWarehouse(parts: Omit<RebuildParts, 'take' | 'cursor'>): Promise<WarehouseCheck> {
  const { warehouse, patience } = parts;
  const documents = new DocumentsOfOwners((user) => withPatience(patience, () => warehouse.documents(user)));
  // What bays sent just before is seen only then.
  const settle = (): Promise<void> => withPatience(patience, () => warehouse.settle());
  await settle();
  const read = await rebuildWarehouse({ ...parts, cursor: null, take: (batch) => documents.take(batch) });
  await documents.end();
  await settle();
  const rows = await withPatience(patience, () => warehouse.countRows());
  const areAllThere = WAREHOUSE_TABLES.every((table) => table === 'users' || rows[table] === read.rows[table]);
  const { equal, other, otherFacility, missing } = documents;
  // Owners of whom the object store has nothing are listed nowhere: what is left of all rows is theirs.
  const surplus = Math.max(documents.surplus, rows.swing_analysis - equal - other - otherFacility);
  const isEqual = areAllThere && other + otherFacility + missing + surplus === 0;
  return { read, rows, equal, other, otherFacility, missing, surplus, isEqual };
}

/** Batches come owner after owner; of one owner at a time it is known what is expected. */
class DocumentsOfOwners {
  equal = 0;
  other = 0;
  otherFacility = 0;
  missing = 0;
  surplus = 0;
  #owner: string | null = null;
  #expected = new Map<string, SwingSource>();
  readonly #documentsOf: (user: string) => ReturnType<Warehouse['documents']>;

  constructor(documentsOf: (user: string) => ReturnType<Warehouse['documents']>) {
    this.#documentsOf = documentsOf;
  }

  async take({ swing_analysis: analyses = [] }: WarehouseBatch): Promise<void> {
    const [first] = analyses;
    if (first === undefined) return;
    if (first.userId !== this.#owner) await this.end();
    this.#owner = first.userId;
    for (const { swingId, documentKey, facility } of analyses) this.#expected.set(swingId, { documentKey, facility });
  }

  async end(): Promise<void> {
    const [owner, expected] = [this.#owner, this.#expected];
    this.#owner = null;
    this.#expected = new Map();
    if (owner === null) return;
    const there = await this.#documentsOf(owner);
    for (const [swing, { documentKey, facility }] of expected) {
      const found = there.get(swing);
      if (found === undefined) this.missing++;
      else if (found.documentKey !== documentKey) this.other++;
      else if (found.facility !== facility) this.otherFacility++;
      else this.equal++;
    }
    for (const swing of there.keys()) if (!expected.has(swing)) this.surplus++;
  }
}
