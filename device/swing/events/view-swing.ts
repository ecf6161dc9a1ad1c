/**
 * One view's own reading of one swing: what it is, how it is seen, and where its eight events lie in its frames. Views
 * are put together in `fuse-views.ts`.
 */

import { type ShaftTrack, shaftTrack } from '../club/shaft-track.ts';
import type { CameraRole, Handedness } from '../report/swing-report.ts';
import { recogniseRole } from '../view/camera-role.ts';
import { recogniseHandedness } from '../view/handedness.ts';
import { type AddressEstimate, addressBeforeTakeaway, addressByHands } from './address.ts';
import { midBackswing, midDownswing } from './arm-level.ts';
import type { BodyMotion } from './body-motion.ts';
import { confidenceOf } from './event-confidence.ts';
import { EVENT_NAMES, type EventName } from './event-name.ts';
import { finishOfSwing } from './finish.ts';
import { clubTurnByHands } from './hands-turn.ts';
import { midFollowThrough } from './follow-through.ts';
import { impactByHands } from './impact.ts';
import type { ClueReader, PixelClues } from './pixel-clues.ts';
import { type ShaftReadings, shaftReadings } from './shaft-readings.ts';
import type { SwingCandidate } from './swing-candidate.ts';
import { CERTAINTY_MIN, swingCertainty } from './swing-certainty.ts';
import type { Estimate, SwingContext } from './swing-context.ts';
import { swingShape } from './swing-shape.ts';
import { toeUp } from './toe-up.ts';
import { topOfBackswing } from './top.ts';

export interface ViewEvent {
  readonly name: EventName;
  /** Frame index, may lie between two frames. */
  readonly frame: number;
  readonly confidence: number;
  readonly by: string;
}

export interface ViewSwing {
  readonly view: number;
  readonly motion: BodyMotion;
  readonly candidate: SwingCandidate;
  readonly role: CameraRole;
  readonly handedness: Handedness;
  /** How clearly the handedness was seen. */
  readonly leanT: number;
  readonly certainty: number;
  /** The shaft's track in this view, and what it says of the swing's moments; null where it was not followed. */
  readonly shaftTrack: ShaftTrack | null;
  readonly shaft: ShaftReadings | null;
  /** In the order of a swing; those that the clip does not show are absent. */
  readonly events: readonly ViewEvent[];
}

export interface ViewGiven {
  readonly view: number;
  readonly motion: BodyMotion;
  readonly role: CameraRole | null;
  readonly handedness: Handedness | null;
  readonly read: ClueReader | null;
  /** A calibrated view's shaft is followed whatever its role: another view may need it. */
  readonly isCalibrated: boolean;
}

/**
 * Units before the highest hands from which pictures are read: twice the slowest usual backswing, because a golfer who
 * swings down fast and back slowly has short units.
 */
const READ_BEFORE_UNITS = 120;
/** Units after the low point until which pictures are read: the mid-follow-through is long over. */
const READ_AFTER_UNITS = 24;
/** Units before the highest hands from which on the club is on its way, in the shortest backswing. */
const MOVING_UNITS = 12;
/** Typical units from address to mid-backswing, for a first guess. */
const TAKEAWAY_UNITS = 19;

export function readViewSwing(given: ViewGiven, candidate: SwingCandidate): ViewSwing {
  const { motion, view } = given;
  const rough = roughAddress(motion, candidate);
  const clues = readClues(given, candidate, rough);
  const role = given.role ?? recogniseRole(motion, { address: rough, impact: candidate.low });
  const lean = recogniseHandedness(motion, role, candidate, rough);
  const handedness = given.handedness ?? lean.handedness;
  const certainty = swingCertainty(swingShape(motion, candidate), motion, clues);
  const isFollowed = certainty >= CERTAINTY_MIN && (role !== 'down-the-line' || given.isCalibrated);
  const lines = isFollowed ? (clues?.lines?.() ?? null) : null;
  const track = lines === null ? null : shaftTrack({ lines, role, handedness, ...candidate });
  const shaft =
    lines === null || track === null || role === 'down-the-line'
      ? null
      : shaftReadings(track, lines, {
          handedness,
          candidate,
          turnBetween: spanOf(clubTurnByHands({ motion, candidate, role })),
        });
  const events = eventsOf({ motion, candidate, role, handedness, clues, shaft });
  return { view, motion, candidate, role, handedness, leanT: lean.leanT, certainty, shaftTrack: track, shaft, events };
}

function spanOf(frames: readonly number[]): [number, number] {
  return [Math.min(...frames), Math.max(...frames)];
}

function readClues(
  { read, view, motion }: ViewGiven,
  candidate: SwingCandidate,
  stillFrame: number,
): PixelClues | null {
  if (read === null) return null;
  const unit = candidate.unitFrames;
  return read({
    view,
    from: Math.max(0, Math.floor(candidate.high - READ_BEFORE_UNITS * unit)),
    to: Math.min(motion.frames - 1, Math.ceil(candidate.low + READ_AFTER_UNITS * unit)),
    stillFrame,
    movingFrom: Math.max(0, Math.min(candidate.high, Math.round(candidate.high - MOVING_UNITS * unit))),
    unitFrames: unit,
  });
}

/** Good enough to look at how the golfer stands: still hands before the takeaway. */
function roughAddress(motion: BodyMotion, candidate: SwingCandidate): number {
  const context: SwingContext = { motion, candidate, role: 'other', handedness: 'right', clues: null, shaft: null };
  const level = midBackswing(context, 0, candidate.high)?.frame ?? candidate.high;
  return Math.round(addressByHands(context, level).frame);
}

function eventsOf(context: SwingContext): ViewEvent[] {
  const { candidate, motion } = context;
  const unit = candidate.unitFrames;
  const top = topOfBackswing(context);
  const backLevel = midBackswing(context, 0, top.frame);
  const level = backLevel?.frame ?? Math.max(0, top.frame - 8 * unit);
  const address: AddressEstimate = addressBeforeTakeaway(context, level, Math.max(0, level - TAKEAWAY_UNITS * unit));
  const toe = toeUp(context, address.frame, level);
  const impact = impactByHands(context, address.frame, top.frame);
  const downLevel = midDownswing(context, top.frame);
  const through = midFollowThrough(context, top.frame, impact.frame);
  const finish = finishOfSwing(context, top.frame, impact.frame);
  const toleranceFrames = Math.max(1, (impact.frame - address.frame) / 30);
  const found: [EventName, Estimate | undefined][] = [
    ['address', address],
    ['toe-up', toe],
    ['mid-backswing', backLevel],
    ['top', top],
    ['mid-downswing', downLevel],
    ['impact', impact],
    ['mid-follow-through', through],
    ['finish', finish],
  ];
  const events = found.flatMap(([name, estimate]): ViewEvent[] => {
    if (estimate === undefined || estimate.frame > motion.frames - 0.5) return [];
    const frame = Math.max(0, estimate.frame);
    return [{ name, frame, by: estimate.by, confidence: confidenceOf(name, estimate, toleranceFrames) }];
  });
  return inOrder(events);
}

/** Keeps the events in a swing's order: one that lies beyond a surer neighbour is moved next to it. */
function inOrder(events: readonly ViewEvent[]): ViewEvent[] {
  const sorted = [...events].sort((a, b) => EVENT_NAMES.indexOf(a.name) - EVENT_NAMES.indexOf(b.name));
  const anchor = sorted.findIndex((event) => event.name === 'impact');
  if (anchor < 0) return sorted;
  for (let i = anchor - 1; i >= 0; i--) {
    const limit = (sorted[i + 1] as ViewEvent).frame - 1;
    const event = sorted[i] as ViewEvent;
    if (event.frame > limit) sorted[i] = { ...event, frame: Math.max(0, limit), confidence: event.confidence / 2 };
  }
  for (let i = anchor + 1; i < sorted.length; i++) {
    const limit = (sorted[i - 1] as ViewEvent).frame + 1;
    const event = sorted[i] as ViewEvent;
    if (event.frame < limit) sorted[i] = { ...event, frame: limit, confidence: event.confidence / 2 };
  }
  return sorted;
}
