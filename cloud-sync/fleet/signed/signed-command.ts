/** What the fleet sends a bay: a document that says what is asked, and a signature over it. */
import type { KeyObject } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { Json } from './canonical-json.ts';
import { isSignedBy, SIGNATURE, signDocument } from './signature.ts';

/** A part of a topic: no level of its own, no wildcard. */
export const TOPIC_PART = /^[A-Za-z0-9_.-]{1,64}$/;
export const topicPartSchema = z.string().regex(TOPIC_PART, 'up to 64 of A–Z a–z 0–9 _ . -');

const utcSchema = z.iso.datetime({ offset: false });

export const commandDocumentSchema = z.strictObject({
  version: z.literal(1),
  id: z.uuid().describe('Chosen by who sends it; a bay carries out an id once, whatever comes.'),
  facility: topicPartSchema,
  bay: topicPartSchema.describe('The one bay that it is for.'),
  command: z.string().min(1).max(64),
  arguments: z.record(z.string(), z.unknown()),
  isForced: z.boolean().describe('Also while somebody plays and outside the update window; a right of its own.'),
  issuer: z.string().min(1).max(64).describe('Whose key signed it, as the bay’s configuration calls them.'),
  issuedAt: utcSchema,
  expiresAt: utcSchema.describe('At most seven days after it was issued.'),
  anchor: z
    .strictObject({ bootId: z.string().max(64), monotonicMs: z.number().nonnegative() })
    .nullable()
    .describe(
      'The bay’s own clock as it said last, where its wall clock is not to be trusted: the command then ends as long after this as it was to last.',
    ),
});
export type CommandDocument = z.infer<typeof commandDocumentSchema>;

export const signedCommandSchema = z.strictObject({
  document: commandDocumentSchema,
  signature: z
    .string()
    .regex(SIGNATURE, 'no signature')
    .describe('Ed25519 over `swingbay-fleet-1`, a line feed and the document’s RFC 8785 text, in base64url.'),
});
export type SignedCommand = z.infer<typeof signedCommandSchema>;

export interface CommandToSign {
  readonly facility: string;
  readonly bay: string;
  readonly command: string;
  readonly arguments: Record<string, unknown>;
  readonly issuer: string;
  readonly isForced?: boolean;
  readonly id?: string;
  readonly issuedAtMs: number;
  readonly lastsMs: number;
  readonly anchor?: CommandDocument['anchor'];
}

export function signCommand(order: CommandToSign, key: KeyObject): SignedCommand {
  const { facility, bay, command, arguments: given, issuer, issuedAtMs, lastsMs } = order;
  const document: CommandDocument = {
    ...{ version: 1, id: order.id ?? uuidv7(), facility, bay, command, arguments: given, issuer },
    isForced: order.isForced ?? false,
    issuedAt: new Date(issuedAtMs).toISOString(),
    expiresAt: new Date(issuedAtMs + lastsMs).toISOString(),
    anchor: order.anchor ?? null,
  };
  return { document, signature: signDocument(document as Json, key) };
}

export type ReadCommand =
  | { readonly isReadable: true; readonly document: CommandDocument; isSignedBy(publicKey: string): boolean }
  | { readonly isReadable: false; readonly why: string };

/** Reads what came, which may be anything. The signature is held against what came, not against what was made of it. */
export function readCommand(payload: Uint8Array, bytesMax: number): ReadCommand {
  if (payload.byteLength > bytesMax) return { isReadable: false, why: `longer than ${bytesMax} bytes` };
  let came: unknown;
  try {
    came = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch {
    return { isReadable: false, why: 'no JSON' };
  }
  const read = signedCommandSchema.safeParse(came);
  if (!read.success) {
    const [issue] = read.error.issues;
    return { isReadable: false, why: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'no command'}` };
  }
  const { document, signature } = came as { document: Json; signature: string };
  return {
    isReadable: true,
    document: read.data.document,
    isSignedBy: (publicKey) => isSignedBy(document, signature, publicKey),
  };
}
