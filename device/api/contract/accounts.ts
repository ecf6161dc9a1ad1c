/** Accounts and players as they travel: the daemon validates and documents with them, the pages import the types alone. */
import { z } from 'zod';
import { handednessSchema, swingReportSchema } from '../../swing/report/swing-report.ts';
import { CLUBS } from './clubs.ts';
import { storedGoalSchema } from './progress.ts';
import { assignedDrillSchema, swingNoteSchema } from './coaching.ts';
import { catalogueSchema, swingDetailSchema } from './rest.ts';
import { storedShotSchema } from './shots.ts';
import { shareSchema } from './take-home.ts';

const ACCOUNT_ROLES = ['player', 'coach', 'staff', 'installer', 'operator', 'admin'] as const;

const emailSchema = z.email().max(254);
/** Length is counted in UTF-16 units; nothing is trimmed, and every sign may be used. */
const newPasswordSchema = z.string().min(8).max(128);
const nameSchema = z.string().trim().min(1).max(100);
const refreshTokenSchema = z.string().min(1).max(2_048);
export const pinSchema = z.string().regex(/^\d{6,12}$/, 'six to twelve digits');

export const registrationSchema = z
  .strictObject({
    email: emailSchema,
    password: newPasswordSchema,
    name: nameSchema.describe('What screens call the player.'),
    handedness: handednessSchema.nullable().default(null),
  })
  .meta({ id: 'Registration' });
export type RegistrationBody = z.infer<typeof registrationSchema>;

export const newAccountSchema = registrationSchema
  .extend({ role: z.enum(ACCOUNT_ROLES), pin: pinSchema.optional() })
  .meta({ id: 'NewAccount' });
export type NewAccountBody = z.infer<typeof newAccountSchema>;

export const loginSchema = z
  .strictObject({ email: z.string().min(1).max(254), password: z.string().min(1).max(128) })
  .meta({ id: 'Login' });
export type Login = z.infer<typeof loginSchema>;

export const refreshSchema = z.strictObject({ refreshToken: refreshTokenSchema }).meta({ id: 'Refresh' });
export type Refresh = z.infer<typeof refreshSchema>;

export const pinLoginSchema = z.strictObject({ pin: pinSchema }).meta({ id: 'PinLogin' });
export type PinLogin = z.infer<typeof pinLoginSchema>;

export const tokenPairSchema = z
  .strictObject({
    accessToken: z.string().describe('For `Authorization: Bearer …`.'),
    expiresInSeconds: z.int().positive(),
    refreshToken: z.string().describe('Good for one refresh; showing it twice ends the login.'),
    refreshExpiresAt: z.iso.datetime().describe('When the login ends, however often it is refreshed.'),
    player: z.uuid(),
  })
  .meta({ id: 'TokenPair' });
export type TokenPair = z.infer<typeof tokenPairSchema>;

export const staffTokenSchema = z
  .strictObject({ accessToken: z.string(), expiresInSeconds: z.int().positive() })
  .meta({ id: 'StaffToken' });
export type StaffToken = z.infer<typeof staffTokenSchema>;

export const createdAccountSchema = z
  .strictObject({ player: z.uuid(), role: z.enum(ACCOUNT_ROLES) })
  .meta({ id: 'CreatedAccount' });
export type CreatedAccount = z.infer<typeof createdAccountSchema>;

const wordsSchema = z.array(z.string().trim().min(1).max(200)).max(20);

const profileFields = {
  name: nameSchema,
  handedness: handednessSchema.nullable(),
  heightCm: z.int().min(60).max(260).nullable(),
  handicap: z
    .number()
    .min(-10)
    .max(54)
    .nullable()
    .describe('As the World Handicap System has it; plus players below 0.'),
  goals: wordsSchema,
  limitations: wordsSchema.describe('What the body does not do just now; only the player and a coach see it.'),
  usualMiss: z.enum(['slice', 'hook', 'pull', 'push', 'top', 'fat', 'thin', 'shank']).nullable(),
  club: z.enum(CLUBS).nullable().describe('The club in hand, until another is chosen.'),
  isOnLeaderboard: z.boolean().describe('Whether others may see the name beside the best scores of the bay.'),
  isMinor: z.boolean(),
  showsFace: z
    .boolean()
    .describe('Whether a picture that is sent to a coach outside the bay may show the face; it is blurred otherwise.'),
};

export const profileSchema = z
  .strictObject({
    id: z.uuid(),
    email: z.string(),
    role: z.enum(ACCOUNT_ROLES),
    ...profileFields,
    club: z.string().nullable(),
    shares: z.boolean().describe('Whether the player agreed that what is theirs may leave the bay.'),
    guardianAgreed: z.boolean().describe('Whether staff noted that a minor’s guardian agrees.'),
    createdAt: z.string(),
  })
  .meta({ id: 'Profile' });
export type Profile = z.infer<typeof profileSchema>;

export const profileChangeSchema = z
  .strictObject({ ...profileFields, shares: z.boolean(), pin: pinSchema.nullable() })
  .partial()
  .meta({ id: 'ProfileChange' });
export type ProfileChange = z.infer<typeof profileChangeSchema>;

export const playerIdSchema = z.uuid().describe('A player’s id.');

export const myCoachesSchema = z
  .strictObject({
    coaches: z
      .array(
        z.strictObject({
          id: z.uuid(),
          name: z.string(),
          isMine: z.boolean().describe('Whether the player lets them see what is theirs.'),
        }),
      )
      .describe('Every coach of the bay, by name.'),
  })
  .meta({ id: 'MyCoaches' });
export type MyCoaches = z.infer<typeof myCoachesSchema>;

export const guardianSchema = z.strictObject({ agrees: z.boolean() }).meta({ id: 'GuardianConsent' });
export type GuardianConsent = z.infer<typeof guardianSchema>;

export const playerStatsSchema = z
  .strictObject({
    player: z.uuid(),
    swings: z.int().nonnegative().describe('Shots and practice swings.'),
    shots: z.int().nonnegative(),
    scored: z.int().nonnegative().describe('Shots that have a score.'),
    scoreMean: z.number().nullable(),
    scoreBest: z.number().nullable(),
    visits: z.int().nonnegative(),
    drillsDone: z.int().nonnegative(),
    lastSwingAt: z.string().nullable(),
  })
  .meta({ id: 'PlayerStats' });
export type PlayerStats = z.infer<typeof playerStatsSchema>;

const drillDoneSchema = z.strictObject({
  id: z.uuid(),
  drill: z.string(),
  notes: z.string().nullable(),
  doneAt: z.string(),
});
export const drillCompletionSchema = z
  .strictObject({ notes: z.string().trim().max(500).nullable().default(null) })
  .meta({ id: 'DrillCompletion' });
export type DrillCompletion = z.infer<typeof drillCompletionSchema>;
export const drillsDoneSchema = z.strictObject({ drills: z.array(drillDoneSchema) }).meta({ id: 'DrillsDone' });
export type DrillsDone = z.infer<typeof drillsDoneSchema>;
export const completedDrillSchema = drillDoneSchema.meta({ id: 'CompletedDrill' });
export type CompletedDrill = z.infer<typeof completedDrillSchema>;

export const exportQuerySchema = z.strictObject({
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .optional()
    .describe('`nextCursor` of the page before.'),
});

export const playerExportSchema = z
  .strictObject({
    profile: profileSchema,
    drills: z.array(drillDoneSchema),
    goals: z.array(storedGoalSchema),
    drillsFromCoach: z.array(assignedDrillSchema),
    coaches: z.array(z.strictObject({ id: z.uuid(), name: z.string() })).describe('Who may see what is the player’s.'),
    shares: z
      .array(shareSchema.omit({ path: true }).meta({ id: 'SharedLink' }))
      .describe('The links that are good, newest first, and until when. Without the links: the file may be passed on.'),
    shots: z.array(storedShotSchema).describe('What other programs measured, newest first; with the first page alone.'),
    swings: z
      .array(
        swingDetailSchema.extend({
          reports: z.array(swingReportSchema.meta({ id: 'SwingReport' })),
          notes: z.array(swingNoteSchema).describe('What coaches wrote for the player.'),
        }),
      )
      .describe('Newest first, each with every revision of its report; clips by their addresses.'),
    nextCursor: z.string().nullable().describe('Pass as `cursor` for the next page; null at the end.'),
  })
  .meta({ id: 'PlayerExport' });
export type PlayerExport = z.infer<typeof playerExportSchema>;

export const drillListSchema = z.strictObject({ drills: catalogueSchema.shape.drills }).meta({ id: 'DrillList' });
export type DrillList = z.infer<typeof drillListSchema>;

export const recommendedDrillsSchema = z
  .strictObject({
    swings: z.int().nonnegative().describe('How many of the newest shots it comes from.'),
    faults: z
      .array(
        z.strictObject({ id: z.string(), swings: z.int().positive().describe('In how many of them it was seen.') }),
      )
      .describe('The one to work on first.'),
    drills: z.array(z.string()).describe('Ids, as the catalogue lists them; the first is for the first fault.'),
    fromCoach: z.array(assignedDrillSchema).describe('What a coach gave the player to do, newest first.'),
  })
  .meta({ id: 'RecommendedDrills' });
export type RecommendedDrills = z.infer<typeof recommendedDrillsSchema>;

export const leaderboardQuerySchema = z.strictObject({
  days: z.coerce.number().int().min(1).max(365).default(30),
  limit: z.coerce.number().int().min(1).max(100).default(10),
});

export const leaderboardSchema = z
  .strictObject({
    days: z.int().positive(),
    rows: z
      .array(
        z.strictObject({
          rank: z.int().positive().describe('Equal scores share a rank.'),
          name: z.string(),
          bay: z.string().nullable().describe('Where the best one was swung; null where that is not known here.'),
          scoreBest: z.number(),
          scoreMean: z.number(),
          shots: z.int().positive(),
        }),
      )
      .describe('Best score first; only players who asked to be on it.'),
    othersHeardAt: z.iso
      .datetime()
      .nullable()
      .describe(
        'Until when scores of the facility’s other bays are told here; null where none are, or all are at once.',
      ),
  })
  .meta({ id: 'Leaderboard' });
export type Leaderboard = z.infer<typeof leaderboardSchema>;
