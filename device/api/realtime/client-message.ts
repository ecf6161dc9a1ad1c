/** What a screen may say: four orders, nothing else. */
import { z } from 'zod';
import { RESOLUTIONS } from '../contract/live-picture.ts';
import type { ClientEvent, ClientMessage } from '../contract/realtime.ts';

/** An offer of one received video in H.264 has 1.7 kB; one that lists every codec of a browser some 7 kB. */
const SDP_CHARACTERS_MAX = 12_000;
const PIXELS_MAX = 16_384;
const FPS_MAX = 1_000;

const camera = z.string().min(1).max(100);
const stop = z.strictObject({ camera });
const wish = {
  camera,
  resolution: z.enum(RESOLUTIONS).optional(),
  width: z.int().min(1).max(PIXELS_MAX).optional(),
  maxFps: z.number().min(1).max(FPS_MAX).optional(),
};

const SCHEMAS = {
  START_STREAM: z.strictObject(wish),
  STOP_STREAM: stop,
  WEBRTC_OFFER: z.strictObject({ ...wish, sdp: z.string().min(1).max(SDP_CHARACTERS_MAX) }),
  WEBRTC_CLOSE: stop,
} as const satisfies Record<ClientEvent, z.ZodType>;

const envelope = z.strictObject({ event: z.string().max(64), data: z.unknown() });

export type HeardMessage =
  | { readonly isUnderstood: true; readonly message: ClientMessage }
  /** What is wrong with it, in words; `event` where one could be read. */
  | { readonly isUnderstood: false; readonly event: string | null; readonly problem: string };

/** Never throws, whatever the text is. */
export function readClientMessage(text: string): HeardMessage {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { isUnderstood: false, event: null, problem: 'It is not JSON.' };
  }
  const said = envelope.safeParse(json);
  if (!said.success) return { isUnderstood: false, event: null, problem: problemOf(said.error) };
  const { event, data } = said.data;
  if (!isClientEvent(event)) {
    return { isUnderstood: false, event, problem: `"event" is none of ${Object.keys(SCHEMAS).join(', ')}.` };
  }
  const read = SCHEMAS[event].safeParse(data);
  if (!read.success) return { isUnderstood: false, event, problem: problemOf(read.error, 'data') };
  return { isUnderstood: true, message: { event, data: read.data } as ClientMessage };
}

function isClientEvent(event: string): event is ClientEvent {
  return Object.hasOwn(SCHEMAS, event);
}

/** The first thing that is wrong, with the field that it is wrong with. */
function problemOf(error: z.ZodError, ...under: string[]): string {
  const [first] = error.issues;
  const place = [...under, ...(first?.path ?? [])].map(String).join('.');
  return `"${place === '' ? 'message' : place}": ${first?.message ?? 'not as it should be'}.`;
}
