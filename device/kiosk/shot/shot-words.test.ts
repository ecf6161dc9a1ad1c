import { afterEach, describe, expect, it } from 'vitest';
import { SCRIPTED_SHOT } from '../dev/scripted-shot.ts';
import { speak } from '../locales/language.ts';
import { shotWords } from './shot-words.ts';
import { unitsFor } from './units.ts';

const said = (words: ReturnType<typeof shotWords>['first']) =>
  words.map(({ key, value, unit, side }) => [key.replace('shot.', ''), value, unit, side].filter(Boolean).join(' '));

afterEach(() => speak('en'));

describe('a shot in words', () => {
  it('begins with what a golfer asks for, in English miles and yards', () => {
    expect(said(shotWords(SCRIPTED_SHOT, unitsFor('en', null)).first)).toEqual([
      ...['carry 163 yd', 'ball-speed 130.6 mph', 'launch 14.2 °', 'direction 1.8 ° left', 'spin 5,480 rpm'],
    ]);
  });

  it('speaks in the units of each language, and in those that a bay was set to', async () => {
    await speak('de');
    expect(said(shotWords(SCRIPTED_SHOT, unitsFor('de', 'auto')).first).slice(0, 2)).toEqual([
      ...['carry 149 m', 'ball-speed 210 km/h'],
    ]);
    expect(said(shotWords(SCRIPTED_SHOT, unitsFor('de', 'imperial')).first)[0]).toBe('carry 163 yd');
    await speak('ja');
    expect(said(shotWords(SCRIPTED_SHOT, unitsFor('ja', 'auto')).first).slice(0, 2)).toEqual([
      ...['carry 163 yd', 'ball-speed 58.4 m/s'],
    ]);
    expect(said(shotWords(SCRIPTED_SHOT, unitsFor('ja', 'metric')).first)[0]).toBe('carry 149 m');
  });

  it('leaves out what was not measured, and never says nought for it', () => {
    const ball = { ...SCRIPTED_SHOT.ball, spinRpm: null, carryM: null } as NonNullable<typeof SCRIPTED_SHOT.ball>;
    const words = shotWords({ ...SCRIPTED_SHOT, ball, club: null }, unitsFor('en', null));
    expect(words.first.map(({ key }) => key)).toEqual(['shot.ball-speed', 'shot.launch', 'shot.direction']);
    expect(words.club).toEqual([]);
    expect(shotWords({ ...SCRIPTED_SHOT, ball: null, club: null }, unitsFor('en', null)).first).toEqual([]);
  });

  it('calls a ball straight that leaves the target line by less than can be read', () => {
    const ball = { ...SCRIPTED_SHOT.ball, directionDeg: -0.03 } as NonNullable<typeof SCRIPTED_SHOT.ball>;
    const { first } = shotWords({ ...SCRIPTED_SHOT, ball }, unitsFor('en', null));
    expect(first.find(({ key }) => key === 'shot.direction')).toMatchObject({ value: '0.0', side: 'straight' });
  });
});
