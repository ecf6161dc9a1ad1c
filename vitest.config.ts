import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const POLL_TIMEOUT_MS = 15_000;
/** What page tests make once is shared by all of a run. */
const RUN_FOLDER = './device/kiosk/run-folder.fixture.ts';
const ALL_TESTS = '**/*.test.ts';

interface Tier {
  readonly name: string;
  readonly timeoutMs: number;
  /** How many files run beside each other. */
  readonly files: number;
  readonly globalSetup?: string;
}

/**
 * The tiers of CONTRIBUTING, told apart by the file's name alone.
 * Where one file runs at a time, it may measure: what it holds against its limits is nobody else's work. Where several
 * do, each has ports, folders and servers of its own and asserts no time. Integration tests wait for more than half of
 * their time, so that three fill two cores; a Chromium that draws without a graphics card keeps one core busy.
 */
const TIERS: readonly Tier[] = [
  // Adapters are held against real time as well; two of them leave most of the machine to each other.
  { name: 'contract', timeoutMs: 60_000, files: 2 },
  { name: 'integration', timeoutMs: 120_000, files: 3, globalSetup: RUN_FOLDER },
  { name: 'page', timeoutMs: 240_000, files: 2, globalSetup: RUN_FOLDER },
  { name: 'e2e', timeoutMs: 300_000, files: 1 },
];
const UNIT: Tier = { name: 'unit', timeoutMs: 20_000, files: Math.max(2, availableParallelism()) };

const patternOf = ({ name }: Tier) => `**/*.${name}.test.ts`;

const project = (tier: Tier, order: number) => ({
  test: {
    name: tier.name,
    include: [tier === UNIT ? ALL_TESTS : patternOf(tier)],
    exclude: ['node_modules/**', 'dist/**', ...(tier === UNIT ? TIERS.map(patternOf) : [])],
    testTimeout: tier.timeoutMs,
    hookTimeout: tier.timeoutMs,
    maxWorkers: tier.files,
    // One tier after the other, where several are asked for.
    sequence: { groupOrder: order },
    globalSetup: tier.globalSetup ?? [],
    // What talks to real servers gets a second try; the result of the run names whoever needed it.
    retry: tier === UNIT ? 0 : 1,
    // What is waited for is promised within a second or two, and this machine may be busy.
    expect: { poll: { timeout: POLL_TIMEOUT_MS } },
  },
});

export default defineConfig({ test: { projects: [UNIT, ...TIERS].map(project) } });
