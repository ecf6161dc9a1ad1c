/** Where the API listens, and who may call it. */
import { z } from 'zod';

export const apiConfigSchema = z
  .strictObject({
    host: z
      .string()
      .min(1)
      .default('127.0.0.1')
      .describe('The address to listen on. Any but a loopback address needs a token.'),
    port: z.int().min(0).max(65_535).default(8080).describe('The TCP port; 0 takes a free one.'),
    tokenFile: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe('A file whose first line is the token, at least 32 characters, that every call must then carry.'),
  })
  .describe('The REST and WebSocket interface and the pages of the bay screen.');

export type ApiConfig = z.infer<typeof apiConfigSchema>;
