/** Whether the number that each drill aims at has moved since it was begun: for the player and for their coach. */
import { setImmediate } from 'node:timers/promises';
import type { Store } from '../../store/store.ts';
import { DRILLS } from '../../swing/drills/drill-catalogue.ts';
import { catalogueEntry } from '../../swing/metrics/metric-catalogue.ts';
import { drillEffect } from '../../swing/progress/drill-effect.ts';
import { bySession } from '../../swing/progress/shot-readings.ts';
import type { DrillEffects } from '../contract/progress.ts';
import { shotHistoryOf } from './shot-history.ts';

export async function drillEffectsOf(store: Store, player: string): Promise<DrillEffects> {
  const done = store.players.drillsDoneBy(player);
  if (done.length === 0) return { drills: [] };
  const sessions = bySession((await shotHistoryOf(store, player)).shots);
  const drills: DrillEffects['drills'] = [];
  for (const [drill, times] of Map.groupBy(done, (each) => each.drill)) {
    const begunAt = times.at(-1)?.doneAt ?? '';
    const known = DRILLS.find(({ id }) => id === drill);
    const found = known === undefined ? null : drillEffect(known, begunAt, sessions);
    const told = { drill, times: times.length, begunAt, lastAt: times[0]?.doneAt ?? begunAt };
    drills.push({ ...told, effect: found === null ? null : effectBody(found) });
    await setImmediate();
  }
  return { drills };
}

function effectBody(
  effect: NonNullable<ReturnType<typeof drillEffect>>,
): NonNullable<DrillEffects['drills'][number]['effect']> {
  const { sessionsBefore, sessionsSince, ...said } = effect;
  const { unit, decimals } = catalogueEntry(effect.metric);
  return { ...said, unit, decimals, visitsBefore: sessionsBefore, visitsSince: sessionsSince };
}
