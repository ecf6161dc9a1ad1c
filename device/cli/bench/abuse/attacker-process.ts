/**
 * Attackers in a process of their own: so many deeds a second at the target that was named last, in turns of all
 * attacks. While there is none they do nothing.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { ATTACKS, type Target } from './attacks.ts';

export interface AttackOrder {
  readonly target: Target | null;
  readonly deedsPerSecond: number;
}

export interface AttackTally {
  readonly deeds: number;
}

const AT_ONCE_MAX = 24;
let order: AttackOrder = { target: null, deedsPerSecond: 0 };
let deeds = 0;

process.on('message', (message: AttackOrder) => {
  process.send?.({ deeds } satisfies AttackTally);
  order = message;
  deeds = 0;
});
process.once('disconnect', () => process.exit(0));

let running = 0;
for (let turn = 0; ; turn++) {
  const { target, deedsPerSecond } = order;
  await sleep(target === null ? 50 : 1_000 / deedsPerSecond);
  const attack = ATTACKS[turn % ATTACKS.length];
  if (target === null || attack === undefined || running >= AT_ONCE_MAX) continue;
  running++;
  deeds++;
  void attack.deed(target).finally(() => running--);
}
