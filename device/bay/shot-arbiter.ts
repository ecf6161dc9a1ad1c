/**
 * Decides that a swing happened, when impact was, and whether a ball was struck. Pure.
 *
 * Witnesses are the cameras (a whole swing was seen, impact at about t) and the microphone (an impact was heard, back-
 * dated to the ball). A sound alone is the neighbour's shot, or a dropped tray: nothing. A swing without a sound, where
 * a microphone listens, is a practice swing. Where no microphone is configured every whole swing is a shot.
 *
 * INVARIANTS
 * - One swing is decided once, however many cameras saw it: sightings whose impacts lie within
 *   {@link SAME_SWING_MS} belong together, and nothing is decided twice within {@link REFRACTORY_MS}.
 * - A decision waits for the slower witnesses, at most {@link WAIT_MS} after the first sighting.
 * - At most {@link SOUNDS_MAX} sounds are remembered.
 */
import { NS_PER_MS } from '../clock/clock.ts';
import type { SwingSeen } from './swing-watch.ts';

const SAME_SWING_MS = 400;
/** Live impact is the lowest place of the hands, up to two poses from contact; the sound is exact. */
const SOUND_WINDOW_MS = 160;
/** The other camera's sighting, and sound that is still on its way through the device. */
const WAIT_MS = 250;
const REFRACTORY_MS = 1_500;
const SOUNDS_MAX = 64;
const SOUND_MEMORY_MS = 5_000;

export interface ImpactHeard {
  /** CLOCK_MONOTONIC ns at the ball: distance and device delay are already taken off. */
  readonly atNs: number;
  readonly strength: number;
  readonly uncertaintyNs: number;
}

export interface SwingDecided {
  readonly kind: 'shot' | 'practice';
  readonly impactNs: number;
  readonly impactBy: 'sound' | 'hands';
  readonly uncertaintyNs: number;
  readonly startedNs: number;
  readonly sound: ImpactHeard | null;
  /** The cameras that saw the whole swing. */
  readonly cameras: readonly string[];
}

interface Sighting {
  readonly camera: string;
  readonly swing: SwingSeen;
  readonly reportedNs: number;
}

export interface Arbiter {
  readonly microphone: boolean;
  readonly sightings: readonly Sighting[];
  readonly sounds: readonly ImpactHeard[];
  readonly lastImpactNs: number;
}

export function newArbiter(microphone: boolean): Arbiter {
  return { microphone, sightings: [], sounds: [], lastImpactNs: Number.NEGATIVE_INFINITY };
}

export function hear(arbiter: Arbiter, sound: ImpactHeard): Arbiter {
  const sounds = [...arbiter.sounds, sound]
    .filter((one) => sound.atNs - one.atNs <= SOUND_MEMORY_MS * NS_PER_MS)
    .slice(-SOUNDS_MAX);
  return { ...arbiter, sounds };
}

/** The sighting joins the pending swing; one that belongs to a decided swing changes nothing. */
export function see(arbiter: Arbiter, camera: string, swing: SwingSeen, nowNs: number): Arbiter {
  if (Math.abs(swing.impactNs - arbiter.lastImpactNs) < REFRACTORY_MS * NS_PER_MS) return arbiter;
  const others = arbiter.sightings.filter(
    (one) => one.camera !== camera && Math.abs(one.swing.impactNs - swing.impactNs) < SAME_SWING_MS * NS_PER_MS,
  );
  return { ...arbiter, sightings: [...others, { camera, swing, reportedNs: nowNs }] };
}

/**
 * What can be decided now. Call it after each witness and at least every 50 ms while a swing is pending.
 *
 * @param watching the cameras that are alive: when all of them have seen the swing there is nothing to wait for but
 *   the sound
 */
export function decide(
  arbiter: Arbiter,
  watching: readonly string[],
  nowNs: number,
): { arbiter: Arbiter; decided: SwingDecided | null } {
  const first = arbiter.sightings[0];
  if (first === undefined) return { arbiter, decided: null };
  const waitedNs = nowNs - Math.min(...arbiter.sightings.map((one) => one.reportedNs));
  const sound = soundOf(arbiter);
  const complete =
    watching.every((camera) => arbiter.sightings.some((one) => one.camera === camera)) &&
    (sound !== null || !arbiter.microphone);
  if (!complete && waitedNs < WAIT_MS * NS_PER_MS) return { arbiter, decided: null };

  const best = arbiter.sightings.reduce((a, b) => (b.swing.uncertaintyNs < a.swing.uncertaintyNs ? b : a));
  const impactNs = sound?.atNs ?? median(arbiter.sightings.map((one) => one.swing.impactNs));
  const decided: SwingDecided = {
    kind: arbiter.microphone && sound === null ? 'practice' : 'shot',
    impactNs,
    impactBy: sound === null ? 'hands' : 'sound',
    uncertaintyNs: sound?.uncertaintyNs ?? best.swing.uncertaintyNs,
    startedNs: Math.min(...arbiter.sightings.map((one) => one.swing.startedNs)),
    sound,
    cameras: arbiter.sightings.map((one) => one.camera),
  };
  return { arbiter: { ...arbiter, sightings: [], lastImpactNs: impactNs }, decided };
}

/** The sound that is nearest to any camera's impact, if it is near enough to be this swing's own. */
function soundOf(arbiter: Arbiter): ImpactHeard | null {
  let nearest: ImpactHeard | null = null;
  let distanceNs = SOUND_WINDOW_MS * NS_PER_MS;
  for (const sound of arbiter.sounds) {
    for (const { swing } of arbiter.sightings) {
      const apart = Math.abs(sound.atNs - swing.impactNs);
      if (apart > distanceNs) continue;
      distanceNs = apart;
      nearest = sound;
    }
  }
  return nearest;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2;
}
