import { describe, expect, it } from 'vitest';
import { soundTrack } from './export-scenario.ts';
import { MODEL_GOLFER } from './golfer.ts';
import { BAY_MICROPHONE, BaySound, hearingDelayMs, SAMPLE_RATE } from './sound.ts';
import { SwingMotion } from './swing-motion.ts';
import { truthOf } from './truth.ts';

const loudest = (samples: Int16Array, fromMs: number, toMs: number): number => {
  const part = samples.subarray((fromMs * SAMPLE_RATE) / 1000, (toMs * SAMPLE_RATE) / 1000);
  return part.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
};

describe('the sound of the bay', () => {
  it('is the same in blocks of any size', () => {
    const whole = new BaySound(5);
    const pieces = new BaySound(5);
    whole.strike(30_000);
    pieces.strike(30_000);
    const a = whole.block(96_000);
    const b = new Int16Array(96_000);
    for (let at = 0; at < b.length; at += 480) b.set(pieces.block(480), at);
    expect(Buffer.from(a.buffer).equals(Buffer.from(b.buffer))).toBe(true);
  });

  it('has the impact late by its way through the air and the device, far louder than anybody else’s', () => {
    const truth = truthOf(new SwingMotion(MODEL_GOLFER), []);
    const track = soundTrack(truth, 3, BAY_MICROPHONE);
    const heardMs = (truth.impactMs ?? 0) + hearingDelayMs(BAY_MICROPHONE);
    const first = track.findIndex((sample) => Math.abs(sample) > 9000);
    expect(Math.abs((first / SAMPLE_RATE) * 1000 - heardMs)).toBeLessThan(1);
    expect(loudest(track, 0, heardMs - 5)).toBeLessThan(0.4 * loudest(track, heardMs, heardMs + 10));
  });

  it('has no click in a practice swing', () => {
    const truth = truthOf(new SwingMotion(MODEL_GOLFER, { kind: 'practice' }), []);
    expect(loudest(soundTrack(truth, 3, BAY_MICROPHONE), 0, truth.durationMs)).toBeLessThan(6000);
  });
});
