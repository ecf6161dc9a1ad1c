/** Accounts and players as they travel: the daemon validates and documents with them, the pages import the types alone. */
import { z } from 'zod';
import { handednessSchema } from '../../swing/report/swing-report.ts';

export const ACCOUNT_ROLES = ['player', 'coach', 'staff', 'installer', 'operator', 'admin'] as const;

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
