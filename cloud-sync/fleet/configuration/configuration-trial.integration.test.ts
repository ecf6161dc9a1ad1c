import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigurationFile } from './configuration-file.ts';
import { beginTrial, ConfigurationTrial, forgetOutcome, isOnTrial, outcomeOf } from './configuration-trial.ts';

const BEFORE = 'voice: { volume: 0.5 }\n';
const AFTER = 'voice: { volume: 0.9 }\n';
const asked = { by: 'command', id: 'c-1' } as const;
const order = { asked, healthyWithinMinutes: 5, worked: ['face-on'] };
const at = (minutes: number, bootId = 'boot-1') => ({ bootId, monotonicMs: minutes * 60_000 });

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'swingbay-trial-'));
  file = join(folder, 'bay.yaml');
  writeFileSync(file, BEFORE);
  chmodSync(file, 0o640);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const text = (): string => readFileSync(file, 'utf8');
const begin = (minutes = 0): ConfigurationTrial | null => ConfigurationTrial.begin(file, at(minutes));

describe('a configuration on trial', () => {
  it('is kept where the bay says that it is healthy, and the former one stays beside it', () => {
    beginTrial(file, { ...order, text: AFTER });
    expect([text(), isOnTrial(file), statSync(file).mode & 0o777]).toEqual([AFTER, true, 0o640]);
    begin()?.keep();
    expect([text(), isOnTrial(file)]).toEqual([AFTER, false]);
    expect(outcomeOf(file)).toMatchObject({ asked, isKept: true });
    forgetOutcome(file);
    expect(readdirSync(folder).toSorted()).toEqual(['bay.yaml', 'bay.yaml.former']);
    expect(begin()).toBeNull();
  });

  it('goes back by itself where the daemon ended three times with it, whatever ended it', () => {
    beginTrial(file, { ...order, text: AFTER });
    for (let start = 1; start <= 3; start++) expect(begin(start)).not.toBeNull();
    expect(begin(4)).toBeNull();
    expect(text()).toBe(BEFORE);
    expect(outcomeOf(file)).toMatchObject({ isKept: false });
  });

  it('has its time from its first start, over restarts of the daemon', () => {
    beginTrial(file, { ...order, text: AFTER });
    expect(begin(10)?.isOver(at(14))).toBe(false);
    const second = begin(14);
    expect([second?.isOver(at(14.9)), second?.isOver(at(15.1))]).toEqual([false, true]);
    expect(second?.isOver(at(4, 'boot-2'))).toBe(false);
  });

  it('is none where the power went before the file was replaced, or somebody has edited it since', () => {
    beginTrial(file, { ...order, text: AFTER });
    writeFileSync(file, 'voice: { volume: 0.1 }\n');
    expect(begin()).toBeNull();
    expect([text(), isOnTrial(file), outcomeOf(file)?.isKept]).toEqual(['voice: { volume: 0.1 }\n', false, false]);
  });

  it('is not begun while another has to prove itself: the way back leads to what has', () => {
    beginTrial(file, { ...order, text: AFTER });
    const later = { ...order, asked: { by: 'command', id: 'c-2' } as const, text: 'voice: { volume: 1 }\n' };
    expect(() => beginTrial(file, later)).toThrow(expect.objectContaining({ code: 'fleet/configuration-on-trial' }));
    expect([text(), readFileSync(`${file}.former`, 'utf8')]).toEqual([AFTER, BEFORE]);
  });

  it('ends by itself alone: a file that was edited meanwhile, and another’s trial, stay', () => {
    beginTrial(file, { ...order, text: AFTER });
    const trial = begin();
    const edited = 'voice: { volume: 0.1 }\n';
    writeFileSync(file, edited);
    const other = readFileSync(`${file}.trial.json`, 'utf8').replace('c-1', 'c-2');
    writeFileSync(`${file}.trial.json`, other);
    expect([trial?.keep().isKept, trial?.goBack('it was dark').isKept]).toEqual([false, false]);
    expect([text(), readFileSync(`${file}.trial.json`, 'utf8')]).toEqual([edited, other]);
    writeFileSync(`${file}.trial.json`, other.replace('c-2', 'c-1'));
    expect(trial?.goBack('it was dark')).toMatchObject({ isKept: false, why: 'the file is another one by now' });
    expect([text(), isOnTrial(file)]).toEqual([edited, false]);
  });

  it('is none where the file could not be replaced: the next change is not held up by it', () => {
    mkdirSync(`${file}.next`);
    expect(() => beginTrial(file, { ...order, text: AFTER })).toThrow(
      expect.objectContaining({ code: 'fleet/configuration-unwritable' }),
    );
    expect([text(), isOnTrial(file)]).toEqual([BEFORE, false]);
  });

  it('survives half a file that a power cut left', () => {
    writeFileSync(`${file}.trial.json`, '{"asked":');
    expect([begin(), text()]).toEqual([null, BEFORE]);
  });
});

describe('the file that the fleet changes', () => {
  const configuration = (): ConfigurationFile =>
    new ConfigurationFile(file, (after) => {
      if (after.includes('2')) throw new Error('The volume is at most 1.');
    });

  it('is checked whole before anything is written', () => {
    expect(configuration().problemWith({ voice: { volume: 2 } })).toEqual({
      ...{ code: 'configuration-invalid', detail: 'The volume is at most 1.' },
    });
    expect(configuration().problemWith({ fleet: { facility: 'x' } })?.code).toBe('configuration-protected');
    expect(readdirSync(folder)).toEqual(['bay.yaml']);
    expect(configuration().problemWith({ voice: { volume: 1 } })).toBeNull();
  });

  it('takes one change at a time, and none that changes nothing', () => {
    expect(configuration().change({ voice: { volume: 0.5 } }, order)).toBe(false);
    expect(configuration().change({ voice: { volume: 0.9 } }, order)).toBe(true);
    expect(configuration().problemWith({ voice: { volume: 1 } })?.code).toBe('configuration-on-trial');
  });

  it('that cannot be written says so, and is as it was', () => {
    const nowhere = new ConfigurationFile(join(folder, 'no', 'bay.yaml'), () => undefined);
    expect(nowhere.problemWith({})?.code).toBe('configuration-invalid');
    expect(() => beginTrial(join(folder, 'no', 'bay.yaml'), { ...order, text: AFTER })).toThrow(
      expect.objectContaining({ code: 'fleet/configuration-unwritable' }),
    );
  });
});
