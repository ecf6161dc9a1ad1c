/**
 * What a bay and the appliance of its facility say to each other. The bay calls; one call tells and hears.
 *
 *     bay                                                     facility
 *      │ POST enrolments   {bay, key, proof}                      │   once, by a code that staff made
 *      │ ◄──── {key, sealed: credential, keys, lookup secret …} ──┤   `facility-enrolment.ts`
 *      │ POST exchange     {nonce, people, swings, after …}       │   then again and again
 *      │ ◄──── {nowMs, keys, received, people, deletions} ────────┤   signed
 *
 * CONTRACT
 * - Everything in it may be said again: both sides take what is new and leave the rest.
 * - An answer is signed by the facility's keys, of which the bay knows one, over the bay's nonce: nobody on the way can
 *   make, change or repeat one. It names the keys that are good now, so that trust follows a rotation.
 * - A side moves on in what it tells or hears only once the other has it on its disk.
 */
import { z } from 'zod';

export const EXCHANGE_TYPE = 'application/vnd.swingbay.exchange+json';
export const SIGNATURE_HEADER = 'swingbay-signature';
/** A batch in each direction. At 1 Mbit/s the largest body takes four seconds. */
export const BATCH_RECORDS_MAX = 200;
export const BATCH_BYTES_MAX = 512 * 1024;
/** Of it for people; the rest is left for swings and cursors. */
export const PEOPLE_BYTES_MAX = BATCH_BYTES_MAX / 2;
/** A row of a person has some hundred bytes. */
const TEXT_MAX = 16_384;
const COLUMNS_MAX = 64;

const idSchema = z.string().min(1).max(256);
const ordinalSchema = z.int().min(0);
const instantSchema = z.string().max(40);

const peopleRecordSchema = z.strictObject({
  table: z.string().max(64),
  key: idSchema,
  version: z.string().max(64),
  row: z
    .record(z.string().max(64), z.union([z.string().max(TEXT_MAX), z.number(), z.null()]))
    .refine((row) => Object.keys(row).length <= COLUMNS_MAX, { message: 'it has too many columns' })
    .nullable(),
  columns: z.record(z.string().max(64), z.string().max(64)),
});

const toldSwingSchema = z.discriminatedUnion('isGone', [
  z.strictObject({
    id: idSchema,
    isGone: z.literal(true),
    because: z
      .enum(['deleted', 'withheld'])
      .default('withheld')
      .describe('Deleted for good, or not to leave its bay any more, which may change again.'),
  }),
  z.strictObject({
    id: idSchema,
    isGone: z.literal(false),
    session: idSchema,
    player: idSchema.nullable(),
    kind: z.enum(['shot', 'practice', 'upload']),
    recordedAt: instantSchema,
    score: z.number().min(0).max(10).nullable(),
    club: z.string().max(64).nullable(),
    revision: z.int().min(0).nullable(),
  }),
]);

/** 32 bytes, base64url. */
const keyTextSchema = z.string().regex(/^[\w-]{43}$/, { message: 'it has to be 32 bytes, base64url' });

export const enrolmentSchema = z
  .strictObject({
    bay: z.string().min(1).max(100).describe('The name of the bay, as it was invited.'),
    key: keyTextSchema.describe('A public key that the bay drew by lot for this question: X25519, base64url.'),
    proof: keyTextSchema.describe('That the one-time code was typed at this bay, which is never sent itself.'),
  })
  .meta({ id: 'FacilityEnrolment' });
export type Enrolment = z.infer<typeof enrolmentSchema>;

export const publicKeySchema = z.strictObject({
  id: z.string().max(100).describe('SHA-256 of the key in DER, base64url.'),
  pem: z.string().max(4_096),
});
export type FacilityPublicKey = z.infer<typeof publicKeySchema>;

const keysSchema = z.array(publicKeySchema).min(1).max(8);

export const sealedEnrolmentSchema = z
  .strictObject({
    key: keyTextSchema.describe('A public key that the facility drew by lot for this answer: X25519, base64url.'),
    sealed: z
      .string()
      .max(64 * 1024)
      .describe('Of whom the bay is one from now on, for whoever knows the code alone; base64url.'),
  })
  .meta({ id: 'FacilityEnrolled' });
export type SealedEnrolment = z.infer<typeof sealedEnrolmentSchema>;

/** What is sealed in it. */
export const enrolledSchema = z.strictObject({
  facility: z.strictObject({ id: idSchema, name: z.string().max(200) }),
  bay: z.strictObject({ id: idSchema, name: z.string() }),
  credential: z.string().max(200).describe('The bay’s own, for every exchange.'),
  keys: keysSchema,
  lookupSecret: z.string().max(200).describe('By which PINs and cards are found again, base64url.'),
});
export type Enrolled = z.infer<typeof enrolledSchema>;

export const tellingSchema = z
  .strictObject({
    nonce: z.string().min(16).max(64),
    people: z.array(peopleRecordSchema).max(BATCH_RECORDS_MAX),
    swings: z.array(toldSwingSchema).max(BATCH_RECORDS_MAX),
    isCaughtUp: z.boolean().describe('Whether this is all that the bay has to tell.'),
    peopleAfter: ordinalSchema,
    deletionsAfter: ordinalSchema,
  })
  .meta({ id: 'FacilityTelling' });
export type Telling = z.infer<typeof tellingSchema>;

export const answerSchema = z
  .strictObject({
    nowMs: z.number().describe('The facility’s wall clock.'),
    name: z.string(),
    keys: keysSchema,
    received: z.strictObject({
      taken: z.int(),
      kept: z.int(),
      refused: z.array(z.strictObject({ table: z.string(), key: z.string(), reason: z.string() })),
      conflicts: z.array(z.strictObject({ key: z.string(), column: z.string(), holder: z.string() })),
    }),
    people: z.strictObject({ records: z.array(peopleRecordSchema), next: ordinalSchema }),
    deletions: z.strictObject({ swings: z.array(idSchema), next: ordinalSchema }),
  })
  .meta({ id: 'FacilityAnswer' });
export type FacilityAnswer = z.infer<typeof answerSchema>;

/** Why a record was not taken that a right clock would have made good. */
export const FROM_THE_FUTURE = 'from the future';
/** Further ahead of the facility's clock no version may be. */
export const FUTURE_MS_MAX = 60 * 60_000;

/** Who issues the access tokens of an appliance. */
export function issuerOf(appliance: string): string {
  return `urn:swingbay:bay:${encodeURIComponent(appliance)}`;
}

/** What is signed of an answer: it is for one bay and one question. */
export function signedText(bay: string, nonce: string, body: string): string {
  return `swingbay-exchange\n${bay}\n${nonce}\n${body}`;
}
