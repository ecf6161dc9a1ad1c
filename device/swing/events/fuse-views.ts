/**
 * Puts the views' readings of a swing together: one set of events on one clock.
 *
 * Views that share a clock are matched by their impacts. Views without one (two uploaded files) are taken to be of the
 * same swing, the most certain of each, and are aligned by what they show and sound like (`view-alignment`). Each event is the mean of what the views say, weighted by how well that view sees it.
 */
import { frameCount, type PoseTrack } from '../pose/pose-track.ts';
import type { CameraRole, Handedness, SwingEvent } from '../report/swing-report.ts';
import { alignViews, type ViewToAlign } from '../view-alignment/align-views.ts';
import { confidenceInSpace, contradicted } from './event-confidence.ts';
import { EVENT_NAMES, type EventName } from './event-name.ts';
import type { FoundSwing, SwingClues, ViewForEvents } from './found-swing.ts';
import { median, valueAt } from './series.ts';
import { judgeSlowMotion } from './slow-motion.ts';
import { type AgreedImpact, agreedImpact, type HeardImpact, type ImpactStamp } from './sound-clue.ts';
import { type SpaceReading, type SpaceView, spaceEvents } from './space-events.ts';
import { framesAt, nearestFrame } from './nearest-frame.ts';
import type { ViewEvent, ViewSwing } from './view-swing.ts';

/** Impacts of two cameras on one clock that lie farther apart are two swings. */
const SAME_SWING_MS = 500;
/** A hint of the live loop that lies farther from an impact speaks of another swing. */
const HINT_MS = 400;
const HINTED_BONUS = 1;

/** How well a view sees an event next to another view: the square of how seldom it was wrong there. */
const FACE_ON_SEES: Readonly<Record<EventName, number>> = {
  address: 2,
  'toe-up': 2,
  'mid-backswing': 2,
  top: 1,
  'mid-downswing': 1,
  impact: 1.5,
  'mid-follow-through': 1,
  finish: 1,
};

export function fuseViews(
  views: readonly ViewForEvents[],
  byView: readonly (readonly ViewSwing[])[],
  clues: SwingClues,
): FoundSwing[] {
  const groups = clues.sharedClock ? groupByImpact(views, byView) : mostCertainOfEach(views, byView, clues);
  return groups.map((group) => fuseGroup(views, group, clues));
}

interface Group {
  readonly swings: readonly ViewSwing[];
  readonly offsetsMs: readonly number[];
  readonly offsetUncertaintiesMs?: readonly number[];
}

function groupByImpact(views: readonly ViewForEvents[], byView: readonly (readonly ViewSwing[])[]): Group[] {
  const offsetsMs = views.map(() => 0);
  const all = byView.flat().sort((a, b) => b.certainty - a.certainty);
  const groups: ViewSwing[][] = [];
  for (const swing of all) {
    const at = impactMs(views, swing);
    const group = groups.find(
      (members) =>
        Math.abs(impactMs(views, members[0] as ViewSwing) - at) <= SAME_SWING_MS &&
        members.every((member) => member.view !== swing.view),
    );
    if (group === undefined) groups.push([swing]);
    else group.push(swing);
  }
  return groups.map((swings) => ({ swings, offsetsMs }));
}

function mostCertainOfEach(
  views: readonly ViewForEvents[],
  byView: readonly (readonly ViewSwing[])[],
  clues: SwingClues,
): Group[] {
  const swings = byView.flatMap((found) => found.slice(0, 1));
  const first = swings[0];
  if (first === undefined) return [];
  if (views.length === 1) return (byView[0] ?? []).map((swing) => ({ swings: [swing], offsetsMs: [0] }));
  const aligned = alignViews(
    views.map((_, view) =>
      toAlign(
        views,
        swings.find((each) => each.view === view),
        clues.soundsByView?.[view] ?? [],
      ),
    ),
  );
  const offsetsMs = aligned.map((each) => each.offsetMs);
  return [{ swings, offsetsMs, offsetUncertaintiesMs: aligned.map((each) => each.uncertaintyMs) }];
}

function toAlign(
  views: readonly ViewForEvents[],
  swing: ViewSwing | undefined,
  sounds: readonly HeardImpact[],
): ViewToAlign {
  if (swing === undefined) return { hands: null, sounds };
  const { track } = views[swing.view] as ViewForEvents;
  const last = frameCount(track) - 1;
  const times = swing.events.map(({ frame }) => timeOf(track, frame));
  return {
    sounds,
    hands: {
      timesMs: track.timesMs,
      height: swing.motion.height,
      fromMs: Math.min(timeOf(track, Math.max(0, swing.candidate.high - swing.candidate.fallFrames)), ...times),
      toMs: Math.max(timeOf(track, Math.min(last, swing.candidate.after)), ...times),
      impactMs: impactMs(views, swing),
    },
  };
}

function impactMs(views: readonly ViewForEvents[], swing: ViewSwing): number {
  const event = swing.events.find(({ name }) => name === 'impact');
  return timeOf((views[swing.view] as ViewForEvents).track, event?.frame ?? swing.candidate.low);
}

function timeOf(track: PoseTrack, frame: number): number {
  return valueAt(track.timesMs, frame);
}

function fuseGroup(views: readonly ViewForEvents[], group: Group, clues: SwingClues): FoundSwing {
  const { swings, offsetsMs, offsetUncertaintiesMs } = group;
  const roles = views.map(({ role }, view): CameraRole => {
    const own = swings.find((swing) => swing.view === view);
    return role ?? own?.role ?? 'other';
  });
  const handedness = clearestHandedness(swings);
  const single = EVENT_NAMES.flatMap((name) => fuseEvent(name, views, swings, offsetsMs));
  const { readings, club } = spaceEvents({
    views: swings.flatMap((swing) => inSpace(views[swing.view] as ViewForEvents, swing, offsetsMs)),
    handedness,
    seenMs: new Map(single.map(({ name, timeMs }) => [name, timeMs])),
  });
  const together = single.map((event) => seenInSpace(event, readings, views, offsetsMs));
  const seen = inOrder(together) ? together : single;
  const impact = seen.find(({ name }) => name === 'impact');
  const top = seen.find(({ name }) => name === 'top');
  const slowMotion =
    impact === undefined || top === undefined
      ? { suspected: false, factor: null }
      : judgeSlowMotion({ downswingMs: impact.timeMs - top.timeMs, fallMs: fallMs(views, swings) });
  const frameMs = Math.min(...views.map(({ track }) => meanFrameMs(track)));
  const { sounds, stamps = [] } = clues;
  const agreed =
    impact === undefined || slowMotion.suspected ? null : agreedImpact({ sounds, stamps }, impact.timeMs, frameMs);
  const events =
    agreed === null
      ? seen.map((event) => doubtedBy(stamps, event))
      : seen.map((event) => stampedAs(event, agreed, views, offsetsMs));
  const hinted =
    clues.impactHintMs !== null && impact !== undefined && Math.abs(impact.timeMs - clues.impactHintMs) <= HINT_MS;
  const certainty = Math.max(...swings.map((swing) => swing.certainty));
  return {
    certainty: hinted ? Math.min(1, certainty + HINTED_BONUS) : certainty,
    handedness,
    roles,
    events,
    slowMotion,
    heard: agreed?.heard ?? null,
    offsetsMs,
    ...(offsetUncertaintiesMs === undefined ? {} : { offsetUncertaintiesMs }),
    club,
  };
}

/** The median over the views. */
function fallMs(views: readonly ViewForEvents[], swings: readonly ViewSwing[]): number {
  return median(
    swings.map(({ view, candidate: { low, fallFrames } }) => {
      const { track } = views[view] as ViewForEvents;
      return timeOf(track, low) - timeOf(track, low - fallFrames);
    }),
  );
}

function fuseEvent(
  name: EventName,
  views: readonly ViewForEvents[],
  swings: readonly ViewSwing[],
  offsetsMs: readonly number[],
): SwingEvent[] {
  const readings = swings.flatMap((swing) => {
    const event = swing.events.find((each) => each.name === name);
    if (event === undefined) return [];
    const timeMs = timeOf((views[swing.view] as ViewForEvents).track, event.frame) + (offsetsMs[swing.view] ?? 0);
    return [{ event, timeMs, weight: weightOf(swing, event) }];
  });
  if (readings.length === 0) return [];
  const total = readings.reduce((sum, { weight }) => sum + weight, 0);
  const timeMs = readings.reduce((sum, reading) => sum + reading.weight * reading.timeMs, 0) / total;
  const surest = readings.reduce((a, b) => (b.weight > a.weight ? b : a));
  const confidence = Math.max(...readings.map(({ event }) => event.confidence));
  return [{ name, timeMs, frame: framesAt(views, offsetsMs, timeMs), confidence, by: surest.event.by }];
}

function inOrder(events: readonly SwingEvent[]): boolean {
  return events.every((event, i) => i === 0 || event.timeMs > (events[i - 1] as SwingEvent).timeMs);
}

function inSpace({ track, calibration }: ViewForEvents, swing: ViewSwing, offsetsMs: readonly number[]): SpaceView[] {
  if (calibration === undefined || calibration === null) return [];
  const offset = offsetsMs[swing.view] ?? 0;
  return [{ swing, calibration, track: { ...track, timesMs: track.timesMs.map((time) => time + offset) } }];
}

/** Farther than this from what the single views say, a reading in space is of something else. */
const SPACE_AGREES_MS: Readonly<Record<EventName, number>> = {
  address: 300,
  'toe-up': 120,
  'mid-backswing': 100,
  top: 120,
  'mid-downswing': 80,
  impact: 40,
  'mid-follow-through': 60,
  finish: 700,
};

function seenInSpace(
  event: SwingEvent,
  readings: readonly SpaceReading[],
  views: readonly ViewForEvents[],
  offsetsMs: readonly number[],
): SwingEvent {
  const reading = readings.find(({ name }) => name === event.name);
  if (reading === undefined) return event;
  if (Math.abs(reading.timeMs - event.timeMs) > SPACE_AGREES_MS[event.name]) {
    return { ...event, confidence: contradicted(event.confidence) };
  }
  // Going back slowly, the arm's passage in space and the hands' heights in the pictures err independently.
  const timeMs = event.name === 'mid-backswing' ? (reading.timeMs + event.timeMs) / 2 : reading.timeMs;
  const { by } = reading;
  return { ...event, timeMs, by, confidence: confidenceInSpace(event.name), frame: framesAt(views, offsetsMs, timeMs) };
}

function weightOf(swing: ViewSwing, event: ViewEvent): number {
  const role = swing.role === 'face-on' ? FACE_ON_SEES[event.name] : 1;
  return role * event.confidence * event.confidence;
}

/** How sure an impact is that another sense confirmed, and one about which two of them disagree. */
const CONFIRMED = 0.99;
const DISPUTED = 0.7;

/** A beam that puts the same stroke where the pictures do not see it makes them less sure. */
function doubtedBy(stamps: readonly ImpactStamp[], event: SwingEvent): SwingEvent {
  const isDoubted = event.name === 'impact' && stamps.some(({ timeMs }) => Math.abs(timeMs - event.timeMs) <= HINT_MS);
  return isDoubted ? { ...event, confidence: contradicted(event.confidence) } : event;
}

/** Impact is the last picture before or at contact, and contact is what was heard or stamped. */
function stampedAs(
  event: SwingEvent,
  agreed: AgreedImpact,
  views: readonly ViewForEvents[],
  offsetsMs: readonly number[],
): SwingEvent {
  if (event.name !== 'impact') return event;
  const frame = Object.fromEntries(
    views.map(({ track }, view) => {
      const at = agreed.timeMs - (offsetsMs[view] ?? 0);
      const nearest = nearestFrame(track, at);
      return [track.camera, (track.timesMs[nearest] as number) > at ? Math.max(0, nearest - 1) : nearest];
    }),
  );
  const confidence = agreed.isUndisputed ? CONFIRMED : DISPUTED;
  return { ...event, timeMs: agreed.timeMs, frame, by: agreed.by, confidence };
}

function meanFrameMs(track: PoseTrack): number {
  const last = frameCount(track) - 1;
  return last < 1 ? 1000 : ((track.timesMs[last] as number) - (track.timesMs[0] as number)) / last;
}

function clearestHandedness(swings: readonly ViewSwing[]): Handedness {
  return swings.reduce((a, b) => (b.leanT > a.leanT ? b : a)).handedness;
}
