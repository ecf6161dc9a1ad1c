/** What an operator may set about the facility that a bay belongs to. */
import { z } from 'zod';

const URL_MEANING = [
  'The address of the facility’s appliance. Passwords’ digests pass over this line: plain HTTP is taken for this machine',
  'itself alone.',
].join(' ');

export const facilityConfigSchema = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .refine((url) => !URL.canParse(url) || isSafe(url), {
      message: 'it has to begin with https, but for this machine itself',
    })
    .describe(URL_MEANING),
  caFile: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe('The certificate authority of the facility’s certificate, in PEM; null for those of the system.'),
  tokenFile: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe('Where `swingbay facility join` keeps what makes this bay one of it; null: in the data directory.'),
  everySeconds: z.number().min(0.1).max(3_600).default(10).describe('How long after one exchange the next one begins.'),
});

export type FacilityConfig = z.infer<typeof facilityConfigSchema>;

export function isSafe(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || ['localhost', '[::1]'].includes(hostname) || /^127\.[\d.]+$/.test(hostname);
}

/**
 * The address of a facility as somebody typed it; what begins with no scheme is taken for plain HTTP, which
 * {@link isSafe} judges. Undefined where it is none.
 */
export function addressIn(typed: string): string | undefined {
  const url = typed.includes('://') ? typed : `http://${typed}`;
  return z.url({ protocol: /^https?$/ }).safeParse(url).data;
}
