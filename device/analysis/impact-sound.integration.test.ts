import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { encodeWav } from '../bay/wav.ts';
import { strikeFeatures } from '../swing/sound/strike-features.ts';
import { BaySound, SAMPLE_RATE } from '../virtual-bay/sound.ts';
import { impactSoundOf } from './impact-sound.ts';

const directory = mkdtempSync(join(tmpdir(), 'swingbay-impact-sound-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Samples that the bay's microphone kept from 300 ms before a stroke until 500 ms after it. */
function keptSamples(): string {
  const sound = new BaySound(3);
  sound.strike(0.3 * SAMPLE_RATE);
  const file = join(directory, 'impact.wav');
  writeFileSync(file, encodeWav(Int16Array.from(sound.block(0.8 * SAMPLE_RATE)), SAMPLE_RATE));
  return file;
}

it('finds the onset of a live stroke in the samples that went along with the order', async () => {
  // The report's clock begins 2 s before the impact, which the machine's clock saw at 86,400 s.
  const impactNs = 86_400e9;
  const heardSamples = { file: keptSamples(), fromNs: impactNs - 3e8 };
  const heard = { timeMs: 2_000, strength: 40, uncertaintyMs: 1 };
  const sound = await impactSoundOf({ heardSamples }, null, heard, impactNs / 1e6 - 2_000);
  const loudest = (sound?.samples ?? []).findIndex((sample) => Math.abs(sample) > 0.1);
  expect(Math.abs(loudest - (sound?.onset ?? 0)) / (sound?.sampleRate ?? 1)).toBeLessThan(0.002);
  const features = sound === null ? null : strikeFeatures(sound);
  expect(features?.overNoiseDb).toBeGreaterThan(10);
});

it('has no sound for a stroke that was not heard, or whose samples are not there any more', async () => {
  const gone = { file: join(directory, 'gone.wav'), fromNs: 0 };
  expect(await impactSoundOf({ heardSamples: gone }, null, { timeMs: 0, strength: 9, uncertaintyMs: 1 }, 0)).toBeNull();
  expect(await impactSoundOf({ heardSamples: gone }, null, null, 0)).toBeNull();
});
