import { afterEach, describe, expect, it } from 'vitest';
import { type ApiInTest, startApi } from './fixtures/api-in-test.ts';
import { WRONG_ADDRESS_POLICY } from './wrong-address-page.ts';

/** As Chromium asks for a page. */
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';

let api: ApiInTest;
afterEach(() => api.close());

const look = (path: string, headers: Record<string, string> = {}) =>
  api.fetch(path, { headers: { Accept: BROWSER, ...headers } });
const linksIn = (html: string): string[] => [...html.matchAll(/href="([^"]*)"/g)].map(([, address]) => address ?? '');

describe('a person whose browser comes to a wrong address', () => {
  it('is shown in their language that there is no page, and the pages that there are', async () => {
    api = await startApi({ language: 'de' });
    for (const [headers, path, title] of [
      [{ 'Accept-Language': 'ja-JP,ja;q=0.9,en;q=0.5' }, '/gams', 'ページが見つかりません'],
      [{ 'Accept-Language': 'en-GB,en' }, '/gams', 'There is no page here'],
      [{ 'Accept-Language': 'fi' }, '/gams', 'Hier ist keine Seite'],
      [{ 'Accept-Language': 'ja' }, '/no/such.html?lang=en', 'There is no page here'],
    ] as const) {
      const answer = await look(path, headers);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
      expect(answer.headers.get('content-security-policy')).toBe(WRONG_ADDRESS_POLICY);
      expect(answer.headers.get('vary')).toContain('Accept-Language');
      const html = await answer.text();
      expect(html).toContain(`<h1>${title}</h1>`);
      expect(linksIn(html)).toEqual(['/phone', '/']);
    }
  });

  it('at a bay is told that the page is the range’s, and where that is', async () => {
    api = await startApi({ config: { facilityAddress: 'https://range.example/?a=1&b="' } });
    const html = await (await look('/facility')).text();
    expect(html).toContain('This page belongs to your range.');
    expect(linksIn(html)).toEqual(['https://range.example/?a=1&amp;b=&quot;', '/phone', '/']);
  });

  it('at the office is told that the page is a bay’s', async () => {
    api = await startApi({ role: 'facility' });
    const html = await (await look('/calibrate')).text();
    expect(html).toContain('This page belongs to a bay.');
    expect(linksIn(html)).toEqual(['/', '/phone']);
  });

  it('sees nothing of what the address itself says', async () => {
    api = await startApi();
    const html = await (await look('/%3Cscript%3Ealert(1)%3C/script%3E?lang=%22%3E')).text();
    expect(html).toContain('There is no page here');
    expect(html).not.toContain('script');
  });
});

describe('a program that comes to a wrong address', () => {
  it.each(['*/*', 'application/json', 'application/json, text/html;q=0.5'])(
    'that accepts %s reads the refusal',
    async (Accept) => {
      api = await startApi();
      const answer = await api.fetch('/gams', { headers: { Accept } });
      expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'api/no-such-address' }]);
    },
  );

  it('reads it below /api whatever it accepts, and after every call that is no look', async () => {
    api = await startApi();
    for (const [path, method] of [
      ['/api/v1/nothing', 'GET'],
      ['/gams', 'POST'],
    ] as const) {
      const answer = await api.fetch(path, { method, headers: { Accept: BROWSER } });
      expect(answer.headers.get('content-type')).toContain('application/json');
    }
  });
});
