import { readSound } from '../capture/sound-reader.ts';
import { NS_PER_MS } from '../clock/clock.ts';
import type { HeardImpact } from '../swing/events/sound-clue.ts';
import { AT_THE_BALL } from '../swing/sound/sound-path.ts';
import type { ImpactSound } from '../swing/sound/strike-features.ts';
import type { AnalysisRequest } from './analysis-request.ts';
import { type FileSound, soundRound } from './hear-impacts.ts';

/**
 * The sound round the impact: what the bay's microphone kept of it, else what the file's own heard. `toFileMs` leads
 * from the report's clock to that of the file, or of the stamps. Null where it was not heard or cannot be read.
 */
export async function impactSoundOf(
  { heardSamples }: Pick<AnalysisRequest, 'heardSamples'>,
  file: FileSound | null,
  heard: HeardImpact | null,
  toFileMs: number,
): Promise<ImpactSound | null> {
  if (heard === null) return null;
  const timeMs = heard.timeMs + toFileMs;
  if (file !== null) return soundRound(file, timeMs);
  if (heardSamples === undefined || heardSamples === null) return null;
  const sound = await readSound(heardSamples.file).catch(() => null);
  if (sound === null) return null;
  return soundRound({ sound: { ...sound, startMs: heardSamples.fromNs / NS_PER_MS }, path: AT_THE_BALL }, timeMs);
}
