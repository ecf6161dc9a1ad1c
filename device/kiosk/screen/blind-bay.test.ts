import { expect, it } from 'vitest';
import type { LiveCamera } from '../../api/contract/realtime.ts';
import { isBayBlind } from './blind-bay.ts';
import { warningWords } from './warning-words.ts';

const camera = (name: string, role: LiveCamera['role']): LiveCamera => ({ name, role, width: 1, height: 1, fps: 60 });
const cameras = [camera('left-wall', 'face-on'), camera('back-wall', 'down-the-line')];
const warning = (code: string, name: string | null) => ({ code, message: 'm', hint: 'h', camera: name });
const stalled = warning('camera/stalled', 'left-wall');
const died = warning('camera/died', 'back-wall');

it('is not blind while one camera gives pictures, and be it one that was turned', () => {
  expect(isBayBlind(cameras, [])).toBe(false);
  expect(isBayBlind(cameras, [stalled])).toBe(false);
  expect(isBayBlind(cameras, [stalled, warning('camera/moved', 'back-wall')])).toBe(false);
});

it('is blind once none is left, whatever each of them lacks', () => {
  expect(isBayBlind(cameras, [stalled, died])).toBe(true);
  expect(isBayBlind([camera('left-wall', 'face-on')], [stalled])).toBe(true);
});

it('says of a bay that was given no camera nothing of its cameras', () => {
  expect(isBayBlind([], [warning('store/disk-full', null)])).toBe(false);
});

it('tells nobody to play on where no camera is left, and says it once', () => {
  const words = warningWords([stalled, died, warning('store/disk-low', null)], cameras);
  expect(words.map(({ title }) => title)).toEqual(['No camera gives a picture', 'The bay’s disk is nearly full']);
  expect(words[0]?.hint).toContain('tell the staff');
  expect(words[0]?.hint).not.toContain('keep playing');
});

it('speaks of several cameras as of several', () => {
  const three = [...cameras, camera('ceiling', 'other')];
  const [words] = warningWords([stalled, warning('camera/stalled', 'back-wall')], three);
  expect(words?.hint).toMatch(/^They restart/);
  expect(warningWords([stalled], three)[0]?.hint).toMatch(/^It restarts/);
});
