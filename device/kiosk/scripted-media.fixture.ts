/** The scripted golfer's clips for a test: drawn and encoded once a run. */
import { readFile, writeFile } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import { renderMedia, type ScriptedMedia } from './dev/scripted-media.ts';
import { onceARun } from './run-folder.fixture.ts';

/** @param stretch how many times slower than the script the golfer swings */
export async function mediaOfTheRun(stretch = 1): Promise<ScriptedMedia> {
  const file = await onceARun(`media-${stretch}`, async (place) => {
    await writeFile(place, serialize(await renderMedia(stretch)));
  });
  return deserialize(await readFile(file)) as ScriptedMedia;
}
