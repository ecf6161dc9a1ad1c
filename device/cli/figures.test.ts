import { expect, it } from 'vitest';
import { figuresPage } from './figures.ts';

it('says of every figure whether its promise was kept, and of a told figure nothing', () => {
  const page = figuresPage([
    {
      bench: 'capture',
      commit: 'abc1234',
      machine: '2 × a processor, 8 GiB',
      figures: [
        { name: 'dropped frames', value: 0, unit: 'frames', floor: null, ratio: null, limit: 0, ok: true },
        { name: 'CPU time', value: 4.20049, unit: 's', floor: 1.2, ratio: 3.5004, limit: 2, ok: false },
        { name: 'frames a second', value: 479.5, unit: 'fps', floor: null, ratio: null, limit: null, ok: true },
      ],
    },
  ]);
  expect(page).toContain('| dropped frames | 0 frames |  |  | 0 | yes |');
  expect(page).toContain('| CPU time | 4.2 s | 1.2 | 3.5 | 2 | **no** |');
  expect(page).toContain('| frames a second | 479.5 fps |  |  |  |  |');
  expect(page).toContain('Commit abc1234, on 2 × a processor, 8 GiB.');
});

it('exchanges the figures of the benches that ran, where they stand, and keeps the others', () => {
  const of = (bench: string, value: number) => ({
    ...{ bench, commit: 'abc1234', machine: '2 × a processor, 8 GiB' },
    figures: [{ name: 'swings', value, unit: 'swings', floor: null, ratio: null, limit: null, ok: true }],
  });
  const before = figuresPage([of('capture', 1), of('outbox', 2)]);
  expect(figuresPage([of('capture', 3), of('drain', 4)], before)).toBe(
    figuresPage([of('capture', 3), of('outbox', 2), of('drain', 4)]),
  );
});
