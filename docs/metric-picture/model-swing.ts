import type { EventName } from '../../device/swing/events/event-name.ts';
import type { Spot } from '../../device/swing/metrics/metric-picture.ts';
import { MODEL_GOLFER } from '../../device/virtual-bay/golfer.ts';
import type { FigureState } from '../../device/virtual-bay/motion.ts';
import { SwingMotion } from '../../device/virtual-bay/swing-motion.ts';
import { centreOfMass, midEar } from '../../device/virtual-bay/truth/body-truth.ts';
import { eventsOf, metricsOf, type TrueMetric } from '../../device/virtual-bay/truth.ts';
import { mix, type Vec3 } from '../../device/virtual-bay/vector.ts';

/** The virtual bay's model golfer in one swing: what every picture of a metric is drawn from. */
export const MODEL_SWING = new SwingMotion(MODEL_GOLFER, { leadInMs: 500, holdMs: 900 });

const EVENTS = eventsOf(MODEL_SWING);
const METRICS = metricsOf(MODEL_SWING, EVENTS);

export function eventMs(name: EventName): number {
  const event = EVENTS.find((each) => each.name === name);
  if (event === undefined) throw new TypeError(`The model swing has no ${name}.`);
  return event.timeMs;
}

export function stateAt(name: EventName): FigureState {
  return MODEL_SWING.at(eventMs(name));
}

/** What the model golfer's number really is; undefined for what no joint shows. */
export function modelValue(id: string, at: EventName | null): TrueMetric | undefined {
  return METRICS.find((metric) => metric.id === id && metric.at === at);
}

/** Where a place of the figure is, in bay axes. */
export function placeOf(state: FigureState, spot: Spot): Vec3 {
  const { body } = state;
  if (spot === 'mid-hip') return body.midHip;
  if (spot === 'mid-shoulder') return body.midShoulder;
  if (spot === 'mid-ear') return midEar(MODEL_SWING, state);
  if (spot === 'mid-ankle') return mix(body.ankles[0], body.ankles[1], 0.5);
  if (spot === 'hands') return mix(body.wrists[0], body.wrists[1], 0.5);
  if (spot === 'centre-of-mass') return centreOfMass(MODEL_SWING, state);
  if (spot === 'grip') return state.club?.butt ?? mix(body.wrists[0], body.wrists[1], 0.5);
  if (spot === 'club-head') return state.club?.head ?? mix(body.wrists[0], body.wrists[1], 0.5);
  const [side, part] = spot.split('-') as [string, string];
  const pairs: Readonly<Record<string, readonly [Vec3, Vec3]>> = {
    shoulder: body.shoulders,
    elbow: body.elbows,
    wrist: body.wrists,
    hip: body.hips,
    knee: body.knees,
    ankle: body.ankles,
  };
  const place = pairs[part]?.[side === 'lead' ? 0 : 1];
  if (place === undefined) throw new TypeError(`No picture knows the place ${spot}.`);
  return place;
}
