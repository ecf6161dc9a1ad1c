import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matches } from '../topic-filter.ts';
import {
  type Identity,
  mayCommand,
  mayHear,
  mayPublish,
  maySubscribe,
  type Party,
  type Places,
  RIGHTS,
  ROLES,
} from './rights.ts';

const places: Places = { bay: 'bay-7', discoveryPrefix: 'homeassistant' };
const parties = Object.keys(RIGHTS) as Party[];
const identityOf = (party: Party, clientId = 'tee-1'): Identity => ({ user: clientId, party, clientId });

const level = fc.constantFrom(
  ...['swingbay', 'bay-7', 'bay-8', 'device', 'tee-1', 'tee-2', 'event', 'status', 'state', 'command', 'ack', 'swing'],
  ...['availability', 'homeassistant', '$SYS', '$share', 'config', '', '7'],
);
const topics = fc.array(level, { minLength: 1, maxLength: 6 }).map((levels) => levels.join('/'));
const filters = fc
  .tuple(fc.array(fc.oneof(level, fc.constant('+')), { minLength: 1, maxLength: 6 }), fc.boolean())
  .map(([levels, isOpen]) => [...levels, ...(isOpen ? ['#'] : [])].join('/'));
const someone = fc.constantFrom(...parties).map((party) => identityOf(party));

describe('the rights of the broker', () => {
  it('let nobody subscribe to a filter of which it may not hear every topic', () => {
    fc.assert(
      fc.property(someone, filters, topics, (identity, filter, topic) => {
        if (maySubscribe(identity, places, filter) && matches(filter, topic)) {
          expect(mayHear(identity, places, topic)).toBe(true);
        }
      }),
      { numRuns: 20_000 },
    );
  });

  it('keep everything that begins with a dollar from everybody', () => {
    fc.assert(
      fc.property(someone, topics, fc.constantFrom('$SYS/', '$share/group/', '$'), (identity, rest, dollar) => {
        const topic = `${dollar}${rest}`;
        expect(mayHear(identity, places, topic)).toBe(false);
        expect(maySubscribe(identity, places, topic)).toBe(false);
        expect(mayPublish(identity, places, { topic, isRetained: false, isWill: false })).toBe(false);
      }),
    );
  });

  it('never allow retaining or a will where plain publishing is refused', () => {
    fc.assert(
      fc.property(someone, topics, fc.boolean(), fc.boolean(), (identity, topic, isRetained, isWill) => {
        const isAllowed = mayPublish(identity, places, { topic, isRetained, isWill });
        if (isAllowed) expect(mayPublish(identity, places, { topic, isRetained: false, isWill: false })).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  it('keep a controller inside its own folder, whatever it is called', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_.:-]{1,64}$/), topics, (clientId, topic) => {
        const identity = identityOf('controller', clientId);
        if (!mayPublish(identity, places, { topic, isRetained: false, isWill: false })) return;
        expect(topic.startsWith(`swingbay/bay-7/device/${clientId}/`)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ['display', 'swingbay/bay-7/#'],
    ['display', 'swingbay/+/state'],
    ['display', '#'],
    ['automation', 'swingbay/bay-7/device/#'],
    ['controller', 'swingbay/bay-7/device/+/status'],
    ['controller', 'swingbay/bay-7/device/tee-2/#'],
    ['staff', '+/bay-7/state'],
    ['bay', '#'],
  ] as const)('refuse %s the filter %s, which only overlaps with what it may hear', (party, filter) => {
    expect(maySubscribe(identityOf(party), places, filter)).toBe(false);
  });

  it('let only the bay and a controller keep a message on the broker for this bay', () => {
    const keepers = parties.filter((party) =>
      RIGHTS[party].publish.some(({ to, retained }) => retained === true && to.startsWith('{bay}')),
    );
    expect(keepers.toSorted()).toEqual(['bay', 'controller']);
  });

  it('let nobody leave a command as a will: a dead line must move nothing', () => {
    for (const party of parties) {
      for (const topic of ['swingbay/bay-7/command', 'swingbay/bay-7/command/1']) {
        expect(mayPublish(identityOf(party), places, { topic, isRetained: false, isWill: true })).toBe(false);
      }
    }
  });

  it('leave strobe and camera trigger to the staff', () => {
    const strobe = { type: 'strobe', device: 's', isOn: true, delayUs: 0, exposureUs: 10 } as const;
    const may = ROLES.filter((role) => mayCommand(role, { type: 'hardware', command: strobe }));
    expect(may).toEqual(['staff']);
    expect(ROLES.filter((role) => mayCommand(role, { type: 'out-of-order', isOn: true }))).toEqual([
      'automation',
      'fleet',
      'staff',
    ]);
  });
});
