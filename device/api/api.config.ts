/** Where the API listens, and who may call it. */
import { z } from 'zod';

const TLS = [
  'HTTPS beside plain HTTP, with a certificate that phones trust for the name in the QR code. Only over it a phone',
  'keeps the page, so that it opens without the bay; without it the page works while the bay can be reached. Renewed',
  'files are taken up within the hour.',
].join(' ');

const tlsSchema = z.strictObject({
  certFile: z.string().min(1).describe('The certificate with its chain, in PEM.'),
  keyFile: z.string().min(1).describe('Its key, in PEM.'),
  port: z.int().min(0).max(65_535).default(8443).describe('The TCP port; 0 takes a free one.'),
});

export const apiConfigSchema = z
  .strictObject({
    host: z
      .string()
      .min(1)
      .default('127.0.0.1')
      .describe('The address to listen on. Any but a loopback address needs a token.'),
    publicAddress: z
      .url({ protocol: /^https?$/ })
      .nullable()
      .default(null)
      .describe(
        'The address under which phones reach this bay, for the QR code on its screen; null takes the one of this machine in the local network.',
      ),
    port: z.int().min(0).max(65_535).default(8080).describe('The TCP port; 0 takes a free one.'),
    tokenFile: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe('A file whose first line is the token, at least 32 characters, that every call must then carry.'),
    tls: tlsSchema.nullable().default(null).describe(TLS),
  })
  .describe('The REST and WebSocket interface and the pages of the bay screen.');

export const API_CONFIG = Symbol('ApiConfig');

export type ApiConfig = z.infer<typeof apiConfigSchema>;
