import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ConfigInvalidError, ConfigUnreadableError } from './errors.ts';
import { loadConfig, parseConfig } from './load-config.ts';
import { nearestName } from './nearest-name.ts';
import { referencePage } from './reference-page.ts';

const schema = z.strictObject({
  bay: z.strictObject({ name: z.string().describe('What the screen calls the bay.') }).describe('This bay.'),
  cameras: z
    .array(
      z.strictObject({
        source: z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('rtsp'), url: z.string().describe('Address of the stream.') }),
          z.strictObject({ kind: z.literal('test'), pattern: z.string().default('ball').describe('Which picture.') }),
        ]),
      }),
    )
    .default([])
    .describe('The cameras.'),
  prices: z
    .record(z.string(), z.strictObject({ input: z.int().min(0).max(9).describe('Of what is read.') }))
    .optional()
    .describe('What models cost, by their names.'),
});

function problems(text: string): string {
  try {
    parseConfig(schema, text, 'bay.yaml');
  } catch (error) {
    if (error instanceof ConfigInvalidError) return error.problems.join('\n');
    throw error;
  }
  return '';
}

describe('the configuration file', () => {
  it('is read with its defaults', () => {
    expect(parseConfig(schema, 'bay: {name: Bay 7}', 'bay.yaml')).toEqual({ bay: { name: 'Bay 7' }, cameras: [] });
  });

  it('refuses an unknown key with the nearest known name', () => {
    expect(problems('bay: {name: Bay 7}\ncamera: []')).toContain('did you mean “cameras”?');
    expect(problems('bay: {nmae: Bay 7, name: x}')).toContain('did you mean “name”?');
  });

  it('knows the keys inside a list and a kind of source', () => {
    expect(problems('bay: {name: a}\ncameras: [{source: {kind: rtsp, url: a, ulr: b}}]')).toContain('“url”?');
  });

  it('says in words that a text is not YAML', () => {
    expect(problems('bay: {')).toContain('not YAML');
  });

  it('tells a missing file from a wrong one', async () => {
    await expect(loadConfig(schema, '/nowhere/bay.yaml')).rejects.toBeInstanceOf(ConfigUnreadableError);
  });

  it('describes every key on its reference page', () => {
    const page = referencePage('Configuration', 'All keys.', schema);
    expect(page).toContain('| `bay.name` | string | required | What the screen calls the bay. |');
    expect(page).toContain('| `cameras[].source.url` | string | required of `rtsp` | Address of the stream. |');
    expect(page).toContain('| `cameras[].source.pattern` | string | `"ball"`, `test` alone | Which picture. |');
    expect(page).toContain('`rtsp`, `test`');
    expect(page).toContain('| `prices.NAME.input` | integer 0 to 9 | required | Of what is read. |');
  });
});

describe('the nearest name', () => {
  it('is the name itself when it is known', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }), (known) => {
        const name = known[0] ?? '';
        expect(nearestName(name, known)).toBe(name);
      }),
    );
  });

  it('is not guessed for a name that is like none', () => {
    expect(nearestName('retention', ['fps', 'url'])).toBeUndefined();
  });
});
