import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openStoreIn, temporaryDirectory } from './fixtures/store-in-directory.ts';

const KILLS = 25;
/** Each of them starts a process, which takes half a second on a quiet machine and several on a busy one. */
const PATIENCE = { timeout: 300_000 };
const RECORDING_PROCESS = fileURLToPath(new URL('./fixtures/recording-process.ts', import.meta.url));

/** Runs a recorder until its first acknowledgement and a random moment more, kills it, answers what it had said. */
async function recordUntilKilled(dataDirectory: string): Promise<string[]> {
  const recorder = spawn(process.execPath, [RECORDING_PROCESS, dataDirectory], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let complaints = '';
  recorder.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const spoke = new Promise<void>((resolve) => {
    recorder.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      resolve();
    });
  });
  const ended = once(recorder, 'close');
  await Promise.race([spoke, ended.then(() => expect.fail(`the recorder ended by itself: ${complaints}`))]);
  await delay(Math.random() * 150);
  recorder.kill('SIGKILL');
  await ended;
  // A line that was cut by the kill was never an acknowledgement.
  return said
    .slice(0, said.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean);
}

it(`loses no acknowledged swing, report or clip in ${KILLS} kills at random moments`, PATIENCE, async () => {
  const directory = temporaryDirectory();
  const acknowledged: string[] = [];
  try {
    for (let kill = 0; kill < KILLS; kill++) acknowledged.push(...(await recordUntilKilled(directory.path)));

    const store = await openStoreIn(directory.path);
    let swings = 0;
    for (const line of acknowledged) {
      const [fact, id = '', revision] = line.split(' ');
      const swing = store.swings.find(id);
      if (fact === 'reported') {
        expect(store.swings.report(id, Number(revision)).id).toBe(id);
        continue;
      }
      swings++;
      const [clip] = store.media.list(swing.id);
      expect(clip?.state).toBe('present');
      expect(existsSync(store.media.pathOf(clip ?? { sha256: '' }))).toBe(true);
    }
    expect(swings).toBeGreaterThanOrEqual(KILLS);
    expect(store.reconciliation.lost).toEqual([]);
    process.stdout.write(`${swings} acknowledged swings in ${KILLS} kills, none lost\n`);
    await store.close();
  } finally {
    directory.remove();
  }
});
