/**
 * How many rows and bytes a shard of CrateDB gets, and how many shards a cluster, for a fleet of a size: the arithmetic by
 * which six shards a month are chosen, or more for a larger fleet.
 *
 * The bounds are those of CrateDB's own guide to sharding. What a row takes on its disks is not known before it is there:
 * it is taken to be as long as what is sent, which its compression roughly makes good for its indexes.
 */
import type { WarehouseTableName } from '../../device/ports/warehouse.port.ts';
import { SHARDS_PER_PARTITION, TABLES } from './tables.ts';

export interface FleetSize {
  readonly bays: number;
  readonly swingsPerDay: number;
  readonly camerasPerBay: number;
  /** Mean length of a row as it is sent; users and visits are too few to matter. */
  readonly rowBytes: { readonly [Table in 'swing_analysis' | 'poses' | 'videos']: number };
  readonly nodes: number;
  /** Copies beside the first. */
  readonly replicas: number;
}

export interface TableShards {
  readonly table: WarehouseTableName;
  readonly rowsPerMonth: number;
  readonly rowsPerShard: number;
  readonly bytesPerShard: number;
}

export interface ShardPlan {
  readonly tables: readonly TableShards[];
  /** With replicas, after a year. */
  readonly shardsPerNodeAndYear: number;
  /** Years until a node holds as many shards as it may by default; older months are then merged or dropped. */
  readonly yearsUntilFull: number;
  readonly bytesPerNodeAndYear: number;
}

const DAYS_PER_MONTH = 30;
const MONTHS = 12;
export const SHARD_BYTES_MAX = 50e9;
export const SHARD_ROWS_MAX = 200e6;
export const SHARDS_PER_NODE_MAX = 1_000;

export function shardPlan({ bays, swingsPerDay, camerasPerBay, rowBytes, nodes, replicas }: FleetSize): ShardPlan {
  const swingsPerMonth = bays * swingsPerDay * DAYS_PER_MONTH;
  const tables = (
    [
      ['swing_analysis', 1],
      ['poses', camerasPerBay],
      ['videos', camerasPerBay],
    ] as const
  ).map(([table, rowsPerSwing]) => {
    const rowsPerMonth = swingsPerMonth * rowsPerSwing;
    const rowsPerShard = rowsPerMonth / SHARDS_PER_PARTITION;
    return { table, rowsPerMonth, rowsPerShard, bytesPerShard: rowsPerShard * rowBytes[table] };
  });
  const parted = Object.values(TABLES).filter(({ time }) => time !== null).length;
  const copies = 1 + replicas;
  const shardsPerNodeAndYear = (parted * MONTHS * SHARDS_PER_PARTITION * copies) / nodes;
  const bytesPerMonth = tables.reduce((sum, { bytesPerShard }) => sum + bytesPerShard * SHARDS_PER_PARTITION, 0);
  return {
    tables,
    shardsPerNodeAndYear,
    yearsUntilFull: SHARDS_PER_NODE_MAX / shardsPerNodeAndYear,
    bytesPerNodeAndYear: (bytesPerMonth * MONTHS * copies) / nodes,
  };
}
