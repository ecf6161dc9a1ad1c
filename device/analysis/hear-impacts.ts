/** Impacts in the sound of a clip. A sound track that cannot be read costs a clue, not the analysis. */
import { findImpacts } from '../capture/impact-detector.ts';
import { readSound, type Sound } from '../capture/sound-reader.ts';
import type { HeardImpact } from '../swing/events/sound-clue.ts';
import { backDated, type SoundPath, soundDelayMs } from '../swing/sound/sound-path.ts';
import { AFTER_MS, BEFORE_MS, type ImpactSound } from '../swing/sound/strike-features.ts';

export interface FileSound {
  readonly path: SoundPath;
  readonly sound: Sound;
  /** At the ball, on the file's own clock. */
  readonly impacts: readonly HeardImpact[];
}

/** Null where the file has no sound that can be decoded. */
export async function hearImpacts(file: string, path: SoundPath): Promise<FileSound | null> {
  const sound = await readSound(file);
  if (sound === null) return null;
  const heard = findImpacts(sound.samples, sound.sampleRate).map(({ timeMs, strength, uncertaintyMs }) => ({
    timeMs: timeMs + sound.startMs,
    strength,
    uncertaintyMs,
  }));
  return { path, sound, impacts: backDated(heard, path) };
}

/** A little more than the metric asks for, so that rounding never cuts it short. */
const MARGIN_MS = 5;

/** The sound round an impact that was found at the ball at `timeMs` of the file's clock. */
export function soundRound({ sound, path }: Pick<FileSound, 'sound' | 'path'>, timeMs: number): ImpactSound {
  const { sampleRate, samples, startMs } = sound;
  const at = (ms: number): number => Math.round((ms * sampleRate) / 1000);
  const onset = at(timeMs + soundDelayMs(path) - startMs);
  const from = Math.max(0, onset - at(BEFORE_MS + MARGIN_MS));
  return { sampleRate, samples: samples.slice(from, onset + at(AFTER_MS + MARGIN_MS)), onset: onset - from };
}
