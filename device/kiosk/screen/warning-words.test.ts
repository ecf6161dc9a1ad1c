import { expect, it } from 'vitest';
import type { LiveCamera } from '../../api/contract/realtime.ts';
import { warningWords } from './warning-words.ts';

const camera = (name: string, role: LiveCamera['role']): LiveCamera => ({ name, role, width: 1, height: 1, fps: 60 });
const cameras = [camera('left-wall', 'face-on'), camera('back-wall', 'down-the-line')];
const stalled = (name: string) => ({ code: 'camera/stalled', message: 'm', hint: 'h', camera: name });

it('calls a camera by what it sees, not by its name in the configuration', () => {
  expect(warningWords([stalled('left-wall')], cameras)[0]?.title).toBe('The face-on camera has stopped');
});

it('says once what several cameras lack', () => {
  const three = [...cameras, camera('ceiling', 'other')];
  const words = warningWords([stalled('left-wall'), stalled('back-wall')], three);
  expect(words.map((each) => each.title)).toEqual(['The face-on and down-the-line cameras have stopped']);
});

it('tells player and staff what a moved camera means', () => {
  const [words] = warningWords([{ ...stalled('left-wall'), code: 'camera/moved' }], cameras);
  expect(words?.title).toBe('The face-on camera has been moved');
  expect(words?.hint).toContain('keep playing');
  expect(words?.hint).toContain('Staff');
});

it('passes on the bay’s own words where the screen has none', () => {
  const odd = { code: 'bay/odd', message: 'Something is odd.', hint: 'Look at it.', camera: null };
  expect(warningWords([odd], cameras)).toEqual([{ code: 'bay/odd', title: 'Something is odd.', hint: 'Look at it.' }]);
});
