import type { FaultRule } from './fault-rule.ts';
import {
  CONVENTION,
  CONVENTION_BY_RATE,
  EFFECT_BY_COHORT,
  EFFECT_BY_CONVENTION,
  EFFECT_BY_SPEED,
  GOLFTEC,
  SEQUENCE_COHORT,
} from './sources.ts';

/** What goes wrong from the top to the finish, in the order in which it happens. */
export const DOWNSWING_FAULTS: readonly FaultRule[] = [
  {
    id: 'upper-body-first',
    phase: 'transition',
    signs: [
      {
        metric: 'sequence-gap-pelvis-shoulder',
        at: null,
        limit: { below: 0 },
        spread: 20,
        source: SEQUENCE_COHORT,
      },
    ],
    effect: { weight: 4, because: EFFECT_BY_SPEED },
    leadsTo: ['over-the-top', 'stalled-hips', 'casting'],
  },
  {
    id: 'over-the-top',
    phase: 'transition',
    signs: [{ metric: 'hand-plane-shift', at: null, limit: { above: 4 }, spread: 3, source: CONVENTION }],
    effect: { weight: 5, because: EFFECT_BY_CONVENTION },
    leadsTo: ['chicken-wing', 'unbalanced-finish'],
  },
  {
    id: 'casting',
    phase: 'downswing',
    signs: [{ metric: 'wrist-hinge', at: 'mid-downswing', limit: { below: 55 }, spread: 12, source: CONVENTION }],
    effect: { weight: 4, because: EFFECT_BY_SPEED },
    leadsTo: ['scooping', 'chicken-wing'],
  },
  {
    id: 'slide',
    phase: 'downswing',
    signs: [
      {
        metric: 'pelvis-sway',
        at: 'impact',
        limit: { above: 15 },
        spread: 4,
        source: `${CONVENTION}; tour professionals are 4 cm toward the target (GolfTEC SwingTRU)`,
      },
    ],
    effect: { weight: 3, because: EFFECT_BY_CONVENTION },
    leadsTo: ['stalled-hips', 'early-extension'],
  },
  {
    id: 'hanging-back',
    phase: 'downswing',
    signs: [
      { metric: 'pelvis-sway', at: 'impact', limit: { below: -1 }, spread: 3, source: GOLFTEC },
      { metric: 'weight-shift', at: 'impact', limit: { below: 40 }, spread: 6, source: CONVENTION },
    ],
    effect: { weight: 5, because: EFFECT_BY_COHORT },
    leadsTo: ['stalled-hips', 'scooping', 'chicken-wing', 'unbalanced-finish'],
  },
  {
    id: 'early-extension',
    phase: 'downswing',
    signs: [
      {
        metric: 'pelvis-thrust',
        at: 'impact',
        limit: { above: 5 },
        spread: 3,
        source: CONVENTION_BY_RATE,
        earlier: { at: 'top', phase: 'backswing' },
      },
    ],
    effect: { weight: 5, because: EFFECT_BY_CONVENTION },
    leadsTo: ['loss-of-posture', 'stalled-hips', 'head-rise'],
  },
  {
    id: 'loss-of-posture',
    phase: 'downswing',
    signs: [
      { metric: 'posture-loss', at: 'impact', limit: { above: 8 }, spread: 5, source: CONVENTION_BY_RATE },
      {
        metric: 'spine-angle',
        at: 'impact',
        changeSince: 'address',
        limit: { below: -8 },
        spread: 5,
        source: CONVENTION_BY_RATE,
        earlier: { at: 'top', phase: 'backswing' },
      },
    ],
    effect: { weight: 4, because: EFFECT_BY_CONVENTION },
    leadsTo: ['head-rise', 'chicken-wing'],
  },
  {
    id: 'head-dip',
    phase: 'downswing',
    signs: [
      {
        metric: 'head-lift',
        at: 'impact',
        limit: { below: -8 },
        spread: 4,
        source: CONVENTION,
        earlier: { at: 'top', phase: 'backswing' },
      },
    ],
    effect: { weight: 3, because: EFFECT_BY_CONVENTION },
    leadsTo: [],
  },
  {
    id: 'head-rise',
    phase: 'downswing',
    signs: [
      {
        metric: 'head-lift',
        at: 'impact',
        limit: { above: 6 },
        spread: 4,
        source: CONVENTION,
        earlier: { at: 'top', phase: 'backswing' },
      },
    ],
    effect: { weight: 3, because: EFFECT_BY_CONVENTION },
    leadsTo: [],
  },
  {
    id: 'stalled-hips',
    phase: 'downswing',
    signs: [{ metric: 'pelvis-turn', at: 'impact', limit: { above: -10 }, spread: 8, source: GOLFTEC }],
    effect: { weight: 4, because: EFFECT_BY_COHORT },
    leadsTo: ['scooping', 'chicken-wing', 'unbalanced-finish'],
  },
  {
    id: 'scooping',
    phase: 'impact',
    signs: [{ metric: 'shaft-lean', at: 'impact', limit: { below: -4 }, spread: 4, source: CONVENTION }],
    effect: { weight: 4, because: EFFECT_BY_CONVENTION },
    leadsTo: ['chicken-wing'],
  },
  {
    id: 'chicken-wing',
    phase: 'follow-through',
    signs: [
      {
        metric: 'lead-arm-angle',
        at: 'mid-follow-through',
        limit: { below: 125 },
        spread: 12,
        source: CONVENTION_BY_RATE,
        earlier: { at: 'impact', phase: 'impact' },
      },
    ],
    effect: { weight: 3, because: EFFECT_BY_CONVENTION },
    leadsTo: [],
  },
  {
    id: 'unbalanced-finish',
    phase: 'finish',
    signs: [
      { metric: 'finish-balance', at: 'finish', limit: { above: 6 }, spread: 3, source: CONVENTION },
      { metric: 'weight-shift', at: 'finish', limit: { below: 60 }, spread: 8, source: CONVENTION },
    ],
    effect: { weight: 2, because: EFFECT_BY_CONVENTION },
    leadsTo: [],
  },
];
