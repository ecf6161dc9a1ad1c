import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noticeText, shippedPackages } from './notice.ts';

describe('NOTICE', () => {
  it('is what docs/notice.ts makes of the lock file and the model catalog', () => {
    expect(readFileSync(join(import.meta.dirname, '../NOTICE'), 'utf8')).toBe(noticeText());
  });

  it('names what a bay runs and leaves out what only developers need', () => {
    const locked = {
      '': { version: '0.1.0', license: 'Apache-2.0' },
      'node_modules/zod': { version: '4.0.0', license: 'MIT' },
      'node_modules/vitest': { version: '5.0.0', license: 'MIT', dev: true },
      'node_modules/typescript': { version: '6.0.0', license: 'Apache-2.0', devOptional: true },
      'node_modules/sharp-mac': { version: '1.0.0', license: 'Apache-2.0', os: ['darwin'] },
      'node_modules/busboy': { version: '1.6.0' },
      'node_modules/busboy/node_modules/zod': { version: '3.0.0', license: 'MIT' },
    };
    expect(shippedPackages(locked, () => 'MIT')).toEqual([
      { name: 'busboy', version: '1.6.0', licence: 'MIT' },
      { name: 'zod', version: '3.0.0', licence: 'MIT' },
      { name: 'zod', version: '4.0.0', licence: 'MIT' },
    ]);
  });
});
