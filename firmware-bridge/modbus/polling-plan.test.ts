import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modbusConfigSchema } from './modbus.config.ts';
import { inputsOf, planReads, roundMs, TABLES } from './polling-plan.ts';

const point = fc.record({
  unit: fc.integer({ min: 1, max: 3 }),
  table: fc.constantFrom(...TABLES),
  address: fc.nat({ max: 2_000 }),
});

describe('the plan of readings', () => {
  it('reads every point, none twice, and never more at once than the protocol allows', () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 60 }), (points) => {
        const blocks = planReads(points);
        for (const { unit, table, address } of points) {
          const holding = blocks.filter(
            (block) =>
              block.unit === unit &&
              block.table === table &&
              address >= block.address &&
              address < block.address + block.count,
          );
          expect(holding).toHaveLength(1);
        }
        for (const { table, count } of blocks)
          expect(count).toBeLessThanOrEqual(table.endsWith('register') ? 125 : 2_000);
      }),
    );
  });

  it('reads neighbours together and what is far by itself', () => {
    const at = (address: number) => ({ unit: 1, table: 'input-register' as const, address });
    expect(planReads([at(4), at(0), at(9), at(200)])).toEqual([
      { ...at(0), count: 10 },
      { ...at(200), count: 1 },
    ]);
  });

  it('takes as long as its bytes do', () => {
    const config = modbusConfigSchema.parse({
      port: '/dev/null',
      baudRate: 9_600,
      devices: [{ id: 'beam', kind: 'ball-beam', contact: { unit: 1, address: 0 } }],
    });
    // 14 characters of 11 bits and two pauses of 3.5 characters, and what a module thinks.
    expect(roundMs(planReads(inputsOf(config.devices)), config)).toBeCloseTo(((14 + 7) * 11_000) / 9_600 + 4, 6);
  });
});
