/**
 * Versions that order what several appliances write: a hybrid logical clock as text that sorts.
 *
 *     001795693657789-00002a-9f86d081884c
 *     wall ms         counter appliance
 *
 * A version is later than every one that its appliance had seen, whatever its wall clock says, so that whoever changes
 * what they see changes it for good. Between two who have not heard of each other the wall clock decides, and then chance.
 * Source: Kulkarni et al., Logical Physical Clocks and Consistent Snapshots in Globally Distributed Databases, 2014.
 */

export type PeopleVersion = string;

const WALL_DIGITS = 15;
const COUNTER_DIGITS = 6;
const COUNTER_MAX = 16 ** COUNTER_DIGITS - 1;
export const VERSION_PATTERN = /^\d{15}-[0-9a-f]{6}-[0-9a-f]{12}$/;

/** The one after `seen` at `wallMs`; a wall clock that stands behind what was seen only counts on. */
export function nextVersion(seen: PeopleVersion | null, wallMs: number, appliance: string): PeopleVersion {
  const nowMs = Math.max(0, Math.floor(wallMs));
  if (seen === null || nowMs > wallMsOf(seen)) return versionOf(nowMs, 0, appliance);
  const counter = counterOf(seen) + 1;
  return counter > COUNTER_MAX
    ? versionOf(wallMsOf(seen) + 1, 0, appliance)
    : versionOf(wallMsOf(seen), counter, appliance);
}

/** Null where there is none. */
export function latestOf(versions: readonly (PeopleVersion | null)[]): PeopleVersion | null {
  return versions.reduce((latest, each) => ((each ?? '') > (latest ?? '') ? each : latest), null);
}

export function wallMsOf(version: PeopleVersion): number {
  return Number(version.slice(0, WALL_DIGITS));
}

/** Between all versions until a time and all after it. */
export function boundAt(wallMs: number): string {
  return `${String(Math.max(0, Math.floor(wallMs))).padStart(WALL_DIGITS, '0')}-~`;
}

function counterOf(version: PeopleVersion): number {
  return Number.parseInt(version.slice(WALL_DIGITS + 1, WALL_DIGITS + 1 + COUNTER_DIGITS), 16);
}

function versionOf(wallMs: number, counter: number, appliance: string): PeopleVersion {
  const wall = String(wallMs).padStart(WALL_DIGITS, '0');
  return `${wall}-${counter.toString(16).padStart(COUNTER_DIGITS, '0')}-${appliance}`;
}
