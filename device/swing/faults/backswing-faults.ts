import type { FaultRule } from './fault-rule.ts';
import { CONVENTION, EFFECT_BY_COHORT, EFFECT_BY_CONVENTION, GOLFDB, GOLFTEC, TURN_COHORT } from './sources.ts';

/** What goes wrong between takeaway and top, feet first. */
export const BACKSWING_FAULTS: readonly FaultRule[] = [
  {
    id: 'rushed-tempo',
    phase: 'backswing',
    signs: [{ metric: 'tempo-ratio', at: null, limit: { below: 2.57 }, spread: 0.4, source: GOLFDB }],
    effect: { weight: 3, because: EFFECT_BY_CONVENTION },
    leadsTo: ['over-the-top', 'casting', 'upper-body-first', 'unbalanced-finish'],
  },
  {
    id: 'slow-tempo',
    phase: 'backswing',
    signs: [{ metric: 'tempo-ratio', at: null, limit: { above: 5.33 }, spread: 1, source: GOLFDB }],
    effect: { weight: 1, because: EFFECT_BY_CONVENTION },
    leadsTo: [],
  },
  {
    id: 'knee-straightening',
    phase: 'backswing',
    signs: [{ metric: 'trail-knee-flex', at: 'top', limit: { below: 10 }, spread: 4, source: CONVENTION }],
    effect: { weight: 2, because: EFFECT_BY_CONVENTION },
    leadsTo: ['over-turn', 'reverse-spine', 'flat-shoulders'],
  },
  {
    id: 'knee-collapse',
    phase: 'backswing',
    signs: [{ metric: 'lead-knee-sway', at: 'top', limit: { below: -12 }, spread: 4, source: CONVENTION }],
    effect: { weight: 2, because: EFFECT_BY_CONVENTION },
    leadsTo: ['reverse-pivot', 'reverse-spine', 'over-turn'],
  },
  {
    id: 'sway',
    phase: 'backswing',
    signs: [
      {
        metric: 'pelvis-sway',
        at: 'top',
        limit: { below: -10 },
        spread: 4,
        source: CONVENTION,
      },
    ],
    effect: { weight: 4, because: EFFECT_BY_CONVENTION },
    leadsTo: ['head-drift-back', 'slide', 'hanging-back'],
  },
  {
    id: 'reverse-pivot',
    phase: 'backswing',
    signs: [
      { metric: 'weight-shift', at: 'top', limit: { above: 55 }, spread: 6, source: CONVENTION },
      { metric: 'pelvis-sway', at: 'top', limit: { above: 4 }, spread: 3, source: CONVENTION },
    ],
    effect: { weight: 5, because: EFFECT_BY_CONVENTION },
    leadsTo: ['head-drift-forward', 'reverse-spine', 'hanging-back', 'casting'],
  },
  {
    id: 'reverse-spine',
    phase: 'backswing',
    signs: [{ metric: 'side-bend', at: 'top', limit: { below: -4 }, spread: 4, source: CONVENTION }],
    effect: { weight: 4, because: EFFECT_BY_CONVENTION },
    leadsTo: ['head-drift-forward', 'hanging-back', 'over-the-top'],
  },
  {
    id: 'flat-shoulders',
    phase: 'backswing',
    signs: [{ metric: 'shoulder-tilt', at: 'top', limit: { above: -20 }, spread: 6, source: GOLFTEC }],
    effect: { weight: 3, because: EFFECT_BY_COHORT },
    leadsTo: ['over-the-top', 'loss-of-posture', 'head-drift-back'],
  },
  {
    id: 'short-turn',
    phase: 'backswing',
    signs: [{ metric: 'shoulder-turn', at: 'top', limit: { below: 75 }, spread: 10, source: TURN_COHORT }],
    effect: { weight: 3, because: EFFECT_BY_CONVENTION },
    leadsTo: ['bent-lead-arm', 'over-the-top'],
  },
  {
    id: 'over-turn',
    phase: 'backswing',
    signs: [{ metric: 'shoulder-turn', at: 'top', limit: { above: 115 }, spread: 8, source: TURN_COHORT }],
    effect: { weight: 2, because: EFFECT_BY_CONVENTION },
    leadsTo: ['overswing', 'unbalanced-finish'],
  },
  {
    id: 'head-drift-back',
    phase: 'backswing',
    signs: [{ metric: 'head-sway', at: 'top', limit: { below: -11 }, spread: 5, source: CONVENTION }],
    effect: { weight: 2, because: EFFECT_BY_CONVENTION },
    leadsTo: ['hanging-back'],
  },
  {
    id: 'head-drift-forward',
    phase: 'backswing',
    signs: [{ metric: 'head-sway', at: 'top', limit: { above: 6 }, spread: 4, source: CONVENTION }],
    effect: { weight: 2, because: EFFECT_BY_CONVENTION },
    leadsTo: [],
  },
  {
    id: 'bent-lead-arm',
    phase: 'backswing',
    signs: [{ metric: 'lead-arm-angle', at: 'top', limit: { below: 140 }, spread: 15, source: CONVENTION }],
    effect: { weight: 3, because: EFFECT_BY_CONVENTION },
    leadsTo: ['overswing', 'casting', 'chicken-wing'],
  },
  {
    id: 'flying-elbow',
    phase: 'backswing',
    signs: [{ metric: 'trail-elbow-lift', at: 'top', limit: { above: 95 }, spread: 12, source: CONVENTION }],
    effect: { weight: 3, because: EFFECT_BY_CONVENTION },
    leadsTo: ['over-the-top', 'casting'],
  },
  {
    id: 'overswing',
    phase: 'backswing',
    signs: [{ metric: 'shaft-past-parallel', at: 'top', limit: { above: 15 }, spread: 10, source: CONVENTION }],
    effect: { weight: 3, because: EFFECT_BY_CONVENTION },
    leadsTo: ['casting', 'unbalanced-finish'],
  },
];
