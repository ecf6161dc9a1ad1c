/**
 * Names this process so that its claims can be told from those of a dead one, also after a reboot or when its number
 * was given to another process. Linux only, as the appliance is; elsewhere every other process counts as dead.
 */
import { readFileSync } from 'node:fs';

export function readBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    // Without /proc a boot cannot be told from the next one; the process's own start must do.
    return `process-${process.pid}-${Math.round(performance.timeOrigin)}`;
  }
}

function ownProcessIdentity(): string {
  return `${readBootId()}:${process.pid}:${startTicks(process.pid) ?? 'unknown'}`;
}

/** Owners that this process has begun and not ended: a closed store holds nothing, though its process lives on. */
const ownOwners = new Set<string>();
let ownersBegun = 0;

/** A name for one holder of claims in this process, alive until `endOwner`. */
export function beginOwner(): string {
  const owner = `${ownProcessIdentity()}:${ownersBegun++}`;
  ownOwners.add(owner);
  return owner;
}

export function endOwner(owner: string): void {
  ownOwners.delete(owner);
}

export function isOwnerAlive(owner: string): boolean {
  if (owner.startsWith(`${ownProcessIdentity()}:`)) return ownOwners.has(owner);
  const [bootId, pid, ticks] = owner.split(':');
  return bootId === readBootId() && ticks !== undefined && startTicks(Number(pid)) === ticks;
}

/** Field 22 of /proc/PID/stat, counted after the name, which may itself hold spaces and brackets. */
function startTicks(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
