/**
 * How long after it was made an impact stands in a sound track: its way through the air and the device's own delay.
 * Impacts are back-dated by it, and as uncertain as it is known.
 */
export interface SoundPath {
  /** From the ball to the microphone, metres. */
  readonly distanceM: number;
  /** How far the distance may be off, metres. */
  readonly distanceErrorM: number;
  /** From the membrane to the time stamp, and how far that may be off. */
  readonly delayMs: number;
  readonly delayErrorMs: number;
}

/** At 20 °C; 3 % slower at freezing and 2 % faster at 35 °C, which over a bay's few metres is less than 0.3 ms. */
const METRES_A_MS = 0.343;

/** A phone on a tripod that nobody measured: it hears where it films, 2.5–5 m from the ball. */
export const UNMEASURED_CAMERA: SoundPath = { distanceM: 3.5, distanceErrorM: 1.5, delayMs: 0, delayErrorMs: 2 };

/** Of samples whose times have been brought to the ball already. */
export const AT_THE_BALL: SoundPath = { distanceM: 0, distanceErrorM: 0, delayMs: 0, delayErrorMs: 0 };

/** A camera whose place is calibrated hears where it stands. */
export function pathOfCamera(distanceM: number): SoundPath {
  return { distanceM, distanceErrorM: 0.1, delayMs: 0, delayErrorMs: 1 };
}

export function soundDelayMs({ distanceM, delayMs }: Pick<SoundPath, 'distanceM' | 'delayMs'>): number {
  return distanceM / METRES_A_MS + delayMs;
}

/** The same impacts at the ball instead of at the microphone; independent errors add in quadrature. */
export function backDated<T extends { readonly timeMs: number; readonly uncertaintyMs: number }>(
  heard: readonly T[],
  path: SoundPath,
): T[] {
  const late = soundDelayMs(path);
  const doubt = Math.hypot(path.distanceErrorM / METRES_A_MS, path.delayErrorMs);
  return heard.map((each) => ({
    ...each,
    timeMs: each.timeMs - late,
    uncertaintyMs: Math.hypot(each.uncertaintyMs, doubt),
  }));
}
