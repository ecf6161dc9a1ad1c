/**
 * What travels over REST, as schemas: the daemon validates and documents with them, the pages import the types alone.
 */
import { z } from 'zod';
import { LANGUAGES } from '../../swing/advice/language.ts';
import {
  cameraRoleSchema,
  eventNameSchema,
  handednessSchema,
  metricMethodSchema,
  swingKindSchema,
  swingReportSchema,
  withheldReasonSchema,
} from '../../swing/report/swing-report.ts';
import { instantSchema, nextCursorSchema, pageQueryFields } from './page.ts';

const swingStatusSchema = z.enum(['queued', 'analysing', 'completed', 'failed']);

/** The body of every answer that is a refusal. */
export const problemSchema = z
  .strictObject({
    code: z.string().describe('Stable; programs decide by it.'),
    message: z.string().describe('One sentence that says what happened.'),
    hint: z.string().nullable().describe('One sentence that says what to do.'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problemSchema>;

export const acceptedSwingSchema = z
  .strictObject({ id: z.uuid(), status: swingStatusSchema })
  .meta({ id: 'AcceptedSwing' });
export type AcceptedSwing = z.infer<typeof acceptedSwingSchema>;

export const swingSummarySchema = z
  .strictObject({
    id: z.uuid(),
    kind: swingKindSchema,
    recordedAt: z.iso.datetime().describe('UTC, for display; the order of a list is that of storing.'),
    status: swingStatusSchema,
    revision: z.int().positive().nullable().describe('Newest revision of the report; null until there is one.'),
    score: z.number().nullable().describe('Overall, 0–10, of the newest revision.'),
    club: z.string().nullable().describe('As the newest revision has it.'),
    mainFault: z.string().nullable().describe('The gravest fault of the newest revision, as the catalogue lists it.'),
    session: z.string(),
    player: z.string().nullable(),
    bay: z.string().describe('The name of the bay that it was swung in.'),
  })
  .meta({ id: 'SwingSummary' });
export type SwingSummary = z.infer<typeof swingSummarySchema>;

export const swingListSchema = z
  .strictObject({
    swings: z.array(swingSummarySchema).describe('Newest first.'),
    nextCursor: nextCursorSchema,
  })
  .meta({ id: 'SwingList' });
export type SwingList = z.infer<typeof swingListSchema>;

export const swingDetailSchema = swingSummarySchema
  .extend({
    failure: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
    missing: z.array(z.strictObject({ what: z.string(), camera: z.string().nullable(), reason: z.string() })),
    clips: z.array(
      z.strictObject({
        camera: z.string().nullable(),
        state: z
          .enum(['present', 'remote', 'dropped', 'lost'])
          .describe('`remote` lies in the object store alone and is sent from there.'),
        bytes: z.int().nonnegative(),
        mediaType: z.string(),
        url: z.string(),
      }),
    ),
  })
  .meta({ id: 'SwingDetail' });
export type SwingDetail = z.infer<typeof swingDetailSchema>;

export const keyFrameListSchema = z
  .strictObject({
    frames: z.array(
      z.strictObject({
        event: eventNameSchema,
        camera: z.string(),
        timeMs: z.number(),
        width: z.int().positive(),
        height: z.int().positive(),
        sha256: z.string(),
        url: z.string(),
      }),
    ),
  })
  .meta({ id: 'KeyFrameList' });
export type KeyFrameList = z.infer<typeof keyFrameListSchema>;

export const clipPosesSchema = z
  .strictObject({
    camera: z.string(),
    timesMs: z.array(z.number()).describe('From the report’s time zero, one a frame, rising.'),
    landmarks: z
      .array(z.array(z.number()).nullable())
      .describe('One a frame: 33 × (x, y, visibility), x and y as fractions of the upright picture; null: nobody.'),
  })
  .meta({ id: 'ClipPoses' });
export type ClipPoses = z.infer<typeof clipPosesSchema>;

export const swingJointsSchema = z
  .union([
    z.strictObject({
      method: z.enum(['corrected', 'triangulated']),
      cameras: z.array(z.string()),
      handedness: handednessSchema,
      names: z.array(z.string()).describe('The joints in their order; `lead` is the side toward the target.'),
      timesMs: z.array(z.number()).describe('From the report’s time zero, rising.'),
      joints: z
        .array(z.array(z.number().nullable()))
        .describe('One a time: joints × (x, y, z), metres; x to the target, y up, z = x × y, origin at the ball.'),
      shaft: z
        .array(z.tuple([z.number(), z.number(), z.number()]).nullable())
        .describe('One a time: unit vector from the hands to the club head; null where it was not seen.'),
    }),
    z.strictObject({ withheld: withheldReasonSchema.describe('Why nobody can know the joints in space.') }),
  ])
  .meta({ id: 'SwingJoints' });
export type SwingJoints = z.infer<typeof swingJointsSchema>;

const typicalRangeSchema = z.strictObject({ low: z.number(), high: z.number(), source: z.string() });

export const catalogueSchema = z
  .strictObject({
    metrics: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        sentence: z.string(),
        unit: z.string(),
        decimals: z.int().nonnegative(),
        moments: z.array(
          z.strictObject({
            at: eventNameSchema.nullable(),
            typical: typicalRangeSchema.nullable(),
            audience: z.enum(['player', 'coach']).describe('`coach`: stays off the screens of players.'),
          }),
        ),
      }),
    ),
    faults: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        sentence: z.string(),
        advice: z.string().nullable(),
        effect: z.string().describe('What it does to the ball.'),
      }),
    ),
    drills: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        faults: z.array(z.string()).describe('Faults it works on, the one it is best for first.'),
        equipment: z.array(z.string()).describe('In words.'),
        steps: z.array(z.string()),
        feel: z.string().describe('The one thing to feel.'),
        dosage: z.string(),
        easier: z.string().describe('How to do it with little mobility.'),
        drawing: z.string().describe('Address of its drawing; `hand=left` mirrors it, `lang` names its language.'),
      }),
    ),
    texts: z.record(z.string(), z.string()).describe('Every text of the swing domain by key.'),
    language: z.enum(LANGUAGES).describe('The language of all these words.'),
  })
  .meta({ id: 'Catalogue' });
export type CatalogueBody = z.infer<typeof catalogueSchema>;

export const revisionListSchema = z
  .strictObject({
    revisions: z
      .array(
        z.strictObject({
          revision: z.int().positive(),
          createdAt: z.iso.datetime(),
          versions: swingReportSchema.shape.versions,
          score: z.number().nullable().describe('Overall, 0–10.'),
        }),
      )
      .describe('Oldest first; each can be read as `analysis?revision=`.'),
  })
  .meta({ id: 'RevisionList' });
export type RevisionList = z.infer<typeof revisionListSchema>;

export const reanalysisSchema = z
  .strictObject({
    id: z.uuid(),
    state: z
      .enum(['queued', 'open-already', 'up-to-date'])
      .describe('`open-already`: an analysis waits or runs; `up-to-date`: the newest revision is what would be made.'),
  })
  .meta({ id: 'Reanalysis' });
export type Reanalysis = z.infer<typeof reanalysisSchema>;

export const handChoiceSchema = z
  .strictObject({ handedness: handednessSchema.describe('The hand that the golfer of the swing plays with.') })
  .meta({ id: 'HandChoice' });
export type HandChoice = z.infer<typeof handChoiceSchema>;

const comparedValueSchema = z.strictObject({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  method: metricMethodSchema,
});

export const swingComparisonSchema = z
  .strictObject({
    first: z.uuid(),
    second: z.uuid(),
    unlike: z.string().nullable().describe('Null where both were made under the same conditions; else what differs.'),
    metrics: z.array(
      z.union([
        z.strictObject({
          id: z.string(),
          at: eventNameSchema.nullable(),
          unit: z.string(),
          first: comparedValueSchema,
          second: comparedValueSchema,
          difference: z
            .strictObject({ value: z.number(), low: z.number(), high: z.number() })
            .describe('Second less first, with its own 90 % interval.'),
          basis: z.enum(['same-session', 'independent']),
          verdict: z.enum(['better', 'worse', 'changed', 'no-real-difference']),
          typical: typicalRangeSchema.nullable(),
        }),
        z.strictObject({
          id: z.string(),
          at: eventNameSchema.nullable(),
          withheld: z.strictObject({
            first: withheldReasonSchema.nullable(),
            second: withheldReasonSchema.nullable(),
          }),
        }),
      ]),
    ),
    bones: z.array(z.tuple([z.int(), z.int()])).describe('Pairs of places in a skeleton.'),
    overlays: z
      .array(
        z.strictObject({
          view: z.enum(['face-on', 'down-the-line']),
          frames: z.array(
            z.strictObject({
              phase: z.number().describe('0 at address … 7 at finish.'),
              event: eventNameSchema.nullable(),
              first: z.array(z.strictObject({ x: z.number(), y: z.number() }).nullable()),
              second: z.array(z.strictObject({ x: z.number(), y: z.number() }).nullable()),
            }),
          ),
        }),
      )
      .describe('Both skeletons on one spot and of one size: y up, 1 is from ankles to shoulders.'),
  })
  .meta({ id: 'SwingComparison' });
export type SwingComparisonBody = z.infer<typeof swingComparisonSchema>;

export const similarSwingsSchema = z
  .strictObject({
    space: z.enum(['space', 'face-on', 'down-the-line']).describe('Only swings that were seen alike are compared.'),
    swings: z
      .array(z.strictObject({ swing: swingSummarySchema, distance: z.number().nonnegative() }))
      .describe('Nearest first; two swings of one golfer lie about 1 apart.'),
  })
  .meta({ id: 'SimilarSwings' });
export type SimilarSwings = z.infer<typeof similarSwingsSchema>;

export const ticketSchema = z
  .strictObject({ ticket: z.string(), expiresInSeconds: z.number().positive() })
  .meta({ id: 'Ticket' });
export type Ticket = z.infer<typeof ticketSchema>;

export const healthSchema = z
  .strictObject({
    status: z.enum(['ok', 'degraded', 'failed']).describe('The worst of the parts.'),
    version: z.string(),
    uptimeSeconds: z.number().nonnegative(),
    parts: z.array(
      z.strictObject({
        name: z.string(),
        status: z.enum(['ok', 'degraded', 'failed']),
        code: z.string().nullable(),
        message: z.string().nullable(),
        hint: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Health' });
export type Health = z.infer<typeof healthSchema>;

/** The queries and paths that the API takes. Unknown keys are refused. */
export const swingIdSchema = z.uuid().describe('A swing’s id.');
export const swingListQuerySchema = z.strictObject({
  kind: swingKindSchema.optional(),
  player: z.string().max(100).optional(),
  session: z.string().max(100).optional(),
  club: z.string().min(1).max(40).optional().describe('As the newest report names it.'),
  from: instantSchema.optional().describe('Recorded then or later.'),
  to: instantSchema.optional().describe('Recorded then or earlier.'),
  scoreMin: z.coerce.number().min(0).max(10).optional().describe('Least overall score, 0–10, of the newest report.'),
  fault: z.string().min(1).max(100).optional().describe('A fault that the newest report names.'),
  ...pageQueryFields,
});
export const revisionQuerySchema = z.strictObject({
  revision: z.coerce.number().int().positive().max(1_000_000).optional().describe('The newest where absent.'),
});
export const cameraQuerySchema = z.strictObject({
  camera: z.string().min(1).max(100).optional().describe('The first camera where absent.'),
});
export const drillIdSchema = z.string().max(100).describe('A drill’s id, as the catalogue lists it.');
export const languageQuerySchema = z.strictObject({
  lang: z.enum(LANGUAGES).optional().describe('The language of the words; the bay’s own where absent.'),
});
export const drawingQuerySchema = languageQuerySchema.extend({
  hand: handednessSchema.default('right').describe('The hand the golfer in the drawing plays with.'),
});
export const frameNameSchema = z
  .union([eventNameSchema, z.string().regex(/^[0-9a-f]{64}$/)])
  .describe('An event, or the sha256 of a key frame.');
export const uploadFieldsSchema = z.strictObject({
  hand: z.union([handednessSchema, z.literal('auto')]).default('auto'),
  view: cameraRoleSchema.optional().describe('How the camera stood; recognised where absent.'),
  player: z.uuid().optional().describe('Whose swing it is; the caller’s own where absent. A coach names a pupil.'),
});
export type UploadFields = z.infer<typeof uploadFieldsSchema>;
export const similarQuerySchema = z.strictObject({
  scope: z.enum(['player', 'bay']).default('bay').describe('Among the swings of the same player, or of everybody.'),
  limit: z.coerce.number().int().min(1).max(50).default(10),
});
export const reanalyzeQuerySchema = z.strictObject({
  model: z.enum(['lite', 'full', 'heavy']).default('heavy').describe('The pose model.'),
  again: z
    .enum(['true', 'false'])
    .default('false')
    .describe('Analyse even where the newest revision was made by this model and these algorithms.'),
});
