import { describe, expect, it } from 'vitest';
import { WAREHOUSE_VECTOR_MAX } from '../../device/ports/warehouse.port.ts';
import { projectionOf } from '../../device/swing/embedding/embed-swing.ts';
import { SHARD_BYTES_MAX, SHARD_ROWS_MAX, SHARDS_PER_NODE_MAX, shardPlan } from './shard-arithmetic.ts';
import { VECTOR_COLUMNS, VECTOR_DIMENSIONS } from './tables.ts';

const FLEET = {
  bays: 1_000,
  swingsPerDay: 200,
  camerasPerBay: 2,
  rowBytes: { swing_analysis: 8_000, poses: 1_000, videos: 600 },
  nodes: 3,
  replicas: 1,
};

describe('a thousand bays of two hundred swings a day on three nodes', () => {
  const plan = shardPlan(FLEET);

  it('fill six shards a month with no more than a shard should hold', () => {
    expect(plan.tables.map(({ table, rowsPerShard }) => [table, rowsPerShard])).toEqual([
      ['swing_analysis', 1e6],
      ['poses', 2e6],
      ['videos', 2e6],
    ]);
    expect(Math.max(...plan.tables.map(({ bytesPerShard }) => bytesPerShard))).toBeLessThan(SHARD_BYTES_MAX);
    expect(Math.max(...plan.tables.map(({ rowsPerShard }) => rowsPerShard))).toBeLessThan(SHARD_ROWS_MAX);
  });

  it('leave room for years of months', () => {
    expect(plan.shardsPerNodeAndYear).toBe((4 * 12 * 6 * 2) / 3);
    expect(plan.yearsUntilFull).toBeCloseTo(SHARDS_PER_NODE_MAX / 192);
  });

  it('take twice the bytes with twice the swings, and no shard more', () => {
    const twice = shardPlan({ ...FLEET, swingsPerDay: 400 });
    expect(twice.bytesPerNodeAndYear).toBe(2 * plan.bytesPerNodeAndYear);
    expect(twice.shardsPerNodeAndYear).toBe(plan.shardsPerNodeAndYear);
  });
});

it('every space of the embedding has as many numbers, and fewer than a cube takes', () => {
  const spaces = Object.keys(VECTOR_COLUMNS) as (keyof typeof VECTOR_COLUMNS)[];
  expect(spaces.map((space) => projectionOf(space).dims)).toEqual(spaces.map(() => VECTOR_DIMENSIONS));
  expect(VECTOR_DIMENSIONS).toBeLessThanOrEqual(WAREHOUSE_VECTOR_MAX);
});
