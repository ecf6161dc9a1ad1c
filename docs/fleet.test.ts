import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { COMMAND_KINDS, COMMANDS } from '../cloud-sync/fleet/commands/command-kinds.ts';
import { desiredArgumentsSchema } from '../cloud-sync/fleet/fleet-facts.ts';
import { BAY_HEARS, BAY_SAYS, RETAINED } from '../cloud-sync/fleet/line/topics.ts';
import { makeKeys, readPrivateKey } from '../cloud-sync/fleet/signed/signature.ts';
import { signCommand } from '../cloud-sync/fleet/signed/signed-command.ts';
import { ARGUMENTS_EXAMPLES } from '../device/cli/fleet-examples.ts';
import { fleetAsyncApiText } from './fleet-asyncapi.ts';

const SPECIFICATION = '../node_modules/@asyncapi/specs/schemas/3.0.0.json';
const text = readFileSync(join(import.meta.dirname, 'fleet-asyncapi.yaml'), 'utf8');
const page = readFileSync(join(import.meta.dirname, 'fleet.md'), 'utf8');
const document = parse(text) as { components: { schemas: Record<string, object> } };

describe('the AsyncAPI document of the fleet', () => {
  it('is made from the schemas of today: npm run docs:fleet', () => {
    expect(text).toBe(fleetAsyncApiText());
  });

  it('keeps the AsyncAPI specification', () => {
    const specification = JSON.parse(readFileSync(join(import.meta.dirname, SPECIFICATION), 'utf8')) as object;
    // It brings the meta-schema of draft 7 along, which Ajv has too.
    const isValid = new Ajv({ strict: false, validateFormats: false, meta: false, validateSchema: false }).compile(
      specification,
    );
    expect(isValid(document), JSON.stringify(isValid.errors?.slice(0, 3))).toBe(true);
  });

  it('describes a command as it is signed', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const isCommand = ajv.compile(document.components.schemas['command'] ?? {});
    const order = { facility: 'north', bay: 'bay-7', command: 'ping', arguments: {}, issuer: 'desk' };
    const key = readPrivateKey(makeKeys().privatePem);
    const signed = structuredClone(signCommand({ ...order, issuedAtMs: 0, lastsMs: 1_000 }, key));
    expect(isCommand(signed), JSON.stringify(isCommand.errors)).toBe(true);
    expect(isCommand({ ...signed, signature: 'none' })).toBe(false);
  });
});

describe('docs/fleet.md', () => {
  it('names every topic, and which are retained', () => {
    for (const what of [...BAY_SAYS, ...BAY_HEARS]) {
      const isRetained = what === 'desired' || RETAINED.has(what as (typeof BAY_SAYS)[number]);
      expect(page).toMatch(new RegExp(`^\\| \`${what}\` \\|.*\\| ${isRetained ? 'yes' : 'no'} \\|`, 'm'));
    }
  });

  it('names every command, and which wait for an empty bay', () => {
    for (const name of COMMANDS) {
      const { disturbs } = COMMAND_KINDS[name];
      expect(page).toMatch(new RegExp(`^\\| \`${name}\` \\|.*\\| ${disturbs ? 'yes' : 'no'} \\|$`, 'm'));
    }
  });

  it('has an example of what each command is told, which the bay takes, as --help has it', () => {
    for (const name of COMMANDS) {
      const example = ARGUMENTS_EXAMPLES[name];
      const { error } = COMMAND_KINDS[name].arguments.safeParse(example);
      expect(error, `${name}: ${error?.message}`).toBeUndefined();
      expect(page).toContain(`\n| \`${name}\` | \`${JSON.stringify(example)}\``);
    }
    expect(desiredArgumentsSchema.safeParse(ARGUMENTS_EXAMPLES['desired-state']).success).toBe(true);
    expect(page).toContain(`'${JSON.stringify(ARGUMENTS_EXAMPLES['desired-state'])}'`);
  });

  it('shows an issuer who may do everything that the page has done, but force', () => {
    const [, rights = ''] = /rights: \[([^\]]+)\]/.exec(page) ?? [];
    expect(rights.split(', ').toSorted()).toEqual([...COMMANDS, 'desired-state'].toSorted());
  });
});
