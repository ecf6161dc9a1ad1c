import type { EventName } from '../events/event-name.ts';
import type { PreparedMotion } from './prepared-motion.ts';

/**
 * 90 % of how far a found event lies from the true moment, either way, in milliseconds of real time. Measured on
 * labelled clips of 30 frames a second, where six events lie within a frame in 9 of 10 swings, address and finish in
 * far fewer; the top is where hands and club turn back at different moments.
 */
const ERROR_MS: Record<EventName, number> = {
  address: 80,
  'toe-up': 40,
  'mid-backswing': 30,
  top: 40,
  'mid-downswing': 17,
  impact: 17,
  'mid-follow-through': 25,
  finish: 150,
};

/** What a camera's frames leave open at best, in frames. */
const ERROR_FRAMES: Record<EventName, number> = {
  address: 2,
  'toe-up': 1,
  'mid-backswing': 1,
  top: 1,
  'mid-downswing': 0.5,
  impact: 0.5,
  'mid-follow-through': 0.5,
  finish: 3,
};

/**
 * An impact heard is as good as the sound's path is known; one that the beam over the ball stamped, as what the ball takes
 * to leave it, and its controller's clock.
 */
const SENSED_ERROR_MS: Readonly<Record<string, number>> = { sound: 5, beam: 2 };
/** Less sure than this is an impact that another sense puts elsewhere: then it is no better than the pictures'. */
const UNDISPUTED_FROM = 0.9;

/** An event that its finder doubts is taken to be this much further off. */
const DOUBT_FACTOR = 1.6;
const DOUBT_BELOW = 0.5;

/** 0 for an event that is not there. */
export function eventErrorMs(motion: PreparedMotion, name: EventName): number {
  const event = motion.events.get(name);
  if (event === undefined) return 0;
  const sensed = SENSED_ERROR_MS[event.by];
  if (sensed !== undefined && event.confidence >= UNDISPUTED_FROM) return sensed;
  const error = Math.max(ERROR_MS[name], ERROR_FRAMES[name] * motion.frameMs);
  return event.confidence < DOUBT_BELOW ? error * DOUBT_FACTOR : error;
}
