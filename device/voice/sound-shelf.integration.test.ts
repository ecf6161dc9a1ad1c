import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../clock/clock.ts';
import { BayError } from '../errors/bay-error.ts';
import type { Speech, Utterance } from '../ports/speech.port.ts';
import { SoundShelf } from './sound-shelf.ts';

const SOUND_BYTES = 1_000;

class CountingSpeech implements Speech {
  fingerprint = 'voice 1';
  readonly spoken: string[] = [];
  isBroken = false;

  async speak({ text }: Utterance) {
    this.spoken.push(text);
    await Promise.resolve();
    if (this.isBroken) throw new BayError('voice/not-spoken', 'Hoarse.', { retryable: true });
    return { bytes: Buffer.alloc(SOUND_BYTES, text), mediaType: 'audio/wav' as const };
  }
}

let directory: string;
let speech: CountingSpeech;
beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'swingbay-shelf-')), 'sounds');
  speech = new CountingSpeech();
});
afterEach(() => rm(join(directory, '..'), { recursive: true }));

const shelf = (bytesMax = 100 * SOUND_BYTES) => new SoundShelf({ directory, speech, bytesMax, clock: systemClock });
const say = (text: string) => ({ language: 'en' as const, text });

describe('the shelf of sounds', () => {
  it('makes each sentence once, also when it is asked for at the same time and after a restart', async () => {
    const first = shelf();
    const [a, b] = await Promise.all([first.soundOf(say('a')), first.soundOf(say('a'))]);
    const again = await shelf().soundOf(say('a'));
    expect(speech.spoken).toEqual(['a']);
    expect([b.id, again.path]).toEqual([a.id, a.path]);
    expect(await readFile(a.path)).toEqual(Buffer.alloc(SOUND_BYTES, 'a'));
  });

  it('keeps languages and voices apart', async () => {
    const one = await shelf().soundOf(say('a'));
    const other = await shelf().soundOf({ language: 'de', text: 'a' });
    speech.fingerprint = 'voice 2';
    const third = await shelf().soundOf(say('a'));
    expect(new Set([one.id, other.id, third.id]).size).toBe(3);
  });

  it('stays within its space: the longest unused makes way', async () => {
    const small = shelf(3 * SOUND_BYTES);
    const kept = new Map<string, string>();
    for (const text of ['a', 'b', 'c']) kept.set(text, (await small.soundOf(say(text))).id);
    for (const [at, text] of ['a', 'b', 'c'].entries()) {
      const date = new Date(Date.UTC(2026, 0, 1 + at));
      await utimes(join(directory, `${kept.get(text)}.wav`), date, date);
    }
    await small.soundOf(say('a'));
    await small.soundOf(say('d'));
    expect(await small.find(kept.get('b') ?? '')).toBeNull();
    expect(await small.find(kept.get('a') ?? '')).toMatchObject({ mediaType: 'audio/wav' });
    expect(await readdir(directory)).toHaveLength(3);
  });

  it('keeps nothing of a sentence that failed, and tries it again', async () => {
    speech.isBroken = true;
    await expect(shelf().soundOf(say('a'))).rejects.toMatchObject({ code: 'voice/not-spoken' });
    speech.isBroken = false;
    await expect(shelf().soundOf(say('a'))).resolves.toMatchObject({ mediaType: 'audio/wav' });
  });

  it('clears away what a power cut left half', async () => {
    await shelf().soundOf(say('a'));
    const half = join(directory, 'half.part');
    await writeFile(half, 'x');
    await utimes(half, new Date(0), new Date(0));
    await shelf().soundOf(say('b'));
    expect((await readdir(directory)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('finds nothing under a name that is no id, wherever it points', async () => {
    await shelf().soundOf(say('a'));
    for (const name of ['', '../sounds/x', '/etc/passwd', 'f'.repeat(63), 'F'.repeat(64)]) {
      expect(await shelf().find(name)).toBeNull();
    }
  });
});
