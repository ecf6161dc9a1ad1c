/** What the handbook has an operator do to bring up the cloud stack, done. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseConfig } from '../device/config/load-config.ts';
import { configurationSchema } from '../device/configuration.ts';

const page = readFileSync(join(import.meta.dirname, 'cloud-stack.md'), 'utf8');
/** What the configuration of any bay has. */
const BESIDE = `
store: { dataDirectory: /var/lib/swingbay }
cameras: [{ name: face-on, role: face-on, source: { kind: test }, width: 320, height: 240, fps: 15 }]
`;
const CLOUD = join(import.meta.dirname, '../docker/cloud');
const blocks = page
  .split(/\n\n+/)
  .filter((block) => block.startsWith('    '))
  .map((block) => block.replaceAll(/^ {4}/gm, ''));

describe('docs/cloud-stack.md', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'swingbay-stack-'));
    for (const script of ['make-secrets', 'broker-login']) cpSync(join(CLOUD, script), join(folder, script));
    const commands = (blocks[0] ?? '').split('\n').filter((line) => line.startsWith('./'));
    expect(commands).toHaveLength(2);
    for (const command of commands) execFileSync('sh', ['-c', command], { cwd: folder, stdio: 'pipe' });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('makes every file that it then has a bay given, and a login for every bay', () => {
    const files = [...page.matchAll(/^\| `([\w./-]+)` \| `\/etc/gm)].map(([, file]) => file ?? '');
    expect(files).toHaveLength(5);
    expect(files.filter((file) => !existsSync(join(folder, 'secrets', file)))).toEqual([]);
    const logins = readFileSync(join(folder, 'secrets/broker-passwords'), 'utf8').trim().split('\n');
    const bays = Array.from({ length: 12 }, (_, i) => `north/bay-${i + 1}`);
    expect(logins.map((line) => line.split(':')[0])).toEqual(['operator', ...bays]);
  });

  it('shows a configuration that a bay takes, of files that it was given', () => {
    const text = blocks.find((block) => block.startsWith('fleet:')) ?? '';
    const configuration = parseConfig(configurationSchema, `${text}\n${BESIDE}`, 'docs/cloud-stack.md');
    expect(configuration.sync.to).toMatchObject({ kind: 's3', bucket: 'swingbay' });
    const given = [...page.matchAll(/^\| `[\w./-]+` \| `(\/etc\/[\w./-]+)` \|$/gm)].map(([, file]) => file ?? '');
    const named = [...text.matchAll(/File: (\/etc\/[\w./-]+)/g)].map(([, file]) => file ?? '');
    expect(named.toSorted()).toEqual(given.toSorted());
  });

  it('names every service of the stack with the ports that it opens', () => {
    const { services } = parse(readFileSync(join(CLOUD, 'compose.yml'), 'utf8'), { merge: true }) as {
      services: Record<string, { ports?: string[] }>;
    };
    for (const [name, { ports = [] }] of Object.entries(services)) {
      const row = name.startsWith('cratedb-') ? '| `cratedb-1`, `-2`, `-3` |' : `| \`${name}\` |`;
      const line = page.split('\n').find((each) => each.startsWith(row));
      expect(line, name).toBeDefined();
      for (const port of ports) expect(line).toContain(String(port.split(':').at(-1)));
    }
  });
});
