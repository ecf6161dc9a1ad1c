import { describe, expect, it } from 'vitest';
import { orderOf, type Pressed } from './stage-shortcuts.ts';

const press = (key: string, change: Partial<Pressed> = {}) =>
  orderOf({ key, isShift: false, isCommand: false, isAlt: false, on: 'stage', ...change });

describe('a key on the stage', () => {
  it('plays, steps, leaps and goes to the moments of the swing', () => {
    expect(press(' ')).toEqual({ order: 'play-or-pause' });
    expect(press('ArrowLeft')).toEqual({ order: 'step', frames: -1 });
    expect(press('ArrowRight', { isShift: true })).toEqual({ order: 'step', frames: 10 });
    expect(press('4')).toEqual({ order: 'event', event: 'top' });
    expect(press('6')).toEqual({ order: 'event', event: 'impact' });
    expect(press('9')).toBeNull();
  });

  it('takes a tool, undoes and redoes', () => {
    expect(press('g')).toEqual({ order: 'draw', kind: 'angle' });
    expect(press('z', { isCommand: true })).toEqual({ order: 'undo' });
    expect(press('Z', { isCommand: true, isShift: true })).toEqual({ order: 'redo' });
    expect(press('y', { isCommand: true })).toEqual({ order: 'redo' });
  });

  it('leaves to buttons, sliders and fields what is theirs', () => {
    expect(press(' ', { on: 'button' })).toBeNull();
    expect(press('ArrowLeft', { on: 'slider' })).toBeNull();
    for (const key of ['a', ' ', '4', 's']) expect(press(key, { on: 'field' })).toBeNull();
  });

  it('means nothing with keys that belong to the browser', () => {
    expect(press('l', { isCommand: true })).toBeNull();
    expect(press('a', { isAlt: true })).toBeNull();
    expect(press('toString')).toBeNull();
  });
});
