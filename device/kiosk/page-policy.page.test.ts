import { readdirSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ApiInTest, startApi } from '../api/fixtures/api-in-test.ts';
import { type BuiltPages, CHROMIUM, openBuiltPages } from './built-pages.fixture.ts';
import { settled } from './page-checks.fixture.ts';

/** What the pages may load and run is said by their policy; a page that tries more than it may is a page gone wrong. */
if (CHROMIUM === undefined) process.stderr.write('tests of the pages’ policy are left out: no Chromium in /usr/bin\n');

const ONLY: Readonly<Record<string, readonly string[]>> = {
  bay: ['/facility'],
  facility: ['/index', '/calibrate', '/games'],
};

let pages: BuiltPages;
let api: ApiInTest | undefined;

beforeAll(async () => {
  if (CHROMIUM === undefined) return;
  pages = await openBuiltPages();
});
afterEach(() => api?.close());
afterAll(() => pages?.close());

describe.skipIf(CHROMIUM === undefined)('the policy of the pages', () => {
  it.each(['bay', 'facility'] as const)('is broken by no page of a %s', async (role) => {
    api = await startApi({ role, pagesDirectory: pages.folder });
    const files = readdirSync(pages.folder).filter((name) => name.endsWith('.html'));
    const addresses = files
      .map((name) => `/${name.replace('.html', '')}`)
      .filter((each) => !ONLY[role]?.includes(each));
    expect(addresses).toContain('/coach');
    const broken: string[] = [];
    for (const address of addresses) {
      const page = await pages.browser.newPage();
      await page.exposeFunction('tellOfBreach', (said: string) => broken.push(`${address}: ${said}`));
      await page.addInitScript(() => {
        const { tellOfBreach } = globalThis as unknown as { tellOfBreach: (said: string) => void };
        addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
          tellOfBreach(`${violatedDirective} ${blockedURI} ${sourceFile}`),
        );
      });
      await page.goto(`${api.origin}${address}`);
      await settled(page);
      await page.close();
    }
    expect(broken).toEqual([]);
  });
});
