/**
 * Which cue is spoken, if any, and when. Pure: one event in, the next plan and what to do out.
 *
 * Feedback on every trial, and feedback while one moves, make practice look good and learning bad; feedback that the
 * player controls does best (doi:10.3389/fpsyg.2025.1638827). So a cue comes after a swing and never during one, only
 * for an error outside a band (bandwidth feedback), ever more rarely as the error shrinks, and not at all once it is
 * gone: then silence means that the swing was good, after it has been said once.
 *
 * INVARIANTS
 * - Nothing is said from address until the swing is kept; what is being said then is hushed.
 * - A swing is cued at most once, and only one that happened in this visit and whose first result this is.
 * - A cue waits for at most {@link CUE_WAIT_MS_MAX}, and never past the next swing: it would be about another one.
 * - Of two players with the same number of swings, the one whose fault is milder hears no more cues about it.
 */
import type { Severity } from '../swing/faults/fault-rule.ts';

/** A cue that could not be said within this long after its result is about a swing that nobody has in mind any more. */
export const CUE_WAIT_MS_MAX = 5_000;
/** Swings that are being measured at once; a golfer who hits faster is told of the newest only. */
const AWAITED_MAX = 8;
/** Evidence of a fault is its mean over so many results: a fault that comes and goes is half a fault. */
const RESULTS_KEPT = 5;
/** So many results without a fault that was spoken of, and the player is told so, once. */
const CLEAN_RESULTS = 3;

export type CueStage = 'empty' | 'occupied' | 'address' | 'swinging' | 'capturing';

/** The cue's key among the texts: a fault's id, or the news that the fault spoken of is gone. */
export type CueKey = `fault.${string}` | 'better';

export interface CueFault {
  readonly id: string;
  readonly severity: Severity;
}

export type CueEvent =
  | { readonly type: 'stage-changed'; readonly stage: CueStage }
  | { readonly type: 'visit-began' }
  | { readonly type: 'swing-happened'; readonly swing: string }
  | {
      readonly type: 'result-came';
      readonly swing: string;
      /** The most important one first, as in the report. */
      readonly faults: readonly CueFault[];
      /** Faults that could neither be seen nor ruled out. */
      readonly unjudged: readonly string[];
    }
  | { readonly type: 'switched'; readonly isOn: boolean };

interface PastResult {
  readonly severities: Readonly<Record<string, Severity>>;
  readonly unjudged: readonly string[];
}

export interface CuePlan {
  readonly isOn: boolean;
  readonly stage: CueStage;
  readonly awaited: readonly string[];
  readonly waiting: { readonly cue: CueKey; readonly sinceMs: number } | null;
  /** Newest first, at most {@link RESULTS_KEPT}. */
  readonly results: readonly PastResult[];
  /** Results without a cue since the last one; null before the first cue of the visit. */
  readonly silentResults: number | null;
  /** The fault that was spoken of and not yet said to be gone. */
  readonly workedOn: string | null;
}

export interface CueStep {
  readonly plan: CuePlan;
  /** To be said at once. */
  readonly say: CueKey | null;
  /** What is being said has to end at once. */
  readonly hush: boolean;
}

export function newCuePlan(isOn: boolean): CuePlan {
  return { isOn, stage: 'empty', awaited: [], waiting: null, results: [], silentResults: null, workedOn: null };
}

export function isQuiet(stage: CueStage): boolean {
  return stage !== 'occupied';
}

export function advanceCues(plan: CuePlan, event: CueEvent, nowMs: number): CueStep {
  switch (event.type) {
    case 'stage-changed':
      return enterStage(plan, event.stage, nowMs);
    case 'visit-began':
      return { plan: { ...newCuePlan(plan.isOn), stage: plan.stage }, say: null, hush: true };
    case 'swing-happened':
      // Whatever still waits is about the swing before.
      return quietly({ ...plan, awaited: [event.swing, ...plan.awaited].slice(0, AWAITED_MAX), waiting: null });
    case 'result-came':
      return hearResult(plan, event, nowMs);
    case 'switched':
      return { plan: { ...plan, isOn: event.isOn, waiting: null }, say: null, hush: !event.isOn };
  }
}

function quietly(plan: CuePlan): CueStep {
  return { plan, say: null, hush: false };
}

function dropStale(plan: CuePlan, nowMs: number): CuePlan {
  const isStale = plan.waiting !== null && nowMs - plan.waiting.sinceMs > CUE_WAIT_MS_MAX;
  return isStale ? { ...plan, waiting: null } : plan;
}

function enterStage(plan: CuePlan, stage: CueStage, nowMs: number): CueStep {
  const next = { ...dropStale(plan, nowMs), stage };
  if (stage === 'swinging' || stage === 'empty') return { plan: { ...next, waiting: null }, say: null, hush: true };
  if (isQuiet(stage)) return { plan: next, say: null, hush: true };
  return sayWaiting(next);
}

function sayWaiting(plan: CuePlan): CueStep {
  if (plan.waiting === null || isQuiet(plan.stage)) return quietly(plan);
  return { plan: { ...plan, waiting: null }, say: plan.waiting.cue, hush: false };
}

function hearResult(before: CuePlan, event: Extract<CueEvent, { type: 'result-came' }>, nowMs: number): CueStep {
  const plan = dropStale(before, nowMs);
  if (!plan.awaited.includes(event.swing)) return quietly(plan);
  const isNewest = plan.awaited[0] === event.swing;
  const severities = Object.fromEntries(event.faults.map(({ id, severity }) => [id, severity]));
  const results = [{ severities, unjudged: event.unjudged }, ...plan.results].slice(0, RESULTS_KEPT);
  const heard = { ...plan, results, awaited: plan.awaited.filter((swing) => swing !== event.swing) };
  const cue = plan.isOn && isNewest ? cueFor(heard, event.faults[0] ?? null) : null;
  if (cue === null) {
    const { silentResults } = heard;
    return quietly({ ...heard, silentResults: silentResults === null ? null : silentResults + 1 });
  }
  const workedOn = cue === 'better' ? null : cue.slice('fault.'.length);
  return sayWaiting({ ...heard, silentResults: 0, workedOn, waiting: { cue, sinceMs: nowMs } });
}

function cueFor(plan: CuePlan, main: CueFault | null): CueKey | null {
  const { workedOn, results, silentResults } = plan;
  if (workedOn !== null && isGone(workedOn, results)) return 'better';
  if (main === null) return null;
  const silence = silentResultsFor(evidenceOf(main.id, results));
  return silence !== null && (silentResults === null || silentResults >= silence) ? `fault.${main.id}` : null;
}

function isGone(fault: string, results: readonly PastResult[]): boolean {
  const judged = results.filter(({ unjudged }) => !unjudged.includes(fault)).slice(0, CLEAN_RESULTS);
  return judged.length === CLEAN_RESULTS && judged.every(({ severities }) => severities[fault] === undefined);
}

const WEIGHT: Readonly<Record<Severity, number>> = { critical: 3, major: 2, minor: 1 };

/** 0 for a fault that was not there, up to 3; results that could not judge it say nothing. */
function evidenceOf(fault: string, results: readonly PastResult[]): number {
  const judged = results.filter(({ unjudged }) => !unjudged.includes(fault));
  const sum = judged.reduce((total, { severities }) => {
    const severity = severities[fault];
    return severity === undefined ? total : total + WEIGHT[severity];
  }, 0);
  return judged.length === 0 ? 0 : sum / judged.length;
}

/**
 * How many results pass in silence after a cue; null inside the band, where nothing is said. A heuristic: the source
 * asks for less than every trial and for fading, and gives no schedule.
 */
function silentResultsFor(evidence: number): number | null {
  if (evidence >= 2.5) return 1;
  if (evidence >= 1.5) return 2;
  if (evidence >= 0.8) return 4;
  return null;
}
