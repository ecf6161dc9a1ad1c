/** Runs a program that reads a sentence from its standard input and writes a WAV file. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SpokenSound } from '../ports/speech.port.ts';
import { TetheredProcess } from '../process/tethered-process.ts';
import { notSpoken, programMissing } from './errors.ts';

/** A short sentence takes tens of milliseconds; Piper loads a voice first. */
const SPEAKING_MS_MAX = 15_000;
/** A minute of sound; a cue has two seconds. */
const SOUND_BYTES_MAX = 6 * 1024 * 1024;
/** What a shell, `setpriv` and we say when there is no such program. */
const NOT_FOUND = 127;

export interface SpeechProgram {
  readonly program: string;
  /** Null for a program that no distribution carries. */
  readonly debianPackage: string | null;
  argumentsFor(wavFile: string): readonly string[];
}

/** Rejects with `voice/program-missing` or `voice/not-spoken`; leaves no file and no process. */
export async function speakByProgram(
  { program, debianPackage, argumentsFor }: SpeechProgram,
  text: string,
): Promise<SpokenSound> {
  const scratch = await mkdtemp(join(tmpdir(), 'swingbay-speech-'));
  try {
    const wavFile = join(scratch, 'cue.wav');
    const child = new TetheredProcess({ command: program, args: argumentsFor(wavFile), stdio: { stdin: 'pipe' } });
    // A program that ends before it has read everything is judged by how it ends.
    child.child.stdin?.on('error', () => undefined);
    child.child.stdin?.end(`${text}\n`);
    const timer = setTimeout(() => void child.kill(), SPEAKING_MS_MAX);
    const { code } = await child.exited.finally(() => clearTimeout(timer));
    if (code === NOT_FOUND) throw programMissing(program, debianPackage);
    if (code !== 0) throw notSpoken(`${program} ended with ${code ?? 'a signal'}: ${child.lastWords || 'no word'}`);
    const bytes = await readFile(wavFile).catch((error: unknown) => {
      throw notSpoken(`${program} wrote no sound`, error);
    });
    if (!isWav(bytes) || bytes.length > SOUND_BYTES_MAX) throw notSpoken(`what ${program} wrote is no short WAV file`);
    return { bytes, mediaType: 'audio/wav' };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function isWav(bytes: Buffer): boolean {
  return bytes.length > 44 && bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WAVE';
}
