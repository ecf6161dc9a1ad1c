import type { PhaseName } from '../events/event-name.ts';
import type { DrillScene } from './drawing/scene.ts';

/** What a bay or its golfer has at hand; named under `equipment.<id>`. */
export const EQUIPMENT = [
  'club',
  'ball',
  'stick',
  'towel',
  'headcover',
  'bag',
  'wall',
  'chair',
  'cushion',
  'big-ball',
  'tray',
  'partner',
] as const;
export type Equipment = (typeof EQUIPMENT)[number];

/**
 * An exercise. Its words are texts: `drill.<id>.name`, `.step.<n>`, `.feel` (the one thing to feel) and `.easier` (how
 * to do it with little mobility). Its drawing is made from its scene.
 */
export interface Drill {
  readonly id: string;
  /** Faults it works on, the one it is best for first. */
  readonly faults: readonly string[];
  /** The part of the swing it trains. */
  readonly phase: PhaseName;
  readonly equipment: readonly Equipment[];
  /** Number of steps that the texts carry, counted from 1. */
  readonly steps: number;
  /** Repetitions without a ball, then balls; small enough to be done between two baskets. */
  readonly dosage: { readonly rehearsals: number; readonly balls: number };
  readonly scene: DrillScene;
}
