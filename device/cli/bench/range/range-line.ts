/**
 * What the controller says of ball and tee, over its line: each report is encoded, framed, damaged now and then, read
 * byte by byte and decoded by the bridge's own codec. What is damaged is sent again until it is whole, and what comes
 * twice counts once.
 */
import { decodeMessage, encodePayload } from '../../../../firmware-bridge/protocol/message-codec.ts';
import { FrameReader } from '../../../../firmware-bridge/protocol/frame-reader.ts';
import { type Message, MESSAGE_TYPES } from '../../../../firmware-bridge/protocol/message.ts';
import { encodeFrame } from '../../../../firmware-bridge/protocol/packet.ts';
import { BAUD_RATE, RETRY_AFTER_MS } from '../../../../firmware-bridge/protocol/protocol-limits.ts';
import { type Random, seededRandom } from '../../../virtual-bay/random.ts';
import type { TeeChange } from './range-day.ts';

/** As the host has it: on its own clock, as near as the two clocks are known to each other. */
export interface HeardOfTee {
  readonly type: TeeChange['type'];
  readonly atMs: number;
  readonly uncertaintyMs: number;
  readonly knownMs: number;
}

export interface TeeOnTheLine {
  readonly heard: readonly HeardOfTee[];
  readonly framesSent: number;
  readonly framesDamaged: number;
}

/** The controller started some days before the host and its crystal is off by 20 ppm. */
const OFFSET_US = 3.1e11;
const DRIFT = 20e-6;
/** The promise of `bench serial` for the two clocks, here used up at the worst and changing over minutes. */
const CLOCK_ERROR_MS = 0.5;
const CLOCK_PERIOD_MS = 97_000;
const STAMP_UNCERTAINTY_US = 4;
const DAMAGED_SHARE = 0.05;
const REPEATED_SHARE = 0.05;
const BITS_A_BYTE = 10;
const TEE = 0;
const BEAM = 1;
const BOOT_ID = 0x5eed;

export function overTheLine(changes: readonly TeeChange[], seed: number): TeeOnTheLine {
  const random = seededRandom(seed).fork('line');
  const reader = new FrameReader();
  const heard: HeardOfTee[] = [];
  let newest = 0;
  let lineFreeMs = 0;
  let framesSent = 0;
  let framesDamaged = 0;
  for (const [i, change] of changes.entries()) {
    const message = messageOf(change);
    let sentMs = Math.max(change.atMs + random.between(0.2, 2), lineFreeMs);
    let isRead = false;
    for (let turn = 0; !isRead || (turn === 1 && random.next() < REPEATED_SHARE); turn++) {
      if (turn > 0) sentMs += RETRY_AFTER_MS;
      const frame = encodeFrame({
        type: MESSAGE_TYPES[message.type],
        isRepeat: turn > 0,
        bootId: BOOT_ID,
        sequence: i + 1,
        sentUs: controllerUs(sentMs),
        payload: encodePayload(message),
      });
      const isDamaged = random.next() < DAMAGED_SHARE;
      const bytes = isDamaged ? damaged(frame, random) : frame;
      framesSent++;
      if (isDamaged) framesDamaged++;
      const knownMs = sentMs + (bytes.length * BITS_A_BYTE * 1_000) / BAUD_RATE;
      for (const packet of reader.push(bytes)) {
        isRead = true;
        if (packet.bootId !== BOOT_ID || packet.sequence <= newest) continue;
        newest = packet.sequence;
        const said = decodeMessage(packet);
        if (typeof said !== 'string') heard.push(...hostWords(said, knownMs));
      }
      lineFreeMs = knownMs;
    }
  }
  return { heard, framesSent, framesDamaged };
}

function messageOf({ type, atMs }: TeeChange): Message {
  const stamped = { atUs: controllerUs(atMs), uncertaintyUs: STAMP_UNCERTAINTY_US };
  if (type === 'ball-present' || type === 'ball-gone') {
    return { type: 'event', device: BEAM, event: type, card: new Uint8Array(), ...stamped };
  }
  const condition = type === 'tee-moves' ? 'busy' : 'ready';
  return { type: 'state', device: TEE, condition, fault: null, fields: { heightUm: 30_000 }, ...stamped };
}

function hostWords(message: Message, knownMs: number): HeardOfTee[] {
  if (message.type === 'event' && (message.event === 'ball-present' || message.event === 'ball-gone')) {
    return [{ type: message.event, ...hostInstant(message), knownMs }];
  }
  if (message.type !== 'state' || message.device !== TEE) return [];
  return [{ type: message.condition === 'busy' ? 'tee-moves' : 'tee-rests', ...hostInstant(message), knownMs }];
}

function controllerUs(atMs: number): number {
  return Math.round(OFFSET_US + atMs * 1_000 * (1 + DRIFT));
}

function hostInstant({ atUs, uncertaintyUs }: { atUs: number; uncertaintyUs: number }) {
  const trueMs = (atUs - OFFSET_US) / (1_000 * (1 + DRIFT));
  const offMs = CLOCK_ERROR_MS * Math.sin((2 * Math.PI * trueMs) / CLOCK_PERIOD_MS);
  return { atMs: trueMs + offMs, uncertaintyMs: CLOCK_ERROR_MS + uncertaintyUs / 1_000 };
}

/** Bits flipped, bytes lost, or noise in the middle. */
function damaged(frame: Uint8Array, random: Random): Uint8Array {
  const at = 1 + Math.floor(random.next() * (frame.length - 2));
  const how = random.next();
  if (how < 0.4) return frame.with(at, (frame[at] ?? 0) ^ (1 << Math.floor(random.next() * 8)));
  if (how < 0.7) return Uint8Array.from([...frame.slice(0, at), ...frame.slice(at + 1)]);
  const noise = Array.from({ length: 1 + Math.floor(random.next() * 30) }, () => Math.floor(random.next() * 256));
  return Uint8Array.from([...frame.slice(0, at), ...noise, ...frame.slice(at)]);
}
