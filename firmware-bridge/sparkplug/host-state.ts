/**
 * Whether the primary host is there, from its STATE messages. A message older than the newest one heard says nothing:
 * a will may arrive after the host has come back.
 */
import { z } from 'zod';

const stateSchema = z.object({ online: z.boolean(), timestamp: z.number().int().min(0) });

export interface HostWatch {
  readonly isOnline: boolean;
  /** Of the newest STATE message; null before the first. */
  readonly timestamp: number | null;
}

export const HOST_UNKNOWN: HostWatch = { isOnline: false, timestamp: null };

/** What is known after a STATE message; the same object where it says nothing new, is no STATE message, or is late. */
export function afterState(watch: HostWatch, payload: Uint8Array): HostWatch {
  const parsed = stateSchema.safeParse(parseJson(payload));
  if (!parsed.success) return watch;
  const { online, timestamp } = parsed.data;
  if (watch.timestamp !== null && timestamp < watch.timestamp) return watch;
  return { isOnline: online, timestamp };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null;
  }
}
