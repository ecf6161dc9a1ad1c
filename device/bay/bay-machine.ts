/**
 * The bay's state machine. Pure: `(state, event) → (state, effects)`; the loop carries the effects out.
 *
 * INVARIANTS
 * - Every decided swing leaves as exactly one `capture-swing` effect, whatever the state of the screen.
 * - `capturing` ends by itself: the clip's last picture lies at most {@link AFTER_IMPACT_MS} after impact.
 * - A bay without a person for {@link EMPTY_AFTER_MS} is `empty`, and the next person begins a new visit.
 */
import { NS_PER_MS } from '../clock/clock.ts';
import { type LivePhase, livePhaseAfter, NO_PHASE } from './live-phase.ts';
import type { LiveStance } from './live-stance.ts';
import { teeMoves } from './ball-place.ts';
import {
  type Arbiter,
  decide,
  hear,
  measure,
  newArbiter,
  noteHealth,
  type Scene,
  type SwingDecided,
  see,
  watchBall,
} from './shot-arbiter.ts';
import { NEW_WATCH, type SwingWatch, watchSwing } from './swing-watch.ts';
import type { BallChange, ImpactHeard, ShotMeasured, Witness } from './witness.ts';

export type BayStage = 'empty' | 'occupied' | 'address' | 'swinging' | 'capturing';

export type BayEvent =
  | { readonly type: 'pose'; readonly camera: string; readonly atNs: number; readonly stance: LiveStance | null }
  | { readonly type: 'sound'; readonly sound: ImpactHeard }
  | { readonly type: 'ball'; readonly change: BallChange }
  | { readonly type: 'shot'; readonly shot: ShotMeasured }
  /** The tee begins to move, or has come to rest. */
  | { readonly type: 'tee'; readonly isMoving: boolean; readonly atNs: number }
  | { readonly type: 'witness'; readonly witness: Witness; readonly isWorking: boolean }
  | { readonly type: 'camera-lost'; readonly camera: string }
  | { readonly type: 'tick' };

export type BayEffect =
  | { readonly type: 'stage-changed'; readonly stage: BayStage }
  | { readonly type: 'capture-swing'; readonly swing: SwingDecided; readonly fromNs: number; readonly toNs: number }
  | { readonly type: 'visit-began' };

export interface BayMachine {
  readonly stage: BayStage;
  readonly watches: Readonly<Record<string, SwingWatch>>;
  /** Where in a swing each camera sees the hands just now. */
  readonly phases: Readonly<Record<string, LivePhase>>;
  readonly arbiter: Arbiter;
  readonly personSeenNs: number;
  /** From when to when hands that had been still were last high, or on their way down. */
  readonly swung: { readonly fromNs: number; readonly toNs: number };
  readonly capturingUntilNs: number;
}

/** The clip begins this long before the golfer moved, so that the address can be seen as still. */
const BEFORE_START_MS = 800;
/** A start that was seen too late, or hours before, is not believed: the clip then has these lengths before impact. */
const BEFORE_IMPACT_MS_MIN = 2_200;
const BEFORE_IMPACT_MS_MAX = 5_000;
/** Impact → finish takes 0.47–1.07 s; the finish must be seen held for a while. */
const AFTER_IMPACT_MS = 1_800;
const SWING_REST_MS = 500;
const PERSON_AWAY_MS = 1_500;
const EMPTY_AFTER_MS = 5_000;

/** What the bay has that can see or hear a swing. */
export interface BaySenses {
  readonly microphone: boolean;
  /** Live poses; true where nothing is said. */
  readonly cameras?: boolean;
  readonly beam?: boolean;
  readonly launchMonitor?: boolean;
}

export function newBayMachine(senses: BaySenses): BayMachine {
  return {
    stage: 'empty',
    watches: {},
    phases: {},
    arbiter: newArbiter({
      hands: senses.cameras ?? true,
      sound: senses.microphone,
      beam: senses.beam ?? false,
      'launch-monitor': senses.launchMonitor ?? false,
    }),
    personSeenNs: Number.NEGATIVE_INFINITY,
    swung: { fromNs: Number.NEGATIVE_INFINITY, toNs: Number.NEGATIVE_INFINITY },
    capturingUntilNs: Number.NEGATIVE_INFINITY,
  };
}

/** @param nowNs CLOCK_MONOTONIC now; never earlier than at the last event */
export function advanceBay(
  machine: BayMachine,
  event: BayEvent,
  nowNs: number,
): { machine: BayMachine; effects: BayEffect[] } {
  const witnessed = witness(machine, event, nowNs);
  const verdict = decide(witnessed.arbiter, sceneOf(witnessed), nowNs);
  const effects: BayEffect[] = [];
  let next: BayMachine = { ...witnessed, arbiter: verdict.arbiter };
  if (verdict.decided !== null) {
    const span = clipSpan(verdict.decided);
    effects.push({ type: 'capture-swing', swing: verdict.decided, ...span });
    next = { ...next, capturingUntilNs: span.toNs };
  }
  const stage = stageOf(next, nowNs);
  if (stage !== machine.stage) {
    if (machine.stage === 'empty') effects.unshift({ type: 'visit-began' });
    effects.push({ type: 'stage-changed', stage });
  }
  return { machine: { ...next, stage }, effects };
}

function witness(machine: BayMachine, event: BayEvent, nowNs: number): BayMachine {
  switch (event.type) {
    case 'pose': {
      const { camera, atNs, stance } = event;
      const watched = watchSwing(machine.watches[camera] ?? NEW_WATCH, atNs, stance);
      const { watch, seen } = watched;
      return {
        ...machine,
        watches: { ...machine.watches, [camera]: watch },
        phases: { ...machine.phases, [camera]: livePhaseAfter(machine.phases[camera] ?? NO_PHASE, watched, stance) },
        arbiter: seen === null ? machine.arbiter : see(machine.arbiter, camera, seen, nowNs),
        personSeenNs: stance === null ? machine.personSeenNs : Math.max(machine.personSeenNs, atNs),
        swung: isSwinging(watch) || seen !== null ? swungAt(machine, atNs) : machine.swung,
      };
    }
    case 'sound':
      return { ...machine, arbiter: hear(machine.arbiter, event.sound) };
    case 'ball':
      return { ...machine, arbiter: watchBall(machine.arbiter, event.change) };
    case 'tee': {
      const { arbiter } = machine;
      return { ...machine, arbiter: { ...arbiter, ball: teeMoves(arbiter.ball, event.isMoving, event.atNs) } };
    }
    case 'shot':
      return { ...machine, arbiter: measure(machine.arbiter, event.shot) };
    case 'witness':
      return { ...machine, arbiter: noteHealth(machine.arbiter, event.witness, event.isWorking) };
    case 'camera-lost': {
      const { [event.camera]: _lost, ...watches } = machine.watches;
      const { [event.camera]: _gone, ...phases } = machine.phases;
      return { ...machine, watches, phases };
    }
    case 'tick':
      return machine;
  }
}

function sceneOf({ watches, personSeenNs, swung }: BayMachine): Scene {
  return { watching: Object.keys(watches), personSeenNs, swung };
}

/** Cameras see the same swing a little after one another, and lose it for a moment; a longer rest ends it. */
function swungAt({ swung }: BayMachine, atNs: number): BayMachine['swung'] {
  const isSame = Math.abs(atNs - swung.toNs) < SWING_REST_MS * NS_PER_MS;
  return { fromNs: isSame ? Math.min(swung.fromNs, atNs) : atNs, toNs: Math.max(swung.toNs, atNs) };
}

function isSwinging({ stage }: SwingWatch): boolean {
  return stage === 'high' || stage === 'down';
}

function clipSpan(swing: SwingDecided): { fromNs: number; toNs: number } {
  const beforeNs = swing.impactNs - swing.startedNs + BEFORE_START_MS * NS_PER_MS;
  const clamped = Math.min(Math.max(beforeNs, BEFORE_IMPACT_MS_MIN * NS_PER_MS), BEFORE_IMPACT_MS_MAX * NS_PER_MS);
  return { fromNs: swing.impactNs - clamped, toNs: swing.impactNs + AFTER_IMPACT_MS * NS_PER_MS };
}

function stageOf(machine: BayMachine, nowNs: number): BayStage {
  if (nowNs < machine.capturingUntilNs) return 'capturing';
  const awayMs = (nowNs - machine.personSeenNs) / NS_PER_MS;
  if (awayMs > EMPTY_AFTER_MS) return 'empty';
  if (awayMs > PERSON_AWAY_MS) return machine.stage === 'empty' ? 'empty' : 'occupied';
  const watches = Object.values(machine.watches);
  if (watches.some(isSwinging)) return 'swinging';
  const stages = watches.map((watch) => watch.stage);
  if (stages.some((stage) => stage === 'still')) return 'address';
  // A waggle leaves stillness for a moment; the screen does not flicker for it.
  if (stages.some((stage) => stage === 'back') && machine.stage === 'address') return 'address';
  return 'occupied';
}

/** A beam that has not been heard of yet is no witness. */
export function withBeamSilent(machine: BayMachine): BayMachine {
  return { ...machine, arbiter: noteHealth(machine.arbiter, 'beam', false) };
}
