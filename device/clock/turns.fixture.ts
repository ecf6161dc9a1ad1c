/** How often everybody else has their turn while something goes on: what keeps the event loop has one turn, at its end. */
import { setImmediate as nextTurn } from 'node:timers/promises';

export async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let isOver = false;
  let turns = 0;
  const ending = work().finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await nextTurn();
    turns++;
  }
  await ending;
  return turns;
}
