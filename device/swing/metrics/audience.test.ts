import { describe, expect, it } from 'vitest';
import { AUDIENCE_EXCEPTIONS, audienceOf } from './audience.ts';
import { METRIC_CATALOGUE, typicalRange } from './metric-catalogue.ts';

describe('whom a number is for', () => {
  it('is the player where there is something published to hold it against, and the coach elsewhere', () => {
    expect(audienceOf('shoulder-turn', 'top')).toBe('player');
    expect(audienceOf('spine-angle', 'top')).toBe('coach');
    expect(audienceOf('sequence-gap-pelvis-shoulder', null)).toBe('coach');
  });

  it('is said otherwise, with a reason, only of numbers that there are and where the rule says something else', () => {
    for (const { metric: id, at, audience, because } of AUDIENCE_EXCEPTIONS) {
      const moments = METRIC_CATALOGUE.find((entry) => entry.id === id)?.moments.map((moment) => moment.at);
      expect(moments).toContain(at);
      expect(typicalRange(id, at) === null ? 'coach' : 'player').not.toBe(audience);
      expect(because).toMatch(/^[A-Z].*\.$/);
    }
  });
});
