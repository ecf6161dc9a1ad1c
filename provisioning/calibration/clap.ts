/**
 * The way of sound, from claps that are seen and heard: how much later than it happens a sound carries its time stamp.
 *
 * Two hands that clap come together and stop. Between pictures, their distance falls in a nearly straight line until
 * they touch: the line through the last pictures before the stop meets the distance at which they stay. That instant
 * is seen; the onset that follows is heard. What lies between is the way through the air, which the distance from the
 * clap to the microphone tells, and the delay of the device, which is asked for.
 */
import { lengthOf, subtract, type Vector } from '../../device/swing/geometry/vector.ts';

export interface WristMoment {
  readonly atMs: number;
  /** Bay axes, metres; null where a wrist was not found. */
  readonly left: Vector | null;
  readonly right: Vector | null;
}

export interface SeenClap {
  /** When the hands met, on the cameras' clock. */
  readonly atMs: number;
  /** One standard deviation. */
  readonly deviationMs: number;
  /** Between the wrists. */
  readonly place: Vector;
}

export interface HeardOnset {
  /** As the device stamped it. */
  readonly atMs: number;
  readonly deviationMs: number;
}

export interface SoundDelay {
  readonly delayMs: number;
  /** One standard deviation. */
  readonly deviationMs: number;
  readonly claps: number;
}

/** At 20 °C; five degrees more or less change it by 1 %, 0.1 ms at 3 m. */
export const SPEED_OF_SOUND_MS = 343;

/** Hands that clap close at least so fast; slower ones are being folded. */
const CLOSING_M_PER_S_MIN = 0.8;
/** Wrists of hands that touch are nearer than this. */
const TOUCHING_M_MAX = 0.3;
/** The straight part before the touch, and the stay after it. */
const APPROACH_MS = 70;
const STAY_MS = 60;
const APPROACH_MOMENTS_MIN = 3;
/** One clap is not two. */
const APART_MS_MIN = 250;
/** Slower devices than this are not sold; what is heard earlier than the picture by more is another sound. */
const DELAY_MS_MAX = 400;
const DELAY_MS_MIN = -60;
const CLAPS_MIN = 4;
/** Claps further from the usual one than this many of its spreads belong to something else. */
const OUTLIER_SPREADS = 3.5;
/** Median absolute deviation to standard deviation of a normal distribution. */
const MAD_TO_DEVIATION = 1.4826;

/** Every clap in a walk of two wrists; in order. */
export function findClaps(track: readonly WristMoment[]): SeenClap[] {
  const apart = track.flatMap(({ atMs, left, right }) =>
    left === null || right === null ? [] : [{ atMs, left, right, m: lengthOf(subtract(left, right)) }],
  );
  const claps: SeenClap[] = [];
  for (let i = 1; i < apart.length - 1; i++) {
    const [before, here, after] = [apart[i - 1], apart[i], apart[i + 1]];
    if (before === undefined || here === undefined || after === undefined) continue;
    const isLeast = here.m <= before.m && here.m < after.m;
    const isNew = here.atMs - (claps.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY) > APART_MS_MIN;
    if (!isLeast || here.m > TOUCHING_M_MAX || !isNew) continue;
    const met = meeting(apart, here);
    if (met !== null) claps.push(met);
  }
  return claps;
}

interface Apart {
  readonly atMs: number;
  readonly left: Vector;
  readonly right: Vector;
  readonly m: number;
}

/** Null where the hands came together too slowly, or were not followed well enough. */
function meeting(apart: readonly Apart[], least: Apart): SeenClap | null {
  const near = apart.filter(({ atMs }) => Math.abs(atMs - least.atMs) <= APPROACH_MS + STAY_MS);
  // The hands rest on each other at the smallest distances; single ones are noise.
  const stay = near.filter(({ atMs, m }) => atMs >= least.atMs - STAY_MS && m < least.m + 0.02);
  const touchM = stay.reduce((sum, { m }) => sum + m, 0) / stay.length;
  const started = stay[0]?.atMs ?? least.atMs;
  const approach = near.filter(({ atMs }) => atMs < started && atMs >= started - APPROACH_MS);
  if (approach.length < APPROACH_MOMENTS_MIN) return null;
  const line = straightLine(approach.map(({ atMs, m }) => [atMs, m]));
  const closing = -line.slope * 1000;
  if (closing < CLOSING_M_PER_S_MIN) return null;
  const metMs = line.meanX + (touchM - line.meanY) / line.slope;
  if (Math.abs(metMs - started) > APPROACH_MS) return null;
  // The line's own error at the touch, and that of the level at which it is read off.
  const reach = (metMs - line.meanX) ** 2 / line.spreadX + 1 / approach.length + 1 / stay.length;
  const lineMs = (Math.max(line.residual, 0.002) * Math.sqrt(reach)) / -line.slope;
  // Hands that are together in a picture have met before it, whatever the line says: a network draws wrists that touch
  // too near each other, and the line then reaches their distance too late.
  const apartMs = approach.at(-1)?.atMs ?? started;
  const atMs = metMs > started + 2 * lineMs ? started : metMs;
  const deviationMs = atMs === metMs ? lineMs : Math.max(lineMs, (started - apartMs) / Math.sqrt(12));
  const [a, b] = [least.left, least.right];
  return { atMs, deviationMs, place: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, z: (a.z + b.z) / 2 } };
}

function straightLine(points: readonly (readonly [number, number])[]) {
  const mean = (pick: 0 | 1): number => points.reduce((sum, point) => sum + point[pick], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const spreadX = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const slope = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spreadX;
  const squares = points.reduce((sum, [x, y]) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0);
  return { meanX, meanY, spreadX, slope, residual: Math.sqrt(squares / Math.max(1, points.length - 2)) };
}

/**
 * The delay of the device from claps and onsets. The microphone's place, in bay axes, gives each clap its own way
 * through the air; null with fewer than `CLAPS_MIN` claps that agree.
 */
export function soundDelay(
  claps: readonly SeenClap[],
  onsets: readonly HeardOnset[],
  microphone: Vector,
): SoundDelay | null {
  const heard = claps.flatMap((clap) => {
    const airMs = (lengthOf(subtract(clap.place, microphone)) / SPEED_OF_SOUND_MS) * 1000;
    const isIts = ({ atMs }: HeardOnset): boolean =>
      atMs - clap.atMs - airMs >= DELAY_MS_MIN && atMs - clap.atMs - airMs <= DELAY_MS_MAX;
    return onsets.filter(isIts).map(({ atMs, deviationMs }) => ({
      clap,
      delayMs: atMs - clap.atMs - airMs,
      deviationMs: Math.hypot(deviationMs, clap.deviationMs),
    }));
  });
  const usual = mostAgreed(heard);
  if (usual === null) return null;
  const near = heard.filter(
    ({ delayMs, deviationMs }) => Math.abs(delayMs - usual) <= OUTLIER_SPREADS * deviationMs + 2,
  );
  const own = new Map<SeenClap, (typeof heard)[number]>();
  for (const each of near) {
    const known = own.get(each.clap);
    if (known === undefined || Math.abs(each.delayMs - usual) < Math.abs(known.delayMs - usual))
      own.set(each.clap, each);
  }
  const used = [...own.values()];
  if (used.length < CLAPS_MIN) return null;
  const weights = used.map(({ deviationMs }) => 1 / deviationMs ** 2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const delayMs = used.reduce((sum, each, i) => sum + each.delayMs * (weights[i] as number), 0) / total;
  const offsets = used.map((each) => Math.abs(each.delayMs - delayMs)).sort((a, b) => a - b);
  const spread = (offsets[Math.floor(offsets.length / 2)] ?? 0) * MAD_TO_DEVIATION;
  // The claps' own spread is believed where it is larger than what each of them states.
  const deviationMs = Math.max(1 / Math.sqrt(total), spread / Math.sqrt(used.length));
  return { delayMs, deviationMs, claps: used.length };
}

/** The delay that most claps can agree on: neighbours' shots give one clap several onsets, and no two claps the same. */
function mostAgreed(heard: readonly { delayMs: number; deviationMs: number; clap: SeenClap }[]): number | null {
  let best: { delayMs: number; claps: number; off: number } | null = null;
  for (const { delayMs } of heard) {
    const near = heard.filter((other) => Math.abs(other.delayMs - delayMs) <= OUTLIER_SPREADS * other.deviationMs + 2);
    const claps = new Set(near.map(({ clap }) => clap)).size;
    const off = near.reduce((sum, other) => sum + Math.abs(other.delayMs - delayMs), 0) / near.length;
    if (best === null || claps > best.claps || (claps === best.claps && off < best.off)) best = { delayMs, claps, off };
  }
  return best?.delayMs ?? null;
}
