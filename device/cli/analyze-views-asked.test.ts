import { InvalidArgumentError } from 'commander';
import { expect, it } from 'vitest';
import { collectView, viewsAsked } from './analyze-views-asked.ts';

it('reads a role and a file, which may hold an equals sign', () => {
  expect(collectView('face-on=a=b.mp4')).toEqual([{ role: 'face-on', file: 'a=b.mp4' }]);
});

it('refuses a role that there is not, and a view without a file', () => {
  expect(() => collectView('behind=a.mp4')).toThrow(InvalidArgumentError);
  expect(() => collectView('face-on=')).toThrow(InvalidArgumentError);
});

it('names cameras for their view or their file, each once', () => {
  const views = viewsAsked(['x/swing.mp4', 'y/swing.mov'], [{ role: 'face-on', file: 'a.mp4' }]);
  expect(views.map(({ name, role }) => [name, role])).toEqual([
    ['face-on', 'face-on'],
    ['swing', null],
    ['swing-2', null],
  ]);
});
