import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../device/config/load-config.ts';
import { configurationSchema } from '../device/configuration.ts';
import { IMPORT_RULES } from '../architecture/import-rules.ts';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const PAGES = [...readdirSync(ROOT), ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`)].filter((path) =>
  path.endsWith('.md'),
);

describe('the documents', () => {
  it.each(PAGES)('%s links only to what is there', (page) => {
    const links = [...read(page).matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, link]) => link ?? '');
    const broken = links.filter((link) => !/^https?:/.test(link) && !existsSync(join(ROOT, dirname(page), link)));
    expect(broken).toEqual([]);
  });

  it.each(PAGES)('%s names only source files and folders that are there', (page) => {
    const named = [...read(page).matchAll(/`((?:device|models|architecture|docs)\/[\w./-]+)`/g)].map(
      ([, path]) => path ?? '',
    );
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('ARCHITECTURE names every rule of imports, and no other', () => {
    const [, section = ''] = read('ARCHITECTURE.md').split('## Who may import whom');
    const named = [...section.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name);
    expect(new Set(named)).toEqual(new Set(IMPORT_RULES.map(({ name }) => name)));
  });

  it('show only configurations that an appliance takes', () => {
    const shown = PAGES.flatMap((page) =>
      [...read(page).matchAll(/^```yaml\n([^]*?)^```/gm)].map(([, yaml = '']) => yaml),
    );
    expect(shown.length).toBeGreaterThan(2);
    for (const yaml of shown) parseConfig(configurationSchema, yaml, 'a document');
  });

  it('show only commands that swingbay has', () => {
    const commands = new Set(
      [...read('device/cli/main.ts').matchAll(/^ {4}name: '([a-z-]+)'/gm)].map(([, name]) => name),
    );
    const shown = PAGES.flatMap((page) =>
      [...read(page).matchAll(/\.\/swingbay ([a-z-]+)/g)].map(([, command]) => `${page}: ${command}`),
    );
    expect(shown.filter((line) => !commands.has(line.split(': ')[1]))).toEqual([]);
  });
});
