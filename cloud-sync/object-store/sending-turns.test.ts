import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Sent, SendingTurns } from './sending-turns.ts';

const AT_ONCE = 3;

/** Works that end when they are told to. */
function workshop() {
  const turns = new SendingTurns(AT_ONCE);
  const running: { readonly what: Sent; readonly name: number; readonly end: (failure?: Error) => void }[] = [];
  let names = 0;
  const begin = (what: Sent): Promise<unknown> => {
    const name = names++;
    return turns
      .run(
        what,
        () =>
          new Promise<void>((resolve, reject) => {
            running.push({ what, name, end: (failure) => (failure === undefined ? resolve() : reject(failure)) });
          }),
      )
      .catch(() => undefined);
  };
  const end = async (at: number, failure?: Error): Promise<void> => {
    running.splice(at, 1)[0]?.end(failure);
    await settled();
  };
  return { begin, end, running };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('lets so many go at once, and the next in the order in which they came', async () => {
  const { begin, end, running } = workshop();
  for (let file = 0; file < 5; file++) void begin('file');
  await settled();
  expect(running.map(({ name }) => name)).toEqual([0, 1, 2]);
  await end(1);
  expect(running.map(({ name }) => name)).toEqual([0, 2, 3]);
});

it('lets one document go beside files that have every turn, and the next before files that wait', async () => {
  const { begin, end, running } = workshop();
  for (let file = 0; file < 5; file++) void begin('file');
  for (let document = 0; document < 2; document++) void begin('document');
  await settled();
  expect(running.map(({ what }) => what)).toEqual(['file', 'file', 'file', 'document']);
  await end(0);
  await end(0);
  expect(running.map(({ what }) => what)).toEqual(['file', 'document', 'document']);
});

it('hands a turn on when work fails', async () => {
  const { begin, end, running } = workshop();
  for (let file = 0; file < 4; file++) void begin('file');
  await settled();
  await end(0, new Error('the line is down'));
  expect(running.map(({ name }) => name)).toEqual([1, 2, 3]);
});

it('ends with everything done, and never has more than one beyond its number', async () => {
  const acts = fc.array(fc.oneof(fc.constantFrom<Sent>('document', 'file'), fc.nat(AT_ONCE)), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(acts, async (story) => {
      const { begin, end, running } = workshop();
      const all: Promise<unknown>[] = [];
      for (const act of story) {
        if (typeof act === 'number') await end(act);
        else all.push(begin(act));
        await settled();
        const documents = running.filter(({ what }) => what === 'document').length;
        expect(running.length).toBeLessThanOrEqual(AT_ONCE + (documents === 1 ? 1 : 0));
      }
      for (let left = 0; running.length > 0 && left <= story.length; left++) await end(0);
      await Promise.all(all);
    }),
    { numRuns: 200 },
  );
});
