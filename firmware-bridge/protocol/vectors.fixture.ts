/** The packets of `vectors.json` in the codec's words; the firmware's tests read the same file. */
import { readFileSync } from 'node:fs';

import type { Message } from './message.ts';
import type { Packet, PacketDefect } from './packet.ts';

interface VectorPacket extends Omit<Packet, 'version' | 'payload'> {
  readonly payload: string;
}

interface Vectors {
  readonly cobs: readonly { name: string; bytes: string; encoded: string }[];
  readonly messages: readonly {
    name: string;
    packet: VectorPacket;
    message: Message & { card?: string };
    frame: string;
  }[];
  readonly packets: readonly { name: string; packet: VectorPacket; frame: string }[];
  readonly dropped: readonly { name: string; frame: string; reason: PacketDefect | 'too-long' | 'other-version' }[];
  readonly undecodable: readonly { name: string; frame: string; reason: 'unknown-type' | 'malformed' }[];
  readonly streams: readonly { name: string; bytes: string; sequences: readonly number[] }[];
}

export const VECTORS = JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8')) as Vectors;

export const fromHex = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export function packetOf(vector: VectorPacket): Packet {
  return { ...vector, version: 1, payload: fromHex(vector.payload) };
}

/** A card is hex in the file and bytes in the message. */
export function messageOf(message: Message & { card?: string }): Message {
  return typeof message.card === 'string' ? ({ ...message, card: fromHex(message.card) } as Message) : message;
}
