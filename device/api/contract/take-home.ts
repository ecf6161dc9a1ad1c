/** What a player takes home of a swing: a video, and links by which others may see it. */
import { z } from 'zod';
import { LANGUAGES } from '../../swing/advice/language.ts';
import { cameraRoleSchema, eventNameSchema, handednessSchema } from '../../swing/report/swing-report.ts';
import { PHASE_NAMES } from '../../swing/events/event-name.ts';

export const exportIdSchema = z.uuid().describe('The video.');
export const shareIdSchema = z.uuid().describe('The link.');

export const exportOrderSchema = z
  .strictObject({
    language: z.enum(LANGUAGES).default('en').describe('The language of its words.'),
    shape: z.enum(['portrait', 'landscape']).default('portrait').describe('1080 × 1920 or 1920 × 1080.'),
    cameras: z
      .array(z.string().min(1).max(64))
      .max(4)
      .default([])
      .describe('By name, in the order in which they are shown; empty for all.'),
    slowness: z
      .literal([1, 2, 4, 8])
      .nullable()
      .default(null)
      .describe('How many times slower the downswing is; null for the slowest that there are pictures for.'),
    hasSkeleton: z.boolean().default(true).describe('Whether the skeleton is drawn.'),
  })
  .meta({ id: 'ExportOrder' });
export type ExportOrder = z.infer<typeof exportOrderSchema>;

const filmStatus = {
  state: z.enum(['queued', 'making', 'done', 'failed']),
  isHalted: z.boolean().describe('It waits while somebody swings or a swing is measured.'),
  progress: z.number().min(0).max(1),
  bytes: z.int().nonnegative().nullable().describe('Null until it is done.'),
};

export const exportStatusSchema = z
  .strictObject({
    id: exportIdSchema,
    swing: z.string(),
    order: exportOrderSchema,
    ...filmStatus,
    failure: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
    url: z.string().nullable().describe('Where the MP4 is; null until it is done.'),
  })
  .meta({ id: 'SwingExport' });
export type ExportStatusBody = z.infer<typeof exportStatusSchema>;

const SHARE_DAYS_MAX = 30;

export const shareRequestSchema = z
  .strictObject({
    days: z.int().min(1).max(SHARE_DAYS_MAX).default(7).describe('For how many days the link is good.'),
    film: exportOrderSchema
      .nullable()
      .default(null)
      .describe('A video to go with it; it is made where it is not there.'),
  })
  .meta({ id: 'ShareRequest' });
export type ShareRequest = z.infer<typeof shareRequestSchema>;

export const shareSchema = z
  .strictObject({
    id: shareIdSchema,
    swing: z.string(),
    createdAt: z.string(),
    expiresAt: z.string().describe('UTC.'),
    hasFilm: z.boolean(),
    path: z
      .string()
      .describe('The page of the bay that shows it, with the token behind the #, where no server sees and logs it.'),
  })
  .meta({ id: 'Share' });
export type ShareBody = z.infer<typeof shareSchema>;

export const shareListSchema = z.strictObject({ shares: z.array(shareSchema) }).meta({ id: 'ShareList' });
export type ShareList = z.infer<typeof shareListSchema>;

const span = z.strictObject({ low: z.number(), high: z.number() });

/** A number in words, as it is in the video. */
const sharedNumberSchema = z.strictObject({
  name: z.string(),
  at: z.string().describe('The moment of the swing; empty for what belongs to none.'),
  value: z.string(),
  range: z.string().describe('The 90 % interval.'),
  typical: z.string().nullable(),
  isEstimate: z.boolean(),
  scale: z.strictObject({ value: z.number(), low: z.number(), high: z.number(), typical: span.nullable() }),
});
export type SharedNumber = z.infer<typeof sharedNumberSchema>;

/** What a link shows of a swing: nothing that says who swung or where. */
export const sharedSwingSchema = z
  .strictObject({
    recordedAt: z.string(),
    expiresAt: z.string(),
    handedness: handednessSchema,
    views: z.array(
      z.strictObject({
        camera: z.string(),
        role: cameraRoleSchema,
        width: z.int().positive(),
        height: z.int().positive(),
        fps: z.number().positive(),
        fromMs: z.number(),
        toMs: z.number(),
        hasPoses: z.boolean(),
      }),
    ),
    events: z.array(z.strictObject({ name: eventNameSchema, timeMs: z.number() })),
    phases: z.array(z.strictObject({ name: z.enum(PHASE_NAMES), fromMs: z.number(), toMs: z.number() })),
    numbers: z.array(sharedNumberSchema),
    film: z.strictObject(filmStatus).nullable().describe('Null for a link without a video.'),
  })
  .meta({ id: 'SharedSwing' });
export type SharedSwing = z.infer<typeof sharedSwingSchema>;

export const sharedViewSchema = z.string().min(1).max(64).describe('A camera of the swing.');
