/** The sound of one hour of the range, made sample by sample and put through the bay's own detector. */
import { ImpactDetector } from '../../../capture/impact-detector.ts';
import { backDated } from '../../../swing/sound/sound-path.ts';
import { RangeNoise } from '../../../virtual-bay/range-noise.ts';
import { BAY_MICROPHONE, BaySound, hearingDelayMs, SAMPLE_RATE } from '../../../virtual-bay/sound.ts';
import type { RangeHour } from './range-day.ts';

export interface HeardInBay {
  /** At the ball, as far as the preset knows the microphone's place. */
  readonly atMs: number;
  readonly strength: number;
  readonly levelDb: number;
  readonly uncertaintyMs: number;
  /** When the detector had it. */
  readonly knownMs: number;
}

const BLOCK_S = 1;
/** What the preset believes of its microphone; claps tell a delay to half a millisecond. */
const PRESET = { ...BAY_MICROPHONE, distanceErrorM: 0.1, delayErrorMs: 0.5 };
/** From a sample in the air to the detector: blocks of 10 ms, GStreamer's pipe, and the peak it waits for. */
const DEVICE_LATE_MS = 30;

export function hearHour(hour: RangeHour, seed: number): HeardInBay[] {
  const sound = new BaySound(seed);
  const noise = new RangeNoise(seed);
  const detector = new ImpactDetector(SAMPLE_RATE);
  const lateMs = hearingDelayMs({
    distanceM: BAY_MICROPHONE.distanceM + hour.microphoneOffM,
    delayMs: BAY_MICROPHONE.delayMs + hour.microphoneLateMs,
  });
  const sampleAt = (atMs: number): number => ((atMs + lateMs) / 1_000) * SAMPLE_RATE;
  const heard: HeardInBay[] = [];
  const pending = pendingSounds(hour);
  for (let second = 0; second * 1_000 < hour.durationMs; second += BLOCK_S) {
    // A whistle begins before its moment: what is due in the block after this one is told now.
    for (const due of pending((second + 2 * BLOCK_S) * 1_000)) {
      if (due.kind === 'strike') sound.strike(sampleAt(due.atMs), due.strike);
      else if (due.kind === 'whistle') sound.whistle(sampleAt(due.atMs));
      else if (due.kind === 'dropped') sound.strikeBeside(sampleAt(due.atMs), { ...due, isDull: false });
      else sound.strikeBeside(sampleAt(due.atMs), due);
    }
    const count = BLOCK_S * SAMPLE_RATE;
    const samples = sound.block(count, backgroundOf(hour, noise, second, count));
    const found = detector.push(Float32Array.from(samples, (sample) => sample / 32_768));
    for (const [i, { timeMs, strength, levelDb, uncertaintyMs }] of backDated(found, PRESET).entries()) {
      const knownMs = (found[i]?.timeMs ?? 0) + DEVICE_LATE_MS;
      heard.push({ atMs: timeMs, strength, levelDb, uncertaintyMs, knownMs });
    }
  }
  return heard;
}

function pendingSounds({ strikes, noises }: RangeHour) {
  const all = [...strikes.map((one) => ({ kind: 'strike' as const, ...one })), ...noises];
  const due = all.toSorted((a, b) => a.atMs - b.atMs);
  let next = 0;
  return (untilMs: number) => {
    const from = next;
    while (next < due.length && (due[next]?.atMs ?? 0) < untilMs) next++;
    return due.slice(from, next);
  };
}

function backgroundOf(hour: RangeHour, noise: RangeNoise, second: number, count: number): Float32Array | null {
  const on = hour.backgrounds.filter(({ fromMs, toMs }) => fromMs <= second * 1_000 && second * 1_000 < toMs);
  if (on.length === 0) return null;
  const into = new Float32Array(count);
  for (const { kind, gain } of on) noise.addTo(into, kind, second * SAMPLE_RATE, gain);
  return into;
}
