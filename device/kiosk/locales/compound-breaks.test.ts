import { afterEach, expect, it } from 'vitest';
import { breakable } from './compound-breaks.ts';
import { speak } from './language.ts';

afterEach(() => speak('en'));

it('lets German compounds break between their parts, and nothing else', async () => {
  await speak('de');
  expect(breakable('Oberkörperneigung')).toBe('Oberkörper\u00adneigung');
  expect(breakable('Schnellste Hüftdrehung')).toBe('Schnellste Hüft\u00addrehung');
  expect(breakable('Tempo')).toBe('Tempo');
});

it('leaves other languages as they are', () => {
  expect(breakable('Schulterdrehung')).toBe('Schulterdrehung');
});
