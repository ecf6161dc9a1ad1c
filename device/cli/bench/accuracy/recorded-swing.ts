import { castPlan, takeToRecord } from '../../../../models/train/cast-plan.ts';
import type { RecordedFilm } from '../../../../models/train/record-take.ts';
import type { Recordings } from '../../../../models/train/recordings.ts';
import type { Film } from '../../../analysis/film.ts';
import { findImpacts } from '../../../capture/impact-detector.ts';
import type { HeardImpact } from '../../../swing/events/sound-clue.ts';
import type { PoseModel } from '../../../swing/pose/pose-model.ts';
import type { PoseTrack } from '../../../swing/pose/pose-track.ts';
import type { InstalledCamera } from '../../../virtual-bay/installed-cameras.ts';
import { seededRandom } from '../../../virtual-bay/random.ts';
import { BAY_MICROPHONE, BaySound, hearingDelayMs, SAMPLE_RATE } from '../../../virtual-bay/sound.ts';
import type { SwingMotion } from '../../../virtual-bay/swing-motion.ts';
import { type Cast, motionOfTake, type Take } from '../../../virtual-bay/take.ts';
import { atFullRate } from '../full-rate.ts';

/** A recorded swing as the analysis would get it: tracks and films at the cameras' full rate, and what was heard. */
export interface RecordedSwing {
  readonly take: Take;
  readonly motion: SwingMotion;
  readonly views: readonly {
    readonly installed: InstalledCamera;
    readonly track: PoseTrack;
    readonly film: Film | null;
  }[];
  readonly heard: readonly HeardImpact[];
}

export interface WhichSwing {
  readonly cast: Cast;
  readonly seed: number;
  readonly swing: number;
  readonly fps: number;
  readonly model: PoseModel;
  /** The cameras that take part, by their place among the take's. */
  readonly cameras: readonly number[];
}

/** The bay's preset is wrong by up to so much, as an installer's tape measure is. */
const MICROPHONE_OFF_M = 0.1;
/** A device's own delay, measured with a clap, is known this well. */
const DELAY_OFF_MS = 0.7;

export async function readRecorded(which: WhichSwing, recordings: Recordings): Promise<RecordedSwing> {
  const plan = castPlan(which.cast, which.fps);
  const take = takeToRecord(which.cast, which.seed, which.swing, which.fps);
  const motion = motionOfTake(take);
  const frames = Math.floor((motion.durationMs / 1000) * plan.fps);
  const views = [];
  for (const index of which.cameras) {
    const installed = take.cameras[index] as InstalledCamera;
    const key = { take, swing: which.swing, camera: installed.camera.name, plan };
    const track = await recordings.readTrack(key, which.model);
    const film = plan.withFilm ? wholeFilm(await recordings.readFilm(key), frames) : null;
    views.push({ installed, track: atFullRate(track, frames, plan.fps), film });
  }
  return { take, motion, views, heard: heardIn(take, motion) };
}

/**
 * A frame that was not drawn shows the drawn picture nearest in time: the one before it would make everything that is
 * read off pixels late, which no camera does. Grey is all that clues are read from.
 */
function wholeFilm({ width, height, region, empty, pictures }: RecordedFilm, frames: number): Film {
  const drawn = pictures.map(({ frame, grey }) => {
    const picture = new Uint8Array((width * height * 3) / 2).fill(128);
    picture.set(empty);
    for (let y = 0; y < region.height; y++) {
      const row = grey.subarray(y * region.width, (y + 1) * region.width);
      picture.set(row, (region.top + y) * width + region.left);
    }
    return { frame, picture };
  });
  let at = 0;
  const whole = Array.from({ length: frames }, (_, frame) => {
    const away = (index: number): number => Math.abs((drawn[index]?.frame ?? Number.POSITIVE_INFINITY) - frame);
    while (away(at + 1) < away(at)) at++;
    return drawn[at]?.picture ?? null;
  });
  return { width, height, shrink: 2, pictures: whole };
}

/** The bay's microphone hears late, and its preset is not quite right about how late. */
function heardIn(take: Take, motion: SwingMotion): HeardImpact[] {
  const { impactMs, durationMs } = motion;
  const sound = new BaySound(take.seed + 17);
  const late = hearingDelayMs(BAY_MICROPHONE);
  if (impactMs !== null) {
    const at = ((impactMs + late) / 1000) * SAMPLE_RATE;
    sound.whistle(at);
    sound.strike(at);
  }
  const samples = Float32Array.from(
    sound.block(Math.round((durationMs / 1000) * SAMPLE_RATE)),
    (value) => value / 32768,
  );
  const random = seededRandom(take.seed).fork('preset');
  const preset = {
    distanceM: BAY_MICROPHONE.distanceM + random.between(-MICROPHONE_OFF_M, MICROPHONE_OFF_M),
    delayMs: BAY_MICROPHONE.delayMs + random.between(-DELAY_OFF_MS, DELAY_OFF_MS),
  };
  return findImpacts(samples, SAMPLE_RATE).map(({ timeMs, strength, uncertaintyMs }) => ({
    timeMs: timeMs - hearingDelayMs(preset),
    strength,
    uncertaintyMs: uncertaintyMs + 1,
  }));
}
