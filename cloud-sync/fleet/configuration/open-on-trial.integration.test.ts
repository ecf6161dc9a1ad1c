import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeBay } from '../../../firmware-bridge/mqtt/fake-bay.ts';
import { beginTrial, ConfigurationTrial, isOnTrial, outcomeOf } from './configuration-trial.ts';
import { openOnTrial } from './open-on-trial.ts';
import { camerasProve } from './proof-of-health.ts';
import { TrialWatch } from './trial-watch.ts';

const BEFORE = 'voice: { volume: 0.5 }\n';
const AFTER = 'voice: { volume: 0.9 }\n';
const now = { bootId: 'boot-1', monotonicMs: 0 };
const asked = { by: 'command', id: 'c-1' } as const;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'swingbay-open-'));
  file = join(folder, 'bay.yaml');
  writeFileSync(file, BEFORE);
  beginTrial(file, { asked, healthyWithinMinutes: 5, worked: ['face-on'], text: AFTER });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const NAMES = ['bay.yaml.next', 'bay.yaml.trial.json.next', 'bay.yaml.outcome.json.next'];
/** As on a disk that is full or read-only, whoever asks. */
const fillDisk = (): void => NAMES.forEach((name) => mkdirSync(join(folder, name), { recursive: true }));
const emptyDisk = (): void => NAMES.forEach((name) => rmSync(join(folder, name), { recursive: true, force: true }));

const text = (): string => readFileSync(file, 'utf8');
interface Opened {
  readonly text: string;
  readonly isOnTrial: boolean;
}
/** A bay that opens with nothing that `refused` names. */
function open(refused: string | null = null, told: string[] = []): Promise<Opened> {
  return openOnTrial<Opened>({
    ...{ file, now },
    open: async (given, trial) => {
      const content = given ?? text();
      if (content === refused) throw new Error('a camera is missing');
      return { text: content, isOnTrial: trial !== null };
    },
    tell: (why) => told.push(why),
  });
}

describe('a bay that is opened with a configuration on trial', () => {
  it('opens with it, and with the former one where it cannot', async () => {
    expect(await open()).toEqual({ text: AFTER, isOnTrial: true });
    const told: string[] = [];
    expect(await open(AFTER, told)).toEqual({ text: BEFORE, isOnTrial: false });
    expect([text(), isOnTrial(file), told]).toEqual([BEFORE, false, ['a camera is missing']]);
  });

  it('opens on a disk that takes no write, however often, and is on trial all the same', async () => {
    fillDisk();
    for (let start = 0; start < 6; start++) expect(await open()).toEqual({ text: AFTER, isOnTrial: true });
  });

  it('opens with the former text where the former file cannot be put back', async () => {
    fillDisk();
    for (let start = 0; start < 2; start++) expect(await open(AFTER)).toEqual({ text: BEFORE, isOnTrial: false });
    expect(text()).toBe(AFTER);
    emptyDisk();
    expect(await open(AFTER)).toEqual({ text: BEFORE, isOnTrial: false });
    expect(text()).toBe(BEFORE);
  });

  it('that was tried often enough is opened with the former text, on such a disk too', async () => {
    for (let start = 0; start < 3; start++) await open();
    fillDisk();
    const told: string[] = [];
    expect(await open(null, told)).toEqual({ text: BEFORE, isOnTrial: false });
    expect(told).toHaveLength(1);
    emptyDisk();
    expect(await open()).toEqual({ text: BEFORE, isOnTrial: false });
    expect(text()).toBe(BEFORE);
  });

  it('that opens with neither says why it does not', async () => {
    await expect(
      openOnTrial({ file, now, open: () => Promise.reject(new Error('no disk')), tell: () => 0 }),
    ).rejects.toThrow('no disk');
  });
});

describe('the watch over a configuration on trial', () => {
  it('tries again what could not be written, every ten seconds', () => {
    const trial = ConfigurationTrial.begin(file, now);
    if (trial === null) throw new Error('Nothing is on trial.');
    const watch = new TrialWatch(trial, camerasProve(new FakeBay('bay-7')));
    const look = (seconds: number) => watch.look({ ...now, monotonicMs: seconds * 1_000 });
    expect(look(0)).toBeNull();
    fillDisk();
    expect(() => look(21)).toThrow();
    expect(look(22)).toBeNull();
    expect(() => look(32)).toThrow();
    emptyDisk();
    expect(look(43)).toMatchObject({ outcome: { isKept: true }, isToRestart: false });
    expect([look(60), outcomeOf(file)?.isKept, isOnTrial(file)]).toEqual([null, true, false]);
  });
});
