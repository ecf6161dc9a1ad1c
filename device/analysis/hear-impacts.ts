/** Impacts in the sound of a clip. A sound track that cannot be read costs a clue, not the analysis. */
import { findImpacts } from '../capture/impact-detector.ts';
import { readSound } from '../capture/sound-reader.ts';
import type { HeardImpact } from '../swing/events/sound-clue.ts';

/** Times on the file's own clock. */
export async function hearImpacts(file: string): Promise<HeardImpact[]> {
  const sound = await readSound(file);
  if (sound === null) return [];
  return findImpacts(sound.samples, sound.sampleRate).map(({ timeMs, strength, uncertaintyMs }) => ({
    timeMs: timeMs + sound.startMs,
    strength,
    uncertaintyMs,
  }));
}
