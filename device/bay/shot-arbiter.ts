/**
 * Decides that a swing happened, when impact was, and whether a ball was struck. Pure.
 *
 * Two witnesses that agree make a shot; one alone does where it is the only one there is, and sure. Sure of itself is a
 * whole swing that a camera saw, and a ball's flight that a launch monitor measured; never a sound, which the neighbour
 * makes too, and never an empty beam, into which a hand may have reached. What a working witness does *not* say counts:
 *
 * | what was seen | what it was |
 * |---|---|
 * | a swing, and the ball is gone with it | a shot, at the beam's time |
 * | a swing, and the ball lies where it lay | a practice swing, whatever was heard with it |
 * | a swing and a sound of this bay, no beam that knew of a ball | a shot, at the sound's time |
 * | a swing, and none of those that could have known of a ball says anything | a practice swing |
 * | a sound, and nobody here swung | the neighbour's shot |
 * | the ball is gone, with a neighbour's sound or without, and nobody here swung | a hand, or it rolled off |
 * | the ball is gone with a sound, and no camera could see | a shot |
 *
 * INVARIANTS
 * - One swing is decided once, however many cameras saw it: sightings whose impacts lie within {@link SAME_SWING_MS}
 *   belong together, and nothing is decided twice within {@link REFRACTORY_MS}.
 * - Slow witnesses are waited for, at most {@link WAIT_MS} after the first sighting, and {@link SHOT_WAIT_MS} where a
 *   launch monitor alone can tell of the ball: the clip lasts longer. When all have spoken nothing is waited for.
 * - Everything that is remembered is bounded in number and in age.
 */
import { NS_PER_MS } from '../clock/clock.ts';
import { BALL_UNKNOWN, ballAt, ballChanged, type BallPlace, ballsGoneSince } from './ball-place.ts';
import {
  hearAny,
  isLoudEnough,
  LEVEL_UNKNOWN,
  learnSoft,
  learnStrike,
  type OwnStrikeLevel,
} from './own-strike-level.ts';
import type { SwingSeen } from './swing-watch.ts';
import {
  agreeNs,
  type BallChange,
  handsWindowNs,
  type ImpactHeard,
  impactOfShot,
  type ShotMeasured,
  shotAgrees,
  type Witness,
  type WitnessHealth,
} from './witness.ts';

const SAME_SWING_MS = 400;
/** The other camera's sighting, and sound that is still on its way through the device. */
const WAIT_MS = 250;
const SHOT_WAIT_MS = 1_500;
/** From the ball's going to the beam's word of it: a packet on the line, and one repetition. */
const BEAM_LATE_MS = 150;
/** Hands are high again half a second after impact, and their pose is a tenth of a second old. */
const HANDS_LATE_MS = 700;
/** From a ball that went as the hands went up to the end of the swing. */
const SWING_MS_MAX = 2_500;
const REFRACTORY_MS = 1_500;
const SOUNDS_MAX = 64;
const SHOTS_MAX = 8;
const MEMORY_MS = 5_000;

export interface SwingDecided {
  readonly kind: 'shot' | 'practice';
  readonly impactNs: number;
  readonly impactBy: 'beam' | 'sound' | 'hands' | 'launch-monitor';
  readonly uncertaintyNs: number;
  /** When the golfer began to move; of a swing that no camera saw whole, the impact itself. */
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
  readonly health: Readonly<Record<Witness, WitnessHealth>>;
  readonly sightings: readonly Sighting[];
  readonly sounds: readonly ImpactHeard[];
  readonly shots: readonly ShotMeasured[];
  readonly ball: BallPlace;
  readonly ownLevel: OwnStrikeLevel;
  readonly lastImpactNs: number;
}

/** What the cameras say beside whole swings. */
export interface Scene {
  /** The cameras that are alive: when all of them have seen the swing, no further sighting is waited for. */
  readonly watching: readonly string[];
  readonly personSeenNs: number;
  /** While the hands were last high, or fast on their way down, after they had been still: a swing, or half of one. */
  readonly swung: { readonly fromNs: number; readonly toNs: number };
}

export function newArbiter(configured: Readonly<Record<Witness, boolean>>): Arbiter {
  const health = (witness: Witness): WitnessHealth => (configured[witness] ? 'working' : 'absent');
  return {
    health: {
      hands: health('hands'),
      sound: health('sound'),
      beam: health('beam'),
      'launch-monitor': health('launch-monitor'),
    },
    sightings: [],
    sounds: [],
    shots: [],
    ball: BALL_UNKNOWN,
    ownLevel: LEVEL_UNKNOWN,
    lastImpactNs: Number.NEGATIVE_INFINITY,
  };
}

/** A witness that falls silent is not waited for; what a beam knew before is not true any more. */
export function noteHealth(arbiter: Arbiter, witness: Witness, isWorking: boolean): Arbiter {
  if (arbiter.health[witness] === 'absent') return arbiter;
  const health = { ...arbiter.health, [witness]: isWorking ? 'working' : 'lost' } as const;
  return { ...arbiter, health, ball: witness === 'beam' && !isWorking ? BALL_UNKNOWN : arbiter.ball };
}

export function hear(arbiter: Arbiter, sound: ImpactHeard): Arbiter {
  if (arbiter.health.sound === 'absent') return arbiter;
  const sounds = [...arbiter.sounds, sound]
    .filter((one) => sound.atNs - one.atNs <= MEMORY_MS * NS_PER_MS)
    .slice(-SOUNDS_MAX);
  return { ...arbiter, sounds, ownLevel: hearAny(arbiter.ownLevel, sound.levelDb) };
}

/** The ball came to lie in the beam, or went. */
export function watchBall(arbiter: Arbiter, change: BallChange): Arbiter {
  return arbiter.health.beam === 'absent' ? arbiter : { ...arbiter, ball: ballChanged(arbiter.ball, change) };
}

export function measure(arbiter: Arbiter, shot: ShotMeasured): Arbiter {
  // The message of the swing that was decided last says nothing new.
  if (arbiter.health['launch-monitor'] === 'absent' || !shot.hasBallFlight || shotAgrees(shot, arbiter.lastImpactNs))
    return arbiter;
  const shots = [...arbiter.shots, shot]
    .filter((one) => shot.receivedNs - one.receivedNs <= MEMORY_MS * NS_PER_MS)
    .slice(-SHOTS_MAX);
  return { ...arbiter, shots };
}

/** The sighting joins the pending swing; one that belongs to a decided swing changes nothing. */
export function see(arbiter: Arbiter, camera: string, swing: SwingSeen, nowNs: number): Arbiter {
  if (isDecided(arbiter, swing.impactNs)) return arbiter;
  const others = arbiter.sightings.filter(
    (one) => one.camera !== camera && Math.abs(one.swing.impactNs - swing.impactNs) < SAME_SWING_MS * NS_PER_MS,
  );
  return { ...arbiter, sightings: [...others, { camera, swing, reportedNs: nowNs }] };
}

/** What can be decided now. Call it after each witness and at least every 50 ms while the bay is open. */
export function decide(
  arbiter: Arbiter,
  scene: Scene,
  nowNs: number,
): { arbiter: Arbiter; decided: SwingDecided | null } {
  return arbiter.sightings.length > 0 ? decideSeen(arbiter, scene, nowNs) : decideUnseen(arbiter, scene, nowNs);
}

function decideSeen(arbiter: Arbiter, scene: Scene, nowNs: number): ReturnType<typeof decide> {
  const { sightings } = arbiter;
  const evidence = evidenceOf(arbiter);
  const { handsNs, gone, lies, heard, sound, shot } = evidence;
  const others = (['beam', 'sound', 'launch-monitor'] as const).filter((one) => arbiter.health[one] === 'working');
  const waitedMs = (nowNs - Math.min(...sightings.map((one) => one.reportedNs))) / NS_PER_MS;
  const isMonitorAlone = others.length === 1 && others[0] === 'launch-monitor';
  const haveSpoken =
    scene.watching.every((camera) => sightings.some((one) => one.camera === camera)) &&
    (others.length === 0 || hasBallSpoken(arbiter, evidence, nowNs));
  if (!haveSpoken && waitedMs < (isMonitorAlone ? SHOT_WAIT_MS : WAIT_MS)) return { arbiter, decided: null };

  const wasStruck = gone !== null || sound !== null || shot !== null || others.length === 0;
  const uncertaintyNs = Math.min(...sightings.map((one) => one.swing.uncertaintyNs));
  const decided: SwingDecided = {
    kind: wasStruck ? 'shot' : 'practice',
    ...bestInstant(gone, sound, { atNs: handsNs, uncertaintyNs }),
    startedNs: Math.min(...sightings.map((one) => one.swing.startedNs)),
    sound,
    cameras: sightings.map((one) => one.camera),
  };
  const ownLevel = learnt(arbiter.ownLevel, { heard, sound, lies });
  return { arbiter: { ...settled(arbiter, decided.impactNs), ownLevel }, decided };
}

interface Evidence {
  readonly handsNs: number;
  readonly gone: BallChange | null;
  /** The beam saw the ball lie there when the hands had passed. */
  readonly lies: boolean;
  /** What was heard then, and the same where it may be this bay's. */
  readonly heard: ImpactHeard | null;
  readonly sound: ImpactHeard | null;
  readonly shot: ShotMeasured | null;
}

function evidenceOf(arbiter: Arbiter): Evidence {
  const handsNs = median(arbiter.sightings.map((one) => one.swing.impactNs));
  const gone = goneWith(arbiter);
  const lies = gone === null && ballLies(arbiter, handsNs);
  const heard = soundWith(arbiter, gone);
  const isOwn = heard !== null && !lies && (gone !== null || isLoudEnough(arbiter.ownLevel, heard.levelDb));
  const shot = arbiter.shots.find((one) => shotAgrees(one, handsNs)) ?? null;
  return { handsNs, gone, lies, heard, sound: isOwn ? heard : null, shot };
}

/** Whether those that know of the ball have said what they know; the beam's and the sound's words are under way. */
function hasBallSpoken({ health }: Arbiter, { handsNs, gone, lies, sound, shot }: Evidence, nowNs: number): boolean {
  const isBeamLate = nowNs - handsNs > BEAM_LATE_MS * NS_PER_MS;
  if (gone !== null) return sound !== null || health.sound !== 'working' || isBeamLate;
  if (lies) return isBeamLate;
  if (sound !== null) return health.beam !== 'working' || isBeamLate;
  return shot !== null;
}

/** Without a whole swing in any camera two others must agree, and no camera may have seen that nobody swung. */
function decideUnseen(arbiter: Arbiter, scene: Scene, nowNs: number): ReturnType<typeof decide> {
  for (const gone of ballsGoneSince(arbiter.ball, nowNs - MEMORY_MS * NS_PER_MS)) {
    if (isDecided(arbiter, gone.atNs)) continue;
    const shot = arbiter.shots.find((one) => shotAgrees(one, gone.atNs));
    const sound = nearest(arbiter.sounds, gone.atNs);
    // The hands may have a better explanation for the monitor's message than a ball that went before.
    const isTurn = mayStillSee(arbiter, scene, Math.max(gone.atNs, shot?.receivedNs ?? gone.atNs), nowNs);
    if (isTurn || (shot === undefined && (sound === null || !mayHaveSwung(arbiter, scene, gone.atNs)))) continue;
    return unseen(arbiter, { impactBy: 'beam', impactNs: gone.atNs, uncertaintyNs: gone.uncertaintyNs }, sound);
  }
  for (const shot of arbiter.shots) {
    const { atNs, uncertaintyNs } = impactOfShot(shot);
    if (isDecided(arbiter, atNs)) continue;
    const isAlone = (['hands', 'sound', 'beam'] as const).every((witness) => arbiter.health[witness] !== 'working');
    const sound = shot.delay === null ? null : nearest(arbiter.sounds, atNs);
    if (sound !== null && mayHaveSwung(arbiter, scene, sound.atNs)) {
      return unseen(arbiter, { impactBy: 'sound', impactNs: sound.atNs, uncertaintyNs: sound.uncertaintyNs }, sound);
    }
    if (isAlone) return unseen(arbiter, { impactBy: 'launch-monitor', impactNs: atNs, uncertaintyNs }, null);
  }
  return { arbiter, decided: null };
}

function unseen(
  arbiter: Arbiter,
  instant: Pick<SwingDecided, 'impactBy' | 'impactNs' | 'uncertaintyNs'>,
  sound: ImpactHeard | null,
): ReturnType<typeof decide> {
  const decided: SwingDecided = { kind: 'shot', ...instant, startedNs: instant.impactNs, sound, cameras: [] };
  return { arbiter: settled(arbiter, decided.impactNs), decided };
}

/** Whether a camera may still see the whole of the swing: it has not had its time, or sees one going on. */
function mayStillSee({ health }: Arbiter, { swung }: Scene, saidNs: number, nowNs: number): boolean {
  if (health.hands !== 'working') return false;
  const waitedMs = (nowNs - saidNs) / NS_PER_MS;
  const isGoingOn = nowNs - swung.toNs < HANDS_LATE_MS * NS_PER_MS;
  return waitedMs < (isGoingOn ? SWING_MS_MAX : HANDS_LATE_MS);
}

/** False where a camera watched a person here, then, whose hands had not been up. */
function mayHaveSwung({ health }: Arbiter, scene: Scene, atNs: number): boolean {
  const lateNs = HANDS_LATE_MS * NS_PER_MS;
  const couldSee = health.hands === 'working' && scene.watching.length > 0 && scene.personSeenNs > atNs - lateNs;
  return !couldSee || (scene.swung.fromNs < atNs && scene.swung.toNs > atNs - lateNs);
}

function settled(arbiter: Arbiter, impactNs: number): Arbiter {
  return { ...arbiter, sightings: [], shots: [], lastImpactNs: impactNs };
}

/** Swings are decided in their order: what lies before the last one is not taken up again. */
function isDecided({ lastImpactNs }: Arbiter, impactNs: number): boolean {
  return impactNs - lastImpactNs < REFRACTORY_MS * NS_PER_MS;
}

/** The ball that went with the swing. */
function goneWith({ ball, sightings }: Arbiter): BallChange | null {
  const since = Math.min(...sightings.map((one) => one.swing.impactNs)) - SAME_SWING_MS * NS_PER_MS;
  return nearestToHands(ballsGoneSince(ball, since), sightings);
}

function ballLies({ ball, sightings, health }: Arbiter, handsNs: number): boolean {
  if (health.beam !== 'working') return false;
  const windowNs = Math.max(...sightings.map((one) => handsWindowNs(one.swing)));
  return ballAt(ball, handsNs - windowNs) === 'present' && ballAt(ball, handsNs + windowNs) === 'present';
}

/** The sound of the ball that is gone; else the loudest near any camera's impact: the nearest ball is struck here. */
function soundWith({ sounds, sightings }: Arbiter, gone: BallChange | null): ImpactHeard | null {
  if (gone !== null) return nearest(sounds, gone.atNs);
  const near = sounds.filter((sound) => nearestToHands([sound], sightings) !== null);
  return near.toSorted((a, b) => b.levelDb - a.levelDb)[0] ?? null;
}

function nearestToHands<T extends { readonly atNs: number }>(
  instants: readonly T[],
  sightings: readonly Sighting[],
): T | null {
  let found: T | null = null;
  let leastNs = Number.POSITIVE_INFINITY;
  for (const instant of instants) {
    for (const { swing } of sightings) {
      const apartNs = Math.abs(instant.atNs - swing.impactNs);
      if (apartNs > handsWindowNs(swing) || apartNs >= leastNs) continue;
      leastNs = apartNs;
      found = instant;
    }
  }
  return found;
}

function nearest(sounds: readonly ImpactHeard[], atNs: number): ImpactHeard | null {
  const near = sounds.filter((sound) => agreeNs(sound.atNs, atNs));
  return near.toSorted((a, b) => Math.abs(a.atNs - atNs) - Math.abs(b.atNs - atNs))[0] ?? null;
}

function bestInstant(
  gone: BallChange | null,
  sound: ImpactHeard | null,
  hands: { atNs: number; uncertaintyNs: number },
): Pick<SwingDecided, 'impactBy' | 'impactNs' | 'uncertaintyNs'> {
  const of = (impactBy: SwingDecided['impactBy'], { atNs, uncertaintyNs }: typeof hands) => {
    return { impactBy, impactNs: atNs, uncertaintyNs };
  };
  return gone !== null ? of('beam', gone) : sound !== null ? of('sound', sound) : of('hands', hands);
}

/** Only what is known to be this bay's, or was taken for it, says how loud this bay is. */
function learnt(
  level: OwnStrikeLevel,
  said: { heard: ImpactHeard | null; sound: ImpactHeard | null; lies: boolean },
): OwnStrikeLevel {
  if (said.heard === null || said.lies) return level;
  return said.sound === null ? learnSoft(level, said.heard.levelDb) : learnStrike(level, said.heard.levelDb);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2;
}
