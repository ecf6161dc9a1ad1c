import { defineConfig } from 'vitest/config';

const POLL_TIMEOUT_MS = 15_000;
/** What page tests make once is shared by all of a run. */
const RUN_FOLDER = './device/kiosk/run-folder.fixture.ts';

/**
 * The tiers of CONTRIBUTING, told apart by the file's name alone.
 * Nothing outside `unit` may assume that it runs beside another file: servers, cameras and cores are shared.
 */
const tier = (name: string, include: string[], options: { timeoutMs: number; alone: boolean; exclude?: string[] }) => ({
  test: {
    name,
    include,
    exclude: ['node_modules/**', 'dist/**', ...(options.exclude ?? [])],
    testTimeout: options.timeoutMs,
    hookTimeout: options.timeoutMs,
    fileParallelism: !options.alone,
    globalSetup: name === 'integration' ? [RUN_FOLDER] : [],
    // What is waited for is promised within a second or two, and this machine may be busy.
    expect: { poll: { timeout: POLL_TIMEOUT_MS } },
  },
});

export default defineConfig({
  test: {
    projects: [
      tier('unit', ['**/*.test.ts'], {
        timeoutMs: 20_000,
        alone: false,
        exclude: ['**/*.contract.test.ts', '**/*.integration.test.ts', '**/*.e2e.test.ts'],
      }),
      tier('contract', ['**/*.contract.test.ts'], { timeoutMs: 60_000, alone: true }),
      tier('integration', ['**/*.integration.test.ts'], { timeoutMs: 120_000, alone: true }),
      tier('e2e', ['**/*.e2e.test.ts'], { timeoutMs: 300_000, alone: true }),
    ],
  },
});
