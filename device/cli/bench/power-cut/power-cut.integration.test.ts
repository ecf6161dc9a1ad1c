import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { cutPower } from './power-cut.bench.ts';

const canTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;
if (!canTrace) process.stdout.write('Power cuts are not tested: they need strace, and the right to trace.\n');

describe.skipIf(!canTrace)('a bay whose power is cut', () => {
  it('has every swing, report, file, player and deletion that it had acknowledged', async () => {
    const tally = await cutPower({ swings: 10, cuts: 30, isSafe: true });
    expect(tally).toMatchObject({ cuts: 30, cutsWithLoss: 0, damaged: 0 });
    expect(tally.facts).toBeGreaterThan(20);
  });

  it('would lose some if its database flushed as most recipes have it, and the measurement sees that', async () => {
    const tally = await cutPower({ swings: 10, cuts: 30, isSafe: false });
    expect(tally.cutsWithLoss).toBeGreaterThan(0);
    expect(tally.damaged).toBe(0);
  });
});
