import { expect, it } from 'vitest';
import { chooseModel } from './model-choice.ts';

const LOAD = { threads: 2, frameMs: { lite: 5, full: 8, heavy: 30 }, withinMs: 1500 };

it('takes the best model that keeps the promise', () => {
  expect(chooseModel({ ...LOAD, frames: 50 })).toEqual({ model: 'heavy', frameStride: 1 });
  expect(chooseModel({ ...LOAD, frames: 180 })).toEqual({ model: 'full', frameStride: 1 });
  expect(chooseModel({ ...LOAD, frames: 300 })).toEqual({ model: 'lite', frameStride: 1 });
});

it('looks at every second frame where even lite is too slow', () => {
  expect(chooseModel({ ...LOAD, frames: 900 })).toEqual({ model: 'lite', frameStride: 2 });
});
