/** Opens the doors: bounds for slow and many callers, then the address of the configuration. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { ApiConfig } from './api.config.ts';
import { addressTaken } from './errors.ts';
import { SecureDoor } from './secure-door.ts';

const HEADERS_MS_MAX = 10_000;
/** 100 MB at 1 MB/s, with some patience. */
const REQUEST_MS_MAX = 120_000;
const CONNECTIONS_MAX = 256;
/** Who registers says a few words; videos go another way. */
const JSON_BYTES_MAX = 16 * 1024;

/**
 * Answers the address of the bay screen. Rejects with `api/address-taken` and
 * `api/certificate-unusable`. The application must have been made with
 * `bodyParser: false`: JSON bodies are small, and forms are read by the upload alone.
 */
export async function listenApi(app: NestExpressApplication, config: ApiConfig): Promise<string> {
  app.disable('x-powered-by');
  app.useBodyParser('json', { limit: JSON_BYTES_MAX, strict: true });
  const server = app.getHttpServer();
  bound(server);
  try {
    await app.listen(config.port, config.host);
  } catch (error) {
    throw addressTaken(config.host, config.port, error);
  }
  if (config.tls !== null) await app.get(SecureDoor).open(config.tls, config.host, bound);
  const { port } = server.address() as AddressInfo;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return `http://${host}:${port}`;
}

type Bounds = Pick<Server, 'headersTimeout' | 'requestTimeout' | 'maxConnections'>;

function bound(server: Bounds): void {
  Object.assign(server, {
    headersTimeout: HEADERS_MS_MAX,
    requestTimeout: REQUEST_MS_MAX,
    maxConnections: CONNECTIONS_MAX,
  } satisfies Bounds);
}
