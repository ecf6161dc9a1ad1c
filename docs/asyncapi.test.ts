import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { FakeBay } from '../firmware-bridge/mqtt/fake-bay.ts';
import { asyncApiText } from './asyncapi.ts';

const SPECIFICATION = '../node_modules/@asyncapi/specs/schemas/3.0.0.json';
const text = readFileSync(join(import.meta.dirname, 'asyncapi.yaml'), 'utf8');
const document = parse(text) as {
  channels: Record<string, { address: string; parameters: object }>;
  components: { schemas: Record<string, object>; messages: Record<string, { payload: { $ref: string } }> };
};

/** The specification's schemas were not written for strict mode, and formats are another package. */
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });

describe('the AsyncAPI document', () => {
  it('is made from the schemas of today: npm run docs:asyncapi', () => {
    expect(text).toBe(asyncApiText());
  });

  it('keeps the AsyncAPI specification', () => {
    const specification = JSON.parse(readFileSync(join(import.meta.dirname, SPECIFICATION), 'utf8')) as object;
    // It brings the meta-schema of draft 7 along, which Ajv has too.
    const isValid = new Ajv({ strict: false, validateFormats: false, meta: false, validateSchema: false }).compile(
      specification,
    );
    expect(isValid(document), JSON.stringify(isValid.errors?.slice(0, 3))).toBe(true);
    expect(isValid({ ...document, channels: { wrong: { adress: 'x' } } })).toBe(false);
  });

  it('refers to nothing that is not in it', () => {
    for (const [, path = ''] of text.matchAll(/\$ref: "?#\/([^"\n]+)/g)) {
      let place: unknown = document;
      for (const step of path.split('/')) place = (place as Record<string, unknown> | undefined)?.[step];
      expect(place, path).toBeDefined();
    }
  });

  it('describes what a bay really says', () => {
    const isState = ajv.compile(document.components.schemas['state'] ?? {});
    const state = structuredClone(new FakeBay('bay-7').state());
    expect(isState(state), JSON.stringify(isState.errors)).toBe(true);
    expect(isState({ ...state, later: true })).toBe(true);
    expect(isState({ ...state, availability: 'maybe' })).toBe(false);
    const isCommand = ajv.compile(document.components.schemas['command'] ?? {});
    expect(isCommand({ command: { type: 'tee-ball', device: 'tee' } })).toBe(true);
    expect(isCommand({ command: { type: 'tee-ball', device: 'tee', now: true } })).toBe(false);
  });
});
