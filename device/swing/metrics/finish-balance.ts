import { midpoint, type Vector } from '../geometry/vector.ts';
import { BAY_AXES } from './metric-entry.ts';
import { motionMetric } from './motion-metric.ts';
import type { PoseSource } from './pose-source.ts';
import { moment } from './published-range.ts';

/** How much of the held finish is looked at, and how much of it the clip must show. */
const HELD_MS = 500;
const SEEN_MS_MIN = 300;
const PLACES_MIN = 5;

export const finishBalance = motionMetric({
  entry: {
    id: 'finish-balance',
    unit: 'cm',
    decimals: 1,
    plausible: { low: 0, high: 60 },
    moments: [moment('finish')],
    definition:
      'How far the middle between the hip joints goes from its mean place, level with the ground, within half a second from the finish event; the clip must show 0.3 s of it.',
    sign: 'Never negative; 0 is a finish that stands still.',
    frameOfReference: BAY_AXES,
    source: 'Sway of the body in quiet standing, told as its greatest excursion; measured here.',
    picture: {
      kind: 'figure',
      view: 'face-on',
      at: 'finish',
      marks: [{ kind: 'moved', spot: 'mid-hip', along: 'to-target' }],
    },
  },
  needs: ['finish'],
  value: ({ space, time }) => {
    const from = time('finish');
    if ((space.timesMs.at(-1) ?? from) - from < SEEN_MS_MIN) return 'clip-incomplete';
    const places = hipsBetween(space, from, from + HELD_MS);
    if (places.length < PLACES_MIN) return Number.NaN;
    const mean = (coordinate: 'x' | 'z') => places.reduce((sum, place) => sum + place[coordinate], 0) / places.length;
    const [x, z] = [mean('x'), mean('z')];
    return 100 * Math.max(...places.map((place) => Math.hypot(place.x - x, place.z - z)));
  },
  // The trembling of landmarks is part of what is read: the golfer stands at least as still as it says.
  spread: (value) => ({ below: Math.min(value, 1.5), above: 1 }),
});

function hipsBetween(space: PoseSource, fromMs: number, toMs: number): Vector[] {
  return Array.from(space.timesMs)
    .filter((time) => time >= fromMs && time <= toMs)
    .flatMap((time) => {
      const [lead, trail] = [space.joint('lead-hip', time), space.joint('trail-hip', time)];
      return lead === null || trail === null ? [] : [midpoint(lead, trail)];
    });
}
