import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CUE_TEXTS } from './cue-texts.ts';
import { startElevenLabs } from './elevenlabs-service.fixture.ts';
import { ElevenLabsSpeech } from './elevenlabs-speech.ts';
import { EspeakSpeech } from './espeak-speech.ts';
import { PiperSpeech } from './piper-speech.ts';
import { speechKeepsItsPort } from './speech.suite.ts';

const ESPEAK = spawnSync('espeak-ng', ['--version']).error === undefined;
const espeakLeftOut = ESPEAK ? null : 'no espeak-ng here: apt-get install espeak-ng';

/**
 * Takes Piper's arguments and its text as Piper does: a voice that must be there, sentences by line from standard
 * input, a WAV file out. Piper itself is on no package list of Debian.
 */
const PIPER_STAND_IN = `#!/bin/sh
[ "$1" = --model ] && [ -r "$2" ] && [ "$3" = --output_file ] || { echo "piper: bad arguments" >&2; exit 2; }
read -r words
[ "$words" = break ] && { echo "phonemizer failed" >&2; exit 1; }
[ "$words" = nothing ] && exit 0
{ printf 'RIFF\\044\\020\\000\\000WAVEfmt \\020\\000\\000\\000\\001\\000\\001\\000\\200\\076\\000\\000\\000\\175\\000\\000\\002\\000\\020\\000data\\000\\020\\000\\000'
  head -c 4096 /dev/zero; } > "$4"
`;

async function withPiper() {
  const folder = await mkdtemp(join(tmpdir(), 'swingbay-piper-'));
  const program = join(folder, 'piper');
  const voice = join(folder, 'voice.onnx');
  await writeFile(program, PIPER_STAND_IN);
  await chmod(program, 0o755);
  await writeFile(voice, 'weights');
  return { program, voice, folder, close: () => rm(folder, { recursive: true }) };
}

const KEY = 'el-0123456789';

async function withElevenLabs() {
  const service = await startElevenLabs(KEY);
  const folder = await mkdtemp(join(tmpdir(), 'swingbay-key-'));
  const keyFile = join(folder, 'key');
  await writeFile(keyFile, `${KEY}\n`);
  const config = {
    kind: 'elevenlabs',
    voice: 'voice1',
    model: 'eleven_multilingual_v2',
    apiKeyFile: keyFile,
    url: service.url,
  } as const;
  const close = async () => {
    await service.close();
    await rm(folder, { recursive: true });
  };
  return { service, config, keyFile, folder, close };
}

speechKeepsItsPort({
  name: 'espeak-ng',
  leftOut: espeakLeftOut,
  open: () =>
    Promise.resolve({
      speech: new EspeakSpeech({ kind: 'espeak-ng', program: 'espeak-ng', wordsPerMinute: 150 }),
      broken: new EspeakSpeech({ kind: 'espeak-ng', program: 'espeak-that-is-not-there', wordsPerMinute: 150 }),
      close: () => Promise.resolve(),
    }),
});

speechKeepsItsPort({
  name: 'piper',
  leftOut: null,
  async open() {
    const { program, voice, folder, close } = await withPiper();
    return {
      speech: new PiperSpeech({ program, voices: { en: voice } }),
      broken: new PiperSpeech({ program, voices: { en: join(folder, 'gone.onnx') } }),
      close,
    };
  },
});

speechKeepsItsPort({
  name: 'ElevenLabs',
  leftOut: null,
  async open() {
    const { config, keyFile, close } = await withElevenLabs();
    return {
      speech: new ElevenLabsSpeech(config, keyFile),
      broken: new ElevenLabsSpeech({ ...config, voice: 'voice2' }, null),
      close,
    };
  },
});

describe.skipIf(!ESPEAK)('espeak-ng', () => {
  it('reads every Japanese cue without spelling a sign out', () => {
    for (const { spoken } of Object.values(CUE_TEXTS.ja)) {
      const { stdout } = spawnSync('espeak-ng', ['-v', 'ja', '-q', '-x', '--stdin'], {
        input: spoken,
        encoding: 'utf8',
      });
      // What the Japanese voice cannot read it announces in English: “Chinese letter”.
      expect(stdout).not.toContain('(en)');
      expect(stdout.trim().length).toBeGreaterThan(3);
    }
    const kanji = spawnSync('espeak-ng', ['-v', 'ja', '-q', '-x', '--stdin'], { input: '腰', encoding: 'utf8' });
    expect(kanji.stdout).toContain('(en)');
  });
});

describe('piper', () => {
  it('is asked for no language that it has no voice for', async () => {
    const { program, voice, close } = await withPiper();
    const speech = new PiperSpeech({ program, voices: { de: voice } });
    await expect(speech.speak({ language: 'ja', text: 'はい' })).rejects.toMatchObject({
      code: 'voice/language-unknown',
    });
    await close();
  });

  it('may fail, or write nothing: it is said with its own words', async () => {
    const { program, voice, close } = await withPiper();
    const speech = new PiperSpeech({ program, voices: { en: voice } });
    await expect(speech.speak({ language: 'en', text: 'break' })).rejects.toMatchObject({
      code: 'voice/not-spoken',
      message: expect.stringContaining('phonemizer failed'),
    });
    await expect(speech.speak({ language: 'en', text: 'nothing' })).rejects.toMatchObject({ code: 'voice/not-spoken' });
    await close();
  });
});

describe('ElevenLabs', () => {
  it('gets the words, the model and the key as its interface wants them, and nothing more', async () => {
    const { service, config, keyFile, close } = await withElevenLabs();
    await new ElevenLabsSpeech(config, keyFile).speak({ language: 'de', text: 'Knie lockern.' });
    expect(service.calls).toEqual([
      {
        path: '/v1/text-to-speech/voice1?output_format=mp3_44100_128',
        body: { text: 'Knie lockern.', model_id: 'eleven_multilingual_v2' },
      },
    ]);
    await close();
  });

  it('is told a new key without a restart, and a refused one from other troubles', async () => {
    const { service, config, keyFile, close } = await withElevenLabs();
    const speech = new ElevenLabsSpeech(config, keyFile);
    await writeFile(keyFile, 'another-key\n');
    await expect(speech.speak({ language: 'en', text: 'a' })).rejects.toMatchObject({ code: 'voice/key-refused' });
    await writeFile(keyFile, `${KEY}\n`);
    await expect(speech.speak({ language: 'en', text: 'a' })).resolves.toMatchObject({ mediaType: 'audio/mpeg' });
    service.answerWith(429, '{"detail":{"status":"quota_exceeded","message":"Quota exceeded"}}');
    await expect(speech.speak({ language: 'en', text: 'a' })).rejects.toMatchObject({
      code: 'voice/not-spoken',
      retryable: true,
      message: expect.stringContaining('Quota exceeded'),
    });
    await close();
  });

  it.each([
    ['a page instead of a sound', 200, '<html></html>', 'text/html'],
    ['an empty sound', 200, '', 'audio/mpeg'],
    ['a sound without end', 200, 'x'.repeat(3 * 1024 * 1024), 'audio/mpeg'],
    ['a way elsewhere', 302, '', 'audio/mpeg'],
  ])('is not believed when it answers with %s', async (_, status, body, type) => {
    const { service, config, keyFile, close } = await withElevenLabs();
    service.answerWith(status, body, type);
    const speech = new ElevenLabsSpeech(config, keyFile);
    await expect(speech.speak({ language: 'en', text: 'a' })).rejects.toMatchObject({ code: 'voice/not-spoken' });
    await close();
  });
});
