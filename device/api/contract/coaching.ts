/** What a coach and a player tell each other, as it travels. */
import { z } from 'zod';
import { eventNameSchema, handednessSchema } from '../../swing/report/swing-report.ts';
import { drawingsSchema } from './drawing.ts';

export const noteIdSchema = z.uuid().describe('A note’s id.');
export const assignmentIdSchema = z.uuid().describe('The id of a drill that was given, not the drill’s own.');

const momentSchema = z
  .strictObject({
    camera: z.string().min(1).max(100),
    timeMs: z.number().min(0).max(600_000).describe('Of the report’s time: the picture that is meant.'),
    event: eventNameSchema.nullable().default(null).describe('Where the picture was chosen as that of a moment.'),
  })
  .describe('The picture that a note is about.');

const visibilitySchema = z
  .enum(['player', 'coach-only'])
  .describe('`coach-only`: nobody but its author ever reads it.');

const content = {
  words: z.string().trim().max(2_000),
  at: momentSchema.nullable().describe('Null for the swing as a whole.'),
  drawings: drawingsSchema.describe('Over the picture of `at`.'),
  visibility: visibilitySchema,
};

export const newNoteSchema = z
  .strictObject({
    ...content,
    words: content.words.default(''),
    at: content.at.default(null),
    drawings: content.drawings.default([]),
  })
  .refine(({ words, drawings }) => words !== '' || drawings.length > 0, {
    path: ['words'],
    error: 'a note says or draws something',
  })
  .refine(({ at, drawings }) => at !== null || drawings.length === 0, {
    path: ['at'],
    error: 'drawings need the picture that they lie on',
  })
  .meta({ id: 'NewSwingNote' });
export type NewSwingNote = z.infer<typeof newNoteSchema>;

export const noteChangeSchema = z.strictObject(content).partial().meta({ id: 'SwingNoteChange' });
export type SwingNoteChange = z.infer<typeof noteChangeSchema>;

export const swingNoteSchema = z
  .strictObject({
    id: z.uuid(),
    swing: z.uuid(),
    author: z.strictObject({ id: z.uuid(), name: z.string() }),
    isMine: z.boolean().describe('Whether the reader wrote it, and so may change it.'),
    ...content,
    createdAt: z.iso.datetime(),
    changedAt: z.iso.datetime(),
  })
  .meta({ id: 'SwingNote' });
export type SwingNote = z.infer<typeof swingNoteSchema>;

export const swingNoteListSchema = z
  .strictObject({ notes: z.array(swingNoteSchema).describe('Oldest first.') })
  .meta({ id: 'SwingNoteList' });
export type SwingNoteList = z.infer<typeof swingNoteListSchema>;

const doseSchema = z.strictObject({
  rehearsals: z.int().min(0).max(200).describe('Without a ball.'),
  balls: z.int().min(0).max(200),
});

export const drillAssignmentSchema = z
  .strictObject({
    drill: z.string().min(1).max(100).describe('A drill’s id, as the catalogue lists it.'),
    note: z.string().trim().max(500).default(''),
    dose: doseSchema,
  })
  .meta({ id: 'DrillAssignment' });
export type DrillAssignment = z.infer<typeof drillAssignmentSchema>;

export const assignedDrillSchema = z
  .strictObject({
    id: z.uuid(),
    drill: z.string(),
    note: z.string(),
    dose: doseSchema,
    coach: z.strictObject({ id: z.uuid(), name: z.string() }),
    assignedAt: z.iso.datetime(),
    timesDone: z.int().nonnegative().describe('How often the player has done it since.'),
  })
  .meta({ id: 'AssignedDrill' });
export type AssignedDrillBody = z.infer<typeof assignedDrillSchema>;

export const assignedDrillListSchema = z
  .strictObject({ drills: z.array(assignedDrillSchema).describe('Newest first.') })
  .meta({ id: 'AssignedDrillList' });
export type AssignedDrillList = z.infer<typeof assignedDrillListSchema>;

const frequentFaultSchema = z.strictObject({
  id: z.string(),
  swings: z.int().positive().describe('In how many of them it was seen.'),
});

const changeSchema = z.strictObject({
  id: z.string(),
  at: eventNameSchema.nullable(),
  unit: z.string(),
  value: z.number().describe('From the first visit’s level to the last one’s.'),
  low: z.number().describe('Lower end of the 90 % interval.'),
  high: z.number().describe('Upper end of the 90 % interval.'),
  verdict: z.enum(['improved', 'declined', 'changed']),
});

export const coachedPlayersSchema = z
  .strictObject({
    players: z
      .array(
        z.strictObject({
          id: z.uuid(),
          name: z.string(),
          handedness: handednessSchema.nullable(),
          swings: z.int().nonnegative(),
          visits: z.int().nonnegative(),
          lastSwingAt: z.iso.datetime().nullable(),
          faults: z.array(frequentFaultSchema).describe('Of the newest ten shots, the one that weighs most first.'),
          changes: z.array(changeSchema).describe('What has really changed over the last visits; noise is left out.'),
        }),
      )
      .describe('Who swung last comes first.'),
  })
  .meta({ id: 'CoachedPlayers' });
export type CoachedPlayersBody = z.infer<typeof coachedPlayersSchema>;
export type CoachedPlayerBody = CoachedPlayersBody['players'][number];
export type MetricChange = z.infer<typeof changeSchema>;

const trendSchema = z.strictObject({
  id: z.string(),
  at: eventNameSchema.nullable(),
  unit: z.string(),
  visits: z
    .array(
      z.strictObject({
        session: z.string(),
        date: z.iso.datetime().describe('Of its first shot that is counted.'),
        mean: z.number(),
        low: z.number(),
        high: z.number(),
        swings: z.int().positive(),
      }),
    )
    .describe('Oldest first; only visits that were measured as the newest was.'),
  leftOut: z.int().nonnegative().describe('Visits that were measured otherwise, or too little.'),
  verdict: z.enum(['improved', 'declined', 'changed', 'steady', 'too-early-to-say']),
});
export type MetricTrend = z.infer<typeof trendSchema>;

export const coachedPlayerDetailSchema = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    handedness: handednessSchema.nullable(),
    heightCm: z.int().nullable(),
    handicap: z.number().nullable(),
    goals: z.array(z.string()),
    limitations: z.array(z.string()),
    usualMiss: z.string().nullable(),
    club: z.string().nullable(),
    swings: z.int().nonnegative(),
    visits: z.int().nonnegative(),
    scoreMean: z.number().nullable(),
    lastSwingAt: z.iso.datetime().nullable(),
    faults: z.array(frequentFaultSchema),
    faultsOf: z.int().nonnegative().describe('How many of the newest shots the faults were looked for in.'),
    trends: z.array(trendSchema).describe('What has changed first, then in the catalogue’s order.'),
    notes: z
      .record(z.uuid(), z.int().positive())
      .describe('How many notes the newest swings have, by swing; those without are left out.'),
    drills: z.array(assignedDrillSchema),
  })
  .meta({ id: 'CoachedPlayerDetail' });
export type CoachedPlayerDetail = z.infer<typeof coachedPlayerDetailSchema>;
