/** Plays hand paths, sounds, balls and shots through the bay's machine as they would arrive, for its tests. */
import { NS_PER_MS } from '../clock/clock.ts';
import {
  advanceBay,
  type BayEffect,
  type BayEvent,
  type BayMachine,
  type BaySenses,
  newBayMachine,
} from './bay-machine.ts';
import { type HandPath, samplesOf } from './live-swing.fixture.ts';

export interface Played {
  readonly machine: BayMachine;
  readonly effects: BayEffect[];
  /** When each effect came, in milliseconds. */
  readonly effectsAtMs: number[];
}

export interface PlayOptions extends Partial<BaySenses> {
  readonly soundsMs?: readonly number[];
  /** Beside those, with a level of their own. */
  readonly sounds?: readonly { readonly atMs: number; readonly levelDb: number }[];
  readonly balls?: readonly { readonly type: 'present' | 'gone'; readonly atMs: number }[];
  readonly shotsReceivedMs?: readonly number[];
  readonly others?: readonly { readonly atMs: number; readonly event: BayEvent }[];
  readonly posesPerSecond?: number;
  readonly poseDelayMs?: number;
}

export const OWN_LEVEL_DB = -12;
/** A sound is reported 40 ms after it was made: its way to the microphone and a block of samples. */
const SOUND_LATE_MS = 40;
const BEAM_LATE_MS = 8;
const POSE_LATE_MS = 60;

/** In order of time, with a tick every 50 ms and three seconds of ticks after. */
export function play(cameras: Record<string, HandPath>, options: PlayOptions = {}): Played {
  const events: { atNs: number; event: BayEvent }[] = [];
  const at = (ms: number, event: BayEvent): void => void events.push({ atNs: ms * NS_PER_MS, event });
  const poseLateMs = options.poseDelayMs ?? POSE_LATE_MS;
  for (const [camera, path] of Object.entries(cameras)) {
    for (const { atNs, stance } of samplesOf(path, options.posesPerSecond ?? 25)) {
      at(atNs / NS_PER_MS + poseLateMs, { type: 'pose', camera, atNs, stance });
    }
  }
  const soundsMs = (options.soundsMs ?? []).map((atMs) => ({ atMs, levelDb: OWN_LEVEL_DB }));
  for (const { atMs, levelDb } of [...soundsMs, ...(options.sounds ?? [])]) {
    const sound = { atNs: atMs * NS_PER_MS, strength: 30, levelDb, uncertaintyNs: NS_PER_MS };
    at(atMs + SOUND_LATE_MS, { type: 'sound', sound });
  }
  for (const { type, atMs } of options.balls ?? []) {
    const change = { type, atNs: atMs * NS_PER_MS, uncertaintyNs: 0.3 * NS_PER_MS };
    at(atMs + BEAM_LATE_MS, { type: 'ball', change });
  }
  for (const receivedMs of options.shotsReceivedMs ?? []) {
    const shot = { receivedNs: receivedMs * NS_PER_MS, delay: null, hasBallFlight: true };
    at(receivedMs, { type: 'shot', shot });
  }
  for (const { atMs, event } of options.others ?? []) at(atMs, event);
  const endNs = Math.max(...events.map((one) => one.atNs)) + 3_000 * NS_PER_MS;
  for (let atNs = 0; atNs <= endNs; atNs += 50 * NS_PER_MS) events.push({ atNs, event: { type: 'tick' } });
  events.sort((a, b) => a.atNs - b.atNs);

  let machine = newBayMachine({ microphone: true, ...options });
  const effects: BayEffect[] = [];
  const effectsAtMs: number[] = [];
  for (const { atNs, event } of events) {
    const step = advanceBay(machine, event, atNs);
    machine = step.machine;
    effects.push(...step.effects);
    effectsAtMs.push(...step.effects.map(() => atNs / NS_PER_MS));
  }
  return { machine, effects, effectsAtMs };
}
