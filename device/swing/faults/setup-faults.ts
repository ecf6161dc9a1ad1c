import type { FaultRule } from './fault-rule.ts';
import { CONVENTION, EFFECT_BY_CONVENTION } from './sources.ts';

/** What is wrong before the club moves. Small in itself; much of what follows grows from it. */
export const SETUP_FAULTS: readonly FaultRule[] = [
  {
    id: 'stooped-setup',
    phase: 'address',
    signs: [{ metric: 'spine-angle', at: 'address', limit: { above: 50 }, spread: 6, source: CONVENTION }],
    effect: { weight: 2, because: EFFECT_BY_CONVENTION },
    leadsTo: ['early-extension', 'loss-of-posture', 'head-rise'],
  },
  {
    id: 'upright-setup',
    phase: 'address',
    signs: [{ metric: 'spine-angle', at: 'address', limit: { below: 20 }, spread: 6, source: CONVENTION }],
    effect: { weight: 2, because: EFFECT_BY_CONVENTION },
    leadsTo: ['flat-shoulders', 'head-dip'],
  },
  {
    id: 'locked-knees',
    phase: 'address',
    signs: [
      { metric: 'trail-knee-flex', at: 'address', limit: { below: 8 }, spread: 4, source: CONVENTION },
      { metric: 'lead-knee-flex', at: 'address', limit: { below: 8 }, spread: 4, source: CONVENTION },
    ],
    effect: { weight: 1, because: EFFECT_BY_CONVENTION },
    leadsTo: ['early-extension'],
  },
  {
    id: 'narrow-base',
    phase: 'address',
    signs: [
      {
        metric: 'stance-width',
        at: 'address',
        limit: { below: 0.85 },
        spread: 0.15,
        source: `${CONVENTION}: a full swing is taught from feet at least as wide as the shoulders`,
      },
    ],
    effect: { weight: 1, because: EFFECT_BY_CONVENTION },
    leadsTo: ['unbalanced-finish'],
  },
];
