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

const WEB_RTC = [
  'Where phones reach the live picture (WebRTC, over UDP), if the bay is behind NAT, in a container or behind a proxy;',
  'null announces the address by which the phone reached the bay, on any free port.',
].join(' ');

const webRtcSchema = z
  .strictObject({
    address: z
      .union([z.ipv4(), z.ipv6()])
      .describe('The address that is announced to phones, such as that of the machine outside of its container.'),
    portMin: z
      .int()
      .min(1024)
      .max(65_534)
      .default(50_000)
      .describe('The first UDP port; the same ports must lead to the bay from outside.'),
    portMax: z.int().min(1025).max(65_535).default(50_015).describe('The last one: at most four phones watch at once.'),
  })
  .refine(({ portMin, portMax }) => portMax - portMin >= 7, {
    path: ['portMax'],
    message: 'there must be eight ports from "portMin" on: two for each of four phones',
  });

export const apiConfigSchema = z
  .strictObject({
    host: z
      .string()
      .min(1)
      .default('127.0.0.1')
      .describe('The address to listen on. Any but a loopback address needs an operator’s account, or a token.'),
    publicAddress: z
      .url({ protocol: /^https?$/ })
      .nullable()
      .default(null)
      .describe(
        'The address under which phones reach this bay, for the QR code on its screen; null takes the one of this machine in the local network.',
      ),
    facilityAddress: z
      .url({ protocol: /^https?$/ })
      .nullable()
      .default(null)
      .describe(
        'The address under which phones reach the appliance of the facility, where players find their swings of all bays after the visit; null where there is none.',
      ),
    port: z.int().min(0).max(65_535).default(8080).describe('The TCP port; 0 takes a free one.'),
    tokenFile: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe(
        'A file whose first line is the token, at least 32 characters, that a call without a login of its own must carry.',
      ),
    metricsTokenFile: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe(
        'A file whose first line is a token, at least 32 characters, that reads `/metrics` and nothing else, for a Prometheus; null lets installers and operators alone read it.',
      ),
    tls: tlsSchema.nullable().default(null).describe(TLS),
    webRtc: webRtcSchema.nullable().default(null).describe(WEB_RTC),
  })
  .describe('The REST and WebSocket interface and the pages of the bay screen.');

export const API_CONFIG = Symbol('ApiConfig');

export type ApiConfig = z.infer<typeof apiConfigSchema>;
