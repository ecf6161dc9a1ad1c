import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../device/config/load-config.ts';
import { configurationSchema } from '../device/configuration.ts';
import { configurationPage, EXAMPLE } from './configuration.ts';

describe('the reference page of the configuration', () => {
  it('is what docs/configuration.ts makes of the schema', () => {
    expect(readFileSync(join(import.meta.dirname, 'configuration.md'), 'utf8')).toBe(configurationPage());
  });

  it('shows an example that a bay takes', () => {
    const { cameras, microphone } = parseConfig(configurationSchema, EXAMPLE, 'the example');
    expect(cameras.map(({ name }) => name)).toEqual(['face-on', 'down-the-line']);
    expect(microphone?.distanceM).toBe(1.5);
  });

  it('describes every key', () => {
    const undescribed = configurationPage()
      .split('\n')
      .filter((line) => line.startsWith('| `') && line.endsWith('|  |'));
    expect(undescribed).toEqual([]);
  });
});
