/** Controllers that report as fast as they are let, on a thread of their own: the daemon's is the one that is measured. */
import { parentPort, workerData } from 'node:worker_threads';
import { RawClient } from './raw-client.ts';

export interface FloodOrder {
  readonly port: number;
  readonly users: readonly string[];
  readonly password: string;
  readonly ms: number;
}

export interface FloodResult {
  readonly acknowledged: number;
}

/** Reports of one controller that wait for their acknowledgement at once. */
const LANES = 50;

const { port, users, password, ms } = workerData as FloodOrder;
let acknowledged = 0;

async function flood(user: string): Promise<void> {
  const client = await RawClient.open({ host: '127.0.0.1', port });
  await client.connect({ clientId: user, username: user, password: Buffer.from(password) });
  const untilMs = performance.now() + ms;
  const lane = async (number: number): Promise<void> => {
    for (let at = 0; performance.now() < untilMs; at++) {
      const event = JSON.stringify({ id: `${number}-${at}`, type: 'ball-gone' });
      if (await client.publish(`swingbay/bay-7/device/${user}/event`, event)) acknowledged++;
    }
  };
  await Promise.all(Array.from({ length: LANES }, (_, number) => lane(number)));
  await client.disconnect();
}

await Promise.all(users.map(flood));
parentPort?.postMessage({ acknowledged } satisfies FloodResult);
