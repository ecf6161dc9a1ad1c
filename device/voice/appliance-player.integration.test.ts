import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppliancePlayer } from './appliance-player.ts';

const RATE = 8_000;
let folder: string;

/** Silence of so many seconds. */
async function sound(name: string, seconds: number) {
  const data = RATE * seconds * 2;
  const head = Buffer.alloc(44);
  head.write('RIFF\0\0\0\0WAVEfmt ', 0, 'latin1');
  head.writeUInt32LE(36 + data, 4);
  for (const [at, value] of [
    [16, 16],
    [24, RATE],
    [28, RATE * 2],
    [40, data],
  ] as const)
    head.writeUInt32LE(value, at);
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const)
    head.writeUInt16LE(value, at);
  head.write('data', 36, 'latin1');
  const path = join(folder, `${name}.wav`);
  await writeFile(path, Buffer.concat([head, Buffer.alloc(data)]));
  return { id: name, path, mediaType: 'audio/wav' as const };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'swingbay-player-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A sink that takes sound at the speed at which a sound card would. */
const CARD = ['fakesink', 'sync=true'];

describe('the appliance’s own loudspeaker', () => {
  it('plays a sound to its end', async () => {
    await expect(new AppliancePlayer(CARD).play(await sound('short', 0.2), 0.5)).resolves.toBeUndefined();
  });

  it('ends a sound in the middle when it is told to, and when the next one comes', async () => {
    const player = new AppliancePlayer(CARD);
    const long = await sound('long', 15);
    const first = player.play(long, 1);
    const second = player.play(long, 1);
    await first;
    player.stop();
    await second;
    player.stop();
  });

  it('says that the sound card does not play, and that a file is none', async () => {
    const path = join(folder, 'text.wav');
    await writeFile(path, 'no sound');
    const text = { id: 'text', path, mediaType: 'audio/wav' as const };
    await expect(new AppliancePlayer(CARD).play(text, 1)).rejects.toMatchObject({ code: 'voice/not-spoken' });
    const gone = new AppliancePlayer(['alsasink', 'device=hw:99']);
    await expect(gone.play(await sound('short', 0.2), 1)).rejects.toMatchObject({
      code: 'voice/not-spoken',
      retryable: true,
    });
  });
});
