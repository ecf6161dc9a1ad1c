import { expect, it } from 'vitest';
import { remoteRuleOf, syncConfigSchema } from './sync.config.ts';

const to = { kind: 'folder', path: 'drive' };

it('tells the store what goes to the object store, so that nothing waits for what never will', () => {
  const ruleOf = (config: object) => remoteRuleOf(syncConfigSchema.parse(config));
  expect(ruleOf({})).toBeNull();
  expect(ruleOf({ to })).toEqual({ guestsMayLeave: false, isMetered: false });
  expect(ruleOf({ to, guests: true, isMetered: true })).toEqual({ guestsMayLeave: true, isMetered: true });
});
