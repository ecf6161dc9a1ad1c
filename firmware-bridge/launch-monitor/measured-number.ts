/**
 * Numbers as other people's programs write them. What they did not measure is absent, null, an empty string or, often
 * enough, zero: {@link measured} and {@link measuredNotZero} tell the two readings of a zero apart.
 */

export const MPS_PER_MPH = 0.44704;
export const METRES_PER_YARD = 0.9144;

/** Null for what is no finite number. */
export function measured(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value.trim());
  return Number.isFinite(number) ? number : null;
}

/** For values that are never exactly zero when they were measured. */
export function measuredNotZero(value: unknown): number | null {
  const number = measured(value);
  return number === 0 ? null : number;
}

/** The field whatever the case of its name; one that is written exactly so goes first. */
export function fieldOf(record: unknown, name: string): unknown {
  if (typeof record !== 'object' || record === null) return undefined;
  const fields = record as Readonly<Record<string, unknown>>;
  if (Object.hasOwn(fields, name)) return fields[name];
  const lower = name.toLowerCase();
  const found = Object.keys(fields).find((key) => key.toLowerCase() === lower);
  return found === undefined ? undefined : fields[found];
}

/** Degrees from −180 (excluded) to 180, since some programs count an axis from 0 to 360. */
export function signedDegrees(degrees: number): number {
  if (degrees > -180 && degrees <= 180) return degrees;
  const turned = ((degrees % 360) + 360) % 360;
  return turned > 180 ? turned - 360 : turned;
}
