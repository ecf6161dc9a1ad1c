import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { topicPartSchema } from '../signed/signed-command.ts';
import { clientIdOf, heardOn, topicOf } from './topics.ts';

const part = fc.stringMatching(/^[ab_.-]{1,6}$/).filter((text) => topicPartSchema.safeParse(text).success);
const address = fc.record({ facility: part, bay: part });

describe('two bays at one broker', () => {
  it('are called differently, whatever their facilities and they are called', () => {
    expect(clientIdOf({ facility: 'north', bay: 'a-b' })).not.toBe(clientIdOf({ facility: 'north-a', bay: 'b' }));
    fc.assert(
      fc.property(address, address, (one, other) => {
        const isSame = one.facility === other.facility && one.bay === other.bay;
        expect(clientIdOf(one) === clientIdOf(other)).toBe(isSame);
        expect(heardOn(one, topicOf(other, 'command')) === 'command').toBe(isSame);
      }),
    );
  });
});
