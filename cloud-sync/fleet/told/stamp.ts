/**
 * When something was, on every clock the bay has. Messages wait for days and a bay's wall clock may be anything: a
 * reader orders the messages of a boot by `monotonicMs`, and believes `wall` where the bay itself does.
 */
import { z } from 'zod';
import { type Clock, NS_PER_MS } from '../../../device/clock/clock.ts';

export const stampSchema = z.object({
  bootId: z
    .string()
    .max(64)
    .describe('Changes with every boot of the machine; monotonic times of two are not compared.'),
  monotonicMs: z.number().nonnegative().describe('Milliseconds of the machine’s monotonic clock.'),
  wall: z.string().describe('UTC, ISO 8601, as the bay’s wall clock says.'),
  isWallTrusted: z.boolean().describe('Whether the bay knows its wall clock to be right.'),
});
export type Stamp = z.infer<typeof stampSchema>;

export interface StampSources {
  readonly bootId: string;
  readonly clock: Clock;
  readonly isWallTrusted: () => boolean;
}

export function stampOf({ bootId, clock, isWallTrusted }: StampSources): Stamp {
  return {
    bootId,
    monotonicMs: Math.round(clock.monotonicNs() / NS_PER_MS),
    wall: clock.wall().toISOString(),
    isWallTrusted: isWallTrusted(),
  };
}
