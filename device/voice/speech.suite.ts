/** What every speech keeps, whatever stands behind it. */
import { describe, expect, it } from 'vitest';
import type { Speech, Utterance } from '../ports/speech.port.ts';

export interface SpeechUnderTest {
  readonly name: string;
  /** A reason to leave it out on this machine; null where it can be tried. */
  readonly leftOut: string | null;
  open(): Promise<{ readonly speech: Speech; readonly broken: Speech; close(): Promise<void> }>;
}

const HELLO: Utterance = { language: 'en', text: 'Keep your seat back.' };
const MAGIC = { 'audio/wav': /^RIFF....WAVE/s, 'audio/mpeg': /^(ID3|\xff[\xe0-\xff])/ } as const;

export function speechKeepsItsPort({ name, leftOut, open }: SpeechUnderTest): void {
  if (leftOut !== null) process.stderr.write(`${name} is left out: ${leftOut}\n`);
  describe.skipIf(leftOut !== null)(`speech by ${name}`, () => {
    it('makes a whole sound of the kind that it says', async () => {
      const { speech, close } = await open();
      const { bytes, mediaType } = await speech.speak(HELLO);
      expect(Buffer.from(bytes).toString('latin1', 0, 16)).toMatch(MAGIC[mediaType]);
      expect(bytes.length).toBeGreaterThan(500);
      await close();
    });

    it('speaks several at once, and the same again', async () => {
      const { speech, close } = await open();
      const sounds = await Promise.all(
        [HELLO, HELLO, { ...HELLO, text: 'Hold your finish.' }].map((each) => speech.speak(each)),
      );
      expect(sounds.every(({ bytes }) => bytes.length > 500)).toBe(true);
      await close();
    });

    it('rejects with a coded error of the voice where what it needs is not there, with what to do', async () => {
      const { broken, close } = await open();
      await expect(broken.speak(HELLO)).rejects.toMatchObject({
        code: expect.stringMatching(/^voice\/(program-missing|key-refused)$/),
        retryable: false,
        hint: expect.stringMatching(/\w/),
      });
      await close();
    });

    it('has another fingerprint where it sounds otherwise', async () => {
      const { speech, broken, close } = await open();
      expect(speech.fingerprint).not.toBe(broken.fingerprint);
      await close();
    });
  });
}
