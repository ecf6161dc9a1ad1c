/**
 * Sounds that were made once, in a directory of bounded size.
 *
 * A file's name is the SHA-256 of what it says and by which voice, so a sentence is looked up before it is spoken. The
 * longest unused make way first. Files appear whole (written beside and renamed), so a cut in the power leaves none
 * that is half. What lies here can be made again: nothing is synced to the disk.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Clock } from '../clock/clock.ts';
import type { SoundFile, SoundMediaType, Speech, Utterance } from '../ports/speech.port.ts';
import { notSpoken } from './errors.ts';

const EXTENSIONS: Readonly<Record<SoundMediaType, string>> = { 'audio/wav': '.wav', 'audio/mpeg': '.mp3' };
const MEDIA_TYPES = Object.keys(EXTENSIONS) as readonly SoundMediaType[];
/** What is older was left half by a power cut; writing a cue takes milliseconds. */
const UNFINISHED_MS_MAX = 60_000;
const ID = /^[0-9a-f]{64}$/;

export interface SoundShelfParts {
  readonly directory: string;
  readonly speech: Speech;
  readonly bytesMax: number;
  /** Its wall time, since that is what files are dated by. */
  readonly clock: Clock;
}

export class SoundShelf {
  readonly #directory: string;
  readonly #speech: Speech;
  readonly #bytesMax: number;
  readonly #clock: Clock;
  readonly #underWay = new Map<string, Promise<SoundFile>>();

  constructor(parts: SoundShelfParts) {
    this.#directory = parts.directory;
    this.#speech = parts.speech;
    this.#bytesMax = parts.bytesMax;
    this.#clock = parts.clock;
  }

  /** The sound of an utterance, made now where it is not kept. Rejects as `Speech.speak` does. */
  soundOf(utterance: Utterance): Promise<SoundFile> {
    const id = this.#idOf(utterance);
    const running = this.#underWay.get(id);
    if (running !== undefined) return running;
    const made = this.#findOrMake(id, utterance).finally(() => this.#underWay.delete(id));
    this.#underWay.set(id, made);
    return made;
  }

  /** Null where it was never made or made way; whatever is no id of ours never becomes part of a path. */
  async find(id: string): Promise<SoundFile | null> {
    if (!ID.test(id)) return null;
    for (const mediaType of MEDIA_TYPES) {
      const path = join(this.#directory, `${id}${EXTENSIONS[mediaType]}`);
      const isThere = await stat(path).then(
        (file) => file.isFile(),
        () => false,
      );
      if (isThere) return { id, path, mediaType };
    }
    return null;
  }

  async #findOrMake(id: string, utterance: Utterance): Promise<SoundFile> {
    const kept = await this.find(id);
    if (kept !== null) {
      const now = this.#clock.wall();
      // Only its place in the queue to make way; a read-only disk may refuse it.
      await utimes(kept.path, now, now).catch(() => undefined);
      return kept;
    }
    const { bytes, mediaType } = await this.#speech.speak(utterance);
    const path = join(this.#directory, `${id}${EXTENSIONS[mediaType]}`);
    const unfinished = join(this.#directory, `${randomUUID()}.part`);
    try {
      await mkdir(this.#directory, { recursive: true });
      await this.#makeRoom(bytes.length);
      await writeFile(unfinished, bytes);
      await rename(unfinished, path);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw notSpoken('the sound could not be kept', error);
    }
    return { id, path, mediaType };
  }

  async #makeRoom(bytes: number): Promise<void> {
    const nowMs = this.#clock.wall().getTime();
    const names = await readdir(this.#directory);
    const files = await Promise.all(
      names.map(async (name) => {
        const path = join(this.#directory, name);
        // Another call may have made the same room.
        const { size, mtimeMs } = await stat(path).catch(() => ({ size: 0, mtimeMs: nowMs }));
        return { path, bytes: size, usedAtMs: mtimeMs, isSound: extname(name) !== '.part' };
      }),
    );
    for (const { path, usedAtMs, isSound } of files) {
      if (!isSound && nowMs - usedAtMs > UNFINISHED_MS_MAX) await rm(path, { force: true });
    }
    const sounds = files.filter(({ isSound }) => isSound).sort((a, b) => a.usedAtMs - b.usedAtMs);
    let kept = sounds.reduce((sum, sound) => sum + sound.bytes, 0);
    for (const sound of sounds) {
      if (kept + bytes <= this.#bytesMax) return;
      await rm(sound.path, { force: true });
      kept -= sound.bytes;
    }
  }

  #idOf({ language, text }: Utterance): string {
    const words = JSON.stringify([this.#speech.fingerprint, language, text]);
    return createHash('sha256').update(words).digest('hex');
  }
}
