/** What a screen may say: two orders, nothing else. */
import { z } from 'zod';
import type { ClientMessage } from '../contract/realtime.ts';

const camera = z.strictObject({ camera: z.string().min(1).max(100) });

const clientMessageSchema = z.discriminatedUnion('event', [
  z.strictObject({ event: z.literal('START_STREAM'), data: camera }),
  z.strictObject({ event: z.literal('STOP_STREAM'), data: camera }),
]);

/** Undefined for anything that is not exactly one of them. */
export function readClientMessage(text: string): ClientMessage | undefined {
  try {
    return clientMessageSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
