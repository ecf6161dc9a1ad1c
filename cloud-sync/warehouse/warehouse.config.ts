/** What an operator may set about the warehouse. */
import { z } from 'zod';
import { isSchemaName } from './dialect.ts';

const tlsSchema = z.strictObject({
  mode: z
    .enum(['verify', 'off'])
    .default('verify')
    .describe(
      '`verify` encrypts and checks certificate and name; `off` belongs on one machine or in one locked network.',
    ),
  caFile: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe('Certificates that the server’s must descend from; null trusts those of the system.'),
});

/** A password in an address ends in logs, and settings in it would override those of this section. */
const urlSchema = z
  .url({ protocol: /^postgres(ql)?$/ })
  .refine((url) => partsOf(url).password === '', { message: 'the password belongs into `passwordFile`' })
  .refine((url) => partsOf(url).search === '' && partsOf(url).hash === '', {
    message: 'settings behind ? or # are not taken from the address',
  })
  .describe('Where it is, like postgres://user@host:5432/database, without a password.');

/** What is no address at all is told as that alone: the rules behind it are asked all the same. */
function partsOf(url: string): { readonly password: string; readonly search: string; readonly hash: string } {
  return URL.canParse(url) ? new URL(url) : { password: '', search: '', hash: '' };
}

const shared = {
  url: urlSchema,
  schema: z
    .string()
    .refine(isSchemaName, { message: 'it is no name of small letters, digits and _' })
    .default('swingbay')
    .describe('The schema that its tables lie in; it is made where it is missing.'),
  passwordFile: z.string().min(1).nullable().default(null).describe('A file whose first line is the password.'),
  tls: tlsSchema.prefault({}).describe('How the line is kept from others.'),
  facility: z.string().min(1).max(100).describe('What the fleet calls this facility.'),
};

export const warehouseConfigSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('postgres').describe('PostgreSQL, for a site of its own.'), ...shared }),
  z.strictObject({
    kind: z.literal('cratedb').describe('CrateDB, for a fleet.'),
    ...shared,
    replicas: z
      .string()
      .regex(/^\d{1,2}(-(\d{1,2}|all))?$/, { message: 'it is no number or range like 0-1' })
      .default('0-1')
      .describe('Copies beside the first one; `0-1` keeps one wherever there is a second node.'),
  }),
]);

export type WarehouseConfig = z.infer<typeof warehouseConfigSchema>;
