/**
 * The ElevenLabs service, over HTTPS.
 *
 *     POST /v1/text-to-speech/{voice}?output_format=mp3_44100_128      xi-api-key: KEY
 *     {"text": "…", "model_id": "…"}                              →    200 audio/mpeg
 *                                                                      401 {"detail": {"status", "message"}}
 *
 * Only cues go there, and each once: sounds are kept. No swing and no name of a player is part of a cue.
 */
import { readFile } from 'node:fs/promises';
import type { Speech, SpokenSound, Utterance } from '../ports/speech.port.ts';
import { keyNotGiven, keyRefused, notSpoken } from './errors.ts';
import type { ElevenLabsConfig } from './voice.config.ts';

const ANSWER_MS_MAX = 10_000;
const SOUND_BYTES_MAX = 2 * 1024 * 1024;
const MESSAGE_CHARACTERS_MAX = 200;

export class ElevenLabsSpeech implements Speech {
  readonly #config: ElevenLabsConfig;
  readonly #keyFile: string | null;

  /** @param keyFile the configuration's, else the environment's */
  constructor(config: ElevenLabsConfig, keyFile: string | null) {
    this.#config = config;
    this.#keyFile = keyFile;
  }

  get fingerprint(): string {
    return `elevenlabs ${this.#config.voice} ${this.#config.model}`;
  }

  async speak({ text }: Utterance): Promise<SpokenSound> {
    const { url, voice, model } = this.#config;
    const address = new URL(`/v1/text-to-speech/${voice}?output_format=mp3_44100_128`, url);
    const key = await this.#readKey();
    const answer = await this.#ask(address, key, { text, model_id: model });
    if (answer.status === 401 || answer.status === 403) throw keyRefused();
    if (!answer.ok) throw notSpoken(`ElevenLabs answered ${answer.status}: ${await messageOf(answer)}`);
    if (!(answer.headers.get('content-type') ?? '').startsWith('audio/')) {
      throw notSpoken('ElevenLabs answered with something that is no sound');
    }
    return { bytes: await boundedBody(answer), mediaType: 'audio/mpeg' };
  }

  /** Read each time, so that a key can be replaced while the bay is open. */
  async #readKey(): Promise<string> {
    if (this.#keyFile === null) throw keyNotGiven();
    const content = await readFile(this.#keyFile, 'utf8').catch(() => '');
    const key = content.split('\n', 1)[0]?.trim() ?? '';
    if (!/^[\x21-\x7e]+$/.test(key)) throw keyNotGiven();
    return key;
  }

  async #ask(address: URL, key: string, body: object): Promise<Response> {
    try {
      return await fetch(address, {
        method: 'POST',
        headers: { 'xi-api-key': key, 'Content-Type': 'application/json', Accept: 'audio/mpeg' },
        body: JSON.stringify(body),
        // A key must not follow to wherever an answer points.
        redirect: 'error',
        signal: AbortSignal.timeout(ANSWER_MS_MAX),
      });
    } catch (error) {
      throw notSpoken('ElevenLabs cannot be reached', error);
    }
  }
}

async function messageOf(answer: Response): Promise<string> {
  const body = (await answer.json().catch(() => null)) as { detail?: { message?: unknown } } | null;
  const message = body?.detail?.message;
  return typeof message === 'string' ? message.slice(0, MESSAGE_CHARACTERS_MAX) : 'no reason given';
}

async function boundedBody(answer: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of answer.body ?? []) {
      length += part.length;
      if (length > SOUND_BYTES_MAX) throw notSpoken('the sound from ElevenLabs is longer than any cue');
      parts.push(part);
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'voice/not-spoken') throw error;
    throw notSpoken('the sound from ElevenLabs broke off', error);
  }
  if (length === 0) throw notSpoken('ElevenLabs sent an empty sound');
  return Buffer.concat(parts);
}
