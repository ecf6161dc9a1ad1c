import { z } from 'zod';
import { lengthOf, subtract, type Vector, vector } from '../../device/swing/geometry/vector.ts';
import { type SeenClap, SPEED_OF_SOUND_MS } from './clap.ts';

/** Where the microphone is, as an installer measures it with a tape. */
export const microphonePlaceSchema = z.strictObject({
  distanceM: z.coerce.number().min(0).max(50).describe('From the ball to the microphone, in metres.'),
  heightM: z.coerce.number().min(-1).max(10).describe('How high the microphone is above the mat, in metres.'),
});

export type MicrophonePlace = z.infer<typeof microphonePlaceSchema>;

/** Somebody measures a few metres to so much, one standard deviation. */
export const TAPE_DEVIATION_M = 0.03;

/**
 * A place for the microphone at that distance and height. In which direction it lies nobody has measured, and over the
 * ball itself it does not matter; `directionErrorMs` says what it costs a clap that was not quite over the ball.
 */
export function standIn({ distanceM, heightM }: MicrophonePlace): Vector {
  return vector(0, heightM, Math.sqrt(Math.max(0, distanceM ** 2 - heightM ** 2)));
}

/** The clap as if it had been right over the ball. */
export function overBall(clap: SeenClap): SeenClap {
  return { ...clap, place: vector(0, clap.place.y, 0) };
}

/** One standard deviation of the sound's way, in milliseconds, for claps in these places and a microphone anywhere. */
export function directionErrorMs(claps: readonly SeenClap[], place: MicrophonePlace): number {
  const microphone = standIn(place);
  const errors = claps.map((clap) => {
    const aside = Math.hypot(clap.place.x, clap.place.z);
    const reach = lengthOf(subtract(microphone, overBall(clap).place));
    // Of a shift by `aside` in some direction, the part along the way, at most as much as the way is level.
    const along = (aside * Math.abs(microphone.z)) / Math.max(0.1, reach);
    return ((along / SPEED_OF_SOUND_MS) * 1000) / Math.SQRT2;
  });
  return errors.reduce((sum, error) => sum + error, 0) / Math.max(1, errors.length);
}
