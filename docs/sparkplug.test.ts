import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../device/config/project-root.ts';
import { NOT_APPLICABLE } from '../firmware-bridge/sparkplug/conformance/not-applicable.ts';

it('says of every clause that is not checked why it is not', () => {
  const page = readFileSync(join(projectRoot, 'docs', 'sparkplug.md'), 'utf8');
  for (const { because, ids } of NOT_APPLICABLE) {
    expect(page).toContain(`| ${ids.map((id) => `\`${id}\``).join(' ')} | ${because} |`);
  }
});
