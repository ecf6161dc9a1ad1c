import { describe, expect, it } from 'vitest';
import type { PoseTrack } from '../pose/pose-track.ts';
import {
  DRAWN_EVENTS_MS,
  type DrawnSwing,
  drawnRebound,
  drawnStretch,
  drawnSwing,
  drawnWaggle,
  REBOUND_MS,
} from './drawn-swing.fixture.ts';
import { EVENT_NAMES } from './event-name.ts';
import { findSwings } from './find-swing.ts';
import type { FoundSwing, SwingClues } from './found-swing.ts';

const NO_CLUES: SwingClues = { read: null, sounds: [], impactHintMs: null, handedness: null, sharedClock: true };
const GOLFER: DrawnSwing = { role: 'face-on', handedness: 'right', fps: 60 };

function found(tracks: readonly PoseTrack[], clues: Partial<SwingClues> = {}): FoundSwing[] {
  return findSwings(
    tracks.map((track) => ({ track, role: null })),
    { ...NO_CLUES, ...clues },
  );
}

function timeOf(swing: FoundSwing | undefined, name: string): number {
  return swing?.events.find((event) => event.name === name)?.timeMs ?? Number.NaN;
}

describe.each(['face-on', 'down-the-line'] as const)('a drawn swing seen %s', (role) => {
  it.each(['right', 'left'] as const)('is found whole with its view and its %s hand', (handedness) => {
    const [swing, ...others] = found([drawnSwing({ ...GOLFER, role, handedness })]);
    expect(others).toEqual([]);
    expect(swing?.roles).toEqual([role]);
    expect(swing?.handedness).toBe(handedness);
    expect(swing?.slowMotion.suspected).toBe(false);
    expect(swing?.events.map(({ name }) => name)).toEqual([...EVENT_NAMES]);
    for (const name of ['mid-backswing', 'top', 'mid-downswing', 'impact', 'mid-follow-through'] as const) {
      expect(Math.abs(timeOf(swing, name) - (DRAWN_EVENTS_MS[name] ?? 0)), name).toBeLessThan(60);
    }
    // When stillness begins and ends is soft in a drawn golfer, as in a real one.
    for (const name of ['address', 'toe-up', 'finish'] as const) {
      expect(Math.abs(timeOf(swing, name) - (DRAWN_EVENTS_MS[name] ?? 0)), name).toBeLessThan(300);
    }
  });

  it('has its events in order, each in a frame of its own, whatever the frame rate', () => {
    for (const fps of [24, 30, 60, 120]) {
      const [swing] = found([drawnSwing({ ...GOLFER, role, fps })]);
      const frames = swing?.events.map(({ frame }) => frame['drawn'] ?? -1) ?? [];
      expect(frames.length).toBe(8);
      expect(frames.every((frame, i) => i === 0 || frame > (frames[i - 1] ?? 0))).toBe(true);
      expect(Math.abs(timeOf(swing, 'impact') - 1965)).toBeLessThan(50);
    }
  });

  it('is the same swing four times slower, and said to be slowed', () => {
    const [swing] = found([drawnSwing({ ...GOLFER, role, fps: 30, slowness: 4 })]);
    expect(swing?.slowMotion).toEqual({ suspected: true, factor: null });
    expect(Math.abs(timeOf(swing, 'impact') / 4 - 1965)).toBeLessThan(50);
    expect(Math.abs(timeOf(swing, 'top') / 4 - 1715)).toBeLessThan(60);
  });

  it('does not depend on the size of the golfer in the picture', () => {
    const [large] = found([drawnSwing({ ...GOLFER, role, torsoPixels: 200 })]);
    const [small] = found([drawnSwing({ ...GOLFER, role, torsoPixels: 25 })]);
    expect(small?.events.map(({ frame }) => frame)).toEqual(large?.events.map(({ frame }) => frame));
  });
});

it.each(['right', 'left'] as const)(
  'ends a %s-hander’s swing without a held pose where the hands turn',
  (handedness) => {
    const [swing] = found([drawnRebound({ ...GOLFER, handedness })]);
    expect(swing?.events.find(({ name }) => name === 'finish')?.by).toBe('hands');
    expect(Math.abs(timeOf(swing, 'finish') - REBOUND_MS)).toBeLessThan(50);
  },
);

it('takes a waggle for no swing', () => {
  expect(found([drawnWaggle(GOLFER)])).toEqual([]);
  expect(found([drawnWaggle({ ...GOLFER, role: 'down-the-line' })])).toEqual([]);
});

it('takes arms that are raised and lowered apart from each other for no swing', () => {
  expect(found([drawnStretch(GOLFER)])).toEqual([]);
});

it('takes a clip without a person for no swing', () => {
  const track = drawnSwing(GOLFER);
  track.presence.fill(0);
  track.image.fill(Number.NaN);
  expect(found([track])).toEqual([]);
});

it('survives a golfer who is lost for a few frames', () => {
  const track = drawnSwing(GOLFER);
  for (const frame of [40, 41, 90, 91, 92]) track.presence[frame] = 0;
  expect(Math.abs(timeOf(found([track])[0], 'impact') - 1965)).toBeLessThan(50);
});

it('believes a sound at impact that agrees with the hands, and no other', () => {
  const sounds = [
    { timeMs: 1200, strength: 80, uncertaintyMs: 1 },
    { timeMs: 1975, strength: 40, uncertaintyMs: 1 },
  ];
  const [swing] = found([drawnSwing(GOLFER)], { sounds });
  const impact = swing?.events.find(({ name }) => name === 'impact');
  expect(impact).toMatchObject({ timeMs: 1975, by: 'sound' });
  // The last picture at or before 1975 ms at 60 a second.
  expect(impact?.frame['drawn']).toBe(118);
  expect(found([drawnSwing(GOLFER)], { sounds: sounds.slice(0, 1) })[0]?.heard).toBeNull();
});

it('takes impact from the beam over the ball rather than from its sound, and doubts it where they disagree', () => {
  const sounds = [{ timeMs: 1974, strength: 40, uncertaintyMs: 1.5 }];
  const impactBy = (beamMs: number) => {
    const stamps = [{ by: 'beam' as const, timeMs: beamMs, uncertaintyMs: 0.2 }];
    return found([drawnSwing(GOLFER)], { sounds, stamps })[0]?.events.find(({ name }) => name === 'impact');
  };
  expect(impactBy(1973)).toMatchObject({ timeMs: 1973, by: 'beam', confidence: 0.99 });
  expect(impactBy(1955)).toMatchObject({ timeMs: 1955, by: 'beam', confidence: 0.7 });
});

it('stays with the pictures where the beam speaks of another moment of the stroke, and is less sure of them', () => {
  const impactOf = (stamps: SwingClues['stamps'] = []) =>
    found([drawnSwing(GOLFER)], { stamps })[0]?.events.find(({ name }) => name === 'impact');
  const seen = impactOf();
  const doubted = impactOf([{ by: 'beam', timeMs: 2200, uncertaintyMs: 0.2 }]);
  expect(doubted).toMatchObject({ timeMs: seen?.timeMs, by: seen?.by });
  expect(doubted?.confidence).toBeLessThan(seen?.confidence ?? 0);
  expect(impactOf([{ by: 'beam', timeMs: 4000, uncertaintyMs: 0.2 }])).toEqual(seen);
});

it('puts two views of one clock together as one swing with a frame of each camera', () => {
  const tracks = [
    drawnSwing({ ...GOLFER, camera: 'front' }),
    drawnSwing({ ...GOLFER, role: 'down-the-line', camera: 'side' }),
  ];
  const swings = found(tracks);
  expect(swings).toHaveLength(1);
  expect(swings[0]?.roles).toEqual(['face-on', 'down-the-line']);
  for (const { frame } of swings[0]?.events ?? []) expect(Object.keys(frame)).toEqual(['front', 'side']);
});

it('aligns two files without a common clock by what they show', () => {
  const front = drawnSwing({ ...GOLFER, camera: 'front' });
  const side = drawnSwing({ ...GOLFER, role: 'down-the-line', camera: 'side' });
  const late: PoseTrack = {
    ...side,
    timesMs: side.timesMs.slice(0, -12),
    image: side.image.slice(12 * 33 * 4),
    world: side.world.slice(12 * 33 * 3),
    presence: side.presence.slice(12),
  };
  const [swing] = found([front, late], { sharedClock: false });
  const impact = swing?.events.find(({ name }) => name === 'impact');
  expect(Math.abs((impact?.frame['front'] ?? 0) - (impact?.frame['side'] ?? 0) - 12)).toBeLessThanOrEqual(2);
});
