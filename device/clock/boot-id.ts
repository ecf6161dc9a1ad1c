import { readFileSync } from 'node:fs';

/** Changes with every boot of the machine, as CLOCK_MONOTONIC begins anew. */
export function readBootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}
