import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hasMosquittoClients, tryPrograms } from '../../device/cli/bench/broker/client-programs.ts';
import { openProvingBridge, type ProvingBridge } from '../../device/cli/bench/broker/proving-bridge.ts';

const hasOpenssl = spawnSync('openssl', ['version'], { stdio: 'ignore' }).status === 0;
if (!hasMosquittoClients()) process.stdout.write('mosquitto_pub and mosquitto_sub are not installed: left out here\n');
if (!hasOpenssl) process.stdout.write('openssl is not installed: no certificates, no clients over TLS\n');

let proving: ProvingBridge;

beforeAll(async () => {
  proving = await openProvingBridge();
});

afterAll(() => proving.close());

it.skipIf(!hasOpenssl)(
  'the programs that facilities use get a command in and its answer out by every door',
  async () => {
    const results = await tryPrograms(proving);
    expect(results.filter(({ problem }) => problem !== null)).toEqual([]);
    expect(results.length).toBeGreaterThanOrEqual(hasMosquittoClients() ? 9 : 5);
  },
);
