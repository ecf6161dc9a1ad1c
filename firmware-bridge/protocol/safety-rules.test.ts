import { describe, expect, it } from 'vitest';

import type { RefusalReason } from '../../device/ports/bay-hardware.port.ts';
import { interruptionOf, refusalOf, RUNNING_ACTIVITIES, SAFETY_ACTIONS, SAFETY_CONDITIONS } from './safety-rules.ts';

const shut = (...gates: RefusalReason[]): ReadonlySet<RefusalReason> => new Set(gates);

describe('what may be done, and when', () => {
  it('moves nothing while a player swings or the stop is pressed', () => {
    for (const action of ['tee-height', 'tee-ball', 'dispense', 'clear-fault'] as const) {
      expect(refusalOf(action, shut('player-swinging'))).toBe('player-swinging');
      expect(refusalOf(action, shut('emergency-stop'))).toBe('emergency-stop');
    }
    for (const activity of ['tee', 'dispenser', 'clearing'] as const) {
      expect(interruptionOf(activity, new Set(['player-swinging']))).toBe('player-swinging');
      expect(interruptionOf(activity, new Set(['emergency-stop']))).toBe('emergency-stop');
    }
  });

  it('lets the strobe flash during a swing but not while the stop is pressed', () => {
    expect(refusalOf('strobe-on', shut('player-swinging'))).toBeUndefined();
    expect(interruptionOf('strobe', new Set(['player-swinging']))).toBeUndefined();
    expect(refusalOf('strobe-on', shut('emergency-stop'))).toBe('emergency-stop');
    expect(interruptionOf('strobe', new Set(['emergency-stop']))).toBe('emergency-stop');
  });

  it('always lets the lock be set and things be switched off while there is a link', () => {
    const all = shut(
      'emergency-stop',
      'player-swinging',
      'device-fault',
      'device-busy',
      'out-of-range',
      'exposure-limit',
    );
    for (const action of ['motion-lock', 'go-safe', 'strobe-off', 'camera-trigger-off'] as const) {
      expect(refusalOf(action, all)).toBeUndefined();
    }
  });

  it('does nothing at all without a link', () => {
    for (const action of SAFETY_ACTIONS) expect(refusalOf(action, shut('link-lost'))).toBe('link-lost');
    for (const activity of RUNNING_ACTIVITIES)
      expect(interruptionOf(activity, new Set(['link-lost']))).toBe('link-lost');
  });

  it('names the gravest of several reasons', () => {
    expect(refusalOf('dispense', shut('no-credit', 'empty', 'player-swinging', 'emergency-stop'))).toBe(
      'emergency-stop',
    );
    expect(refusalOf('dispense', shut('no-credit', 'empty'))).toBe('empty');
    expect(interruptionOf('tee', new Set(SAFETY_CONDITIONS))).toBe('link-lost');
  });

  it('refuses nothing when every gate is open', () => {
    for (const action of SAFETY_ACTIONS) expect(refusalOf(action, shut())).toBeUndefined();
    for (const activity of RUNNING_ACTIVITIES) expect(interruptionOf(activity, new Set())).toBeUndefined();
  });
});
