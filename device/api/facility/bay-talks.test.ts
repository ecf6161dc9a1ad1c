import { describe, expect, it } from 'vitest';
import { BayTalks } from './bay-talks.ts';

describe('the bays that a facility has heard', () => {
  let nowMs = 0;
  const open = () => new BayTalks({ monotonicNs: () => nowMs * 1e6 });

  it('are those that spoke lately, or at all since it was opened', () => {
    const talks = open();
    expect(talks.heardWithin(Number.POSITIVE_INFINITY)).toEqual([]);
    talks.heard('Bay 1');
    nowMs += 60_000;
    talks.heard('Bay 2');
    expect(talks.heardWithin(59_000)).toEqual(['Bay 2']);
    expect(talks.heardWithin(Number.POSITIVE_INFINITY)).toEqual(['Bay 1', 'Bay 2']);
    talks.heard('Bay 1');
    expect(talks.heardWithin(1_000)).toEqual(['Bay 2', 'Bay 1']);
  });

  it('are at most as many as a facility has, whatever names come', () => {
    const talks = open();
    for (let bay = 0; bay < 600; bay++) talks.heard(`Bay ${bay}`);
    const known = talks.heardWithin(Number.POSITIVE_INFINITY);
    expect([known.length, known[0]]).toEqual([500, 'Bay 100']);
  });
});
