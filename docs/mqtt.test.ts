import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { RIGHTS, ROLES } from '../firmware-bridge/mqtt/access/rights.ts';

const page = readFileSync(join(import.meta.dirname, 'mqtt.md'), 'utf8');

it.each(ROLES)('docs/mqtt.md gives a %s the rights that the broker gives it', (role) => {
  const cells = page.match(new RegExp(`^\\| \`${role}\` \\|(.*)\\|(.*)\\|$`, 'm'));
  const topics = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, topic = '']) => topic);
  expect(topics(cells?.[1])).toEqual(RIGHTS[role].publish.map(({ to }) => to));
  expect(topics(cells?.[2])).toEqual(RIGHTS[role].subscribe);
});

it('docs/mqtt.md says truly what may be kept', () => {
  const kept = ROLES.flatMap((role) => RIGHTS[role].publish.filter((right) => right.retained ?? right.will));
  expect(kept.every(({ to }) => to.endsWith('/status'))).toBe(true);
});
