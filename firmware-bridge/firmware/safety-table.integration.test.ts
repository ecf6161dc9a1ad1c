/** The C that decides and the TypeScript that foresees must agree: over every action and every set of shut gates. */
import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { beforeAll, describe, expect, it } from 'vitest';

import { REFUSAL_CODES } from '../protocol/message.ts';
import {
  interruptionOf,
  refusalOf,
  RUNNING_ACTIVITIES,
  SAFETY_ACTIONS,
  SAFETY_CONDITIONS,
} from '../protocol/safety-rules.ts';
import { makeFirmware } from './simulated-controller.ts';

const CANNOT_BUILD = spawnSync('sh', ['-c', 'command -v make && command -v cc'], { stdio: 'ignore' }).status !== 0;
if (CANNOT_BUILD) process.stderr.write('The safety table of the firmware is not compared: no make or no C compiler.\n');

/** The members of a list whose bit is set, lowest bit first. */
const membersOf = <T>(list: readonly T[], bits: number): Set<T> =>
  new Set(list.filter((_, at) => (bits & (1 << at)) !== 0));
const codeOf = (reason: (typeof REFUSAL_CODES)[number] | undefined): number =>
  reason === undefined ? 0 : REFUSAL_CODES.indexOf(reason) + 1;

describe.skipIf(CANNOT_BUILD)('the safety table in C and in TypeScript', () => {
  /** A row an action or activity: the decision for each combination. */
  let rows: ReadonlyMap<string, readonly number[]>;

  beforeAll(async () => {
    await makeFirmware('host');
    const program = fileURLToPath(new URL('build/controller', import.meta.url));
    const listing = execFileSync(program, ['--safety-table'], { encoding: 'utf8' });
    rows = new Map(
      listing
        .trim()
        .split('\n')
        .map((line) => {
          const [name = '', decisions = ''] = line.split(': ');
          return [name, decisions.split(' ').map(Number)];
        }),
    );
  });

  it('gives the same answer for every action and every set of shut gates', () => {
    const combinations = 2 ** REFUSAL_CODES.length;
    for (const [index, action] of SAFETY_ACTIONS.entries()) {
      const mine = Array.from({ length: combinations }, (_, bits) =>
        codeOf(refusalOf(action, membersOf(REFUSAL_CODES, bits))),
      );
      expect(rows.get(`action ${index}`), action).toEqual(mine);
    }
    process.stdout.write(
      `${combinations * SAFETY_ACTIONS.length} combinations of actions and gates are decided alike.\n`,
    );
  });

  it('switches the same things off under every set of conditions', () => {
    const combinations = 2 ** SAFETY_CONDITIONS.length;
    for (const [index, activity] of RUNNING_ACTIVITIES.entries()) {
      const mine = Array.from({ length: combinations }, (_, bits) =>
        codeOf(interruptionOf(activity, membersOf(SAFETY_CONDITIONS, bits))),
      );
      expect(rows.get(`activity ${index}`), activity).toEqual(mine);
    }
    process.stdout.write(
      `${combinations * RUNNING_ACTIVITIES.length} combinations of activities and conditions too.\n`,
    );
  });

  it('lists nothing but these actions and activities', () => {
    expect(rows.size).toBe(SAFETY_ACTIONS.length + RUNNING_ACTIVITIES.length);
  });
});
