import { z } from 'zod';
import { EVENT_NAMES, PHASE_NAMES } from '../events/event-name.ts';
import { LANGUAGES } from '../advice/language.ts';

/**
 * What a coach who reads the report answers about one swing: sentences for the player, in the player's language. No
 * sentence stands here that was not checked against the report it is about.
 */
const WORDS_MAX = 600;
const sentence = z.string().trim().min(1).max(WORDS_MAX);
const drillId = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

const swingPhaseSchema = z.strictObject({
  phase: z.enum(PHASE_NAMES),
  frameNumber: z.int().nullable().describe('The number of the picture that shows it best; null where none does.'),
  observations: z.array(sentence).min(1).max(4).describe('Technical observations.'),
  qualityScore: z.number().min(0).max(10).describe('From 0 to 10.'),
});

const issueSchema = z.strictObject({
  issue: sentence.describe('What the problem is.'),
  severity: z.enum(['critical', 'major', 'minor']),
  impact: sentence.describe('What it does to the ball’s flight.'),
  biomechanicalCause: sentence.describe('Where it comes from.'),
});

const recommendationSchema = z.strictObject({
  priority: z.int().min(1).max(5).describe('1 is the most important.'),
  change: sentence.describe('What to change.'),
  why: sentence.describe('Why it matters.'),
  how: sentence.describe('How to practise it.'),
  drillId: drillId.nullable().describe('A drill of the catalogue; null where none fits.'),
  expectedImprovement: sentence.describe('What will get better.'),
});

export const coachAnswerSchema = z.strictObject({
  swingPhases: z.array(swingPhaseSchema).max(PHASE_NAMES.length),
  technicalAnalysis: z.strictObject({
    positives: z.array(sentence).max(4).describe('What is done well.'),
    issues: z.array(issueSchema).max(4),
  }),
  recommendations: z.array(recommendationSchema).max(3),
  overallFeedback: sentence.describe('Two or three sentences.'),
  coachingCues: z.array(sentence).max(4).describe('Swing thoughts, as something to feel.'),
});
export type CoachAnswer = z.infer<typeof coachAnswerSchema>;

/** The answer as a report carries it. */
export const coachAdviceSchema = z.strictObject({
  answer: coachAnswerSchema,
  language: z.enum(LANGUAGES),
  model: z.string().describe('What answered.'),
  from: z
    .enum(['asked', 'batch', 'similar-swing'])
    .describe('`similar-swing`: given to one of the player’s swings that was like this one, and true of this one too.'),
  answeredAt: z.iso.datetime(),
});
export type CoachAdvice = z.infer<typeof coachAdviceSchema>;

/** What is said after a visit. */
export const visitSummarySchema = z.strictObject({
  overview: sentence.describe('Two or three sentences.'),
  positives: z.array(sentence).max(4),
  focus: z
    .array(z.strictObject({ what: sentence, why: sentence }))
    .max(2)
    .describe('What to work on next.'),
  drills: z.array(z.strictObject({ drillId, why: sentence })).max(3),
  coachingCues: z.array(sentence).max(4),
});
export type VisitSummary = z.infer<typeof visitSummarySchema>;

/** Training for the week to come. */
export const weeklyPlanSchema = z.strictObject({
  aim: sentence.describe('What this week is for, in one or two sentences.'),
  days: z
    .array(
      z.strictObject({
        day: z.int().min(1).max(7),
        focus: sentence,
        drills: z
          .array(z.strictObject({ drillId, why: sentence }))
          .min(1)
          .max(3),
        event: z.enum(EVENT_NAMES).nullable().describe('The moment of the swing that it is about; null for all of it.'),
      }),
    )
    .min(1)
    .max(7),
  howToTell: sentence.describe('How the player will notice that it works.'),
});
export type WeeklyPlan = z.infer<typeof weeklyPlanSchema>;
