import { expect, it } from 'vitest';
import { answerFor, CACHE_PREFIX, cachesToDrop } from './shell-plan.ts';

const ORIGIN = 'https://bay-7.range.example';
const SHELL = new Set(['/phone', '/phone.webmanifest', '/assets/phone-abc.js']);
const ask = (path: string, mode = 'cors', method = 'GET') =>
  answerFor({ method, mode, url: new URL(path, ORIGIN).href }, ORIGIN, SHELL);

it('never comes between the page and the API', () => {
  for (const path of ['/api/v1/users/me', '/api/v1/swings/1/video', '/api/v1/auth/refresh']) {
    expect([ask(path), ask(path, 'navigate'), ask(path, 'cors', 'POST')]).toEqual(['pass', 'pass', 'pass']);
  }
  expect(ask('https://elsewhere.example/phone', 'navigate')).toBe('pass');
});

it('opens the phone’s page and leaves the bay’s other pages alone', () => {
  expect(ask('/phone?lang=de', 'navigate')).toBe('page');
  expect([ask('/', 'navigate'), ask('/games', 'navigate')]).toEqual(['pass', 'pass']);
});

it('takes files that never change from the phone, and the others from the bay first', () => {
  expect([ask('/assets/phone-abc.js'), ask('/assets/late-letters.woff2')]).toEqual(['asset', 'asset']);
  expect([ask('/phone.webmanifest'), ask('/something-else.png')]).toEqual(['file', 'pass']);
});

it('keeps the version before the newest for the pages that are still open, and no other', () => {
  const [oldest, before, newest] = ['1', '2', '3'].map((version) => `${CACHE_PREFIX}${version}`) as [
    string,
    string,
    string,
  ];
  expect(cachesToDrop([oldest, before, newest, 'somebody-else'], newest)).toEqual([oldest]);
  expect(cachesToDrop([newest], newest)).toEqual([]);
});
