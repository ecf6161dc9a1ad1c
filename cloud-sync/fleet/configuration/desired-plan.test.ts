import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BayAsItIs, planDesired } from './desired-plan.ts';

const desired = { id: 'd', version: 3, configuration: {}, updateWindow: null, wasReached: false, failure: null };
const bay: BayAsItIs = {
  ...{ desired, drift: ['voice.volume'], isWindowAsDesired: true, isWindowOpen: true },
  ...{ isInUse: false, isOnTrial: false, canRestart: true },
};

describe('the plan for a desired state', () => {
  it('is nothing where none was sent, and nothing where the bay is so', () => {
    expect(planDesired({ ...bay, desired: null })).toEqual({ status: 'none', why: null, step: null });
    expect(planDesired({ ...bay, drift: [] })).toMatchObject({ status: 'in-sync', step: 'note-reached' });
    const reached = { ...desired, wasReached: true };
    expect(planDesired({ ...bay, drift: [], desired: reached })).toMatchObject({ status: 'in-sync', step: null });
  });

  it('keeps the window first: it says when the rest may happen', () => {
    expect(planDesired({ ...bay, isWindowAsDesired: false }).step).toBe('keep-window');
  });

  it('changes an empty bay in its window, and says what it waits for otherwise', () => {
    expect(planDesired(bay)).toEqual({ status: 'pending', why: null, step: 'change-configuration' });
    expect(planDesired({ ...bay, isInUse: true }).why).toBe('in-use');
    expect(planDesired({ ...bay, isWindowOpen: false }).why).toBe('outside-window');
    expect(planDesired({ ...bay, drift: null })).toMatchObject({ why: 'configuration-unreadable', step: null });
    expect(planDesired({ ...bay, canRestart: false }).why).toBe('not-supervised');
  });

  it('calls it drift where the bay was so before', () => {
    expect(planDesired({ ...bay, desired: { ...desired, wasReached: true } }).status).toBe('drifted');
  });

  it('never tries again what went back, nor anything while somebody plays', () => {
    fc.assert(
      fc.property(
        fc.record({
          ...{ isInUse: fc.boolean(), isWindowOpen: fc.boolean(), isOnTrial: fc.boolean(), canRestart: fc.boolean() },
          drift: fc.subarray(['a', 'b']),
          failure: fc.option(fc.string()),
          wasReached: fc.boolean(),
        }),
        ({ failure, wasReached, ...is }) => {
          const { step } = planDesired({ ...bay, ...is, desired: { ...desired, failure, wasReached } });
          if (step !== 'change-configuration') return;
          expect([failure, is.isInUse, is.isWindowOpen, is.isOnTrial, is.canRestart]).toEqual([
            ...[null, false, true, false, true],
          ]);
        },
      ),
    );
  });
});
