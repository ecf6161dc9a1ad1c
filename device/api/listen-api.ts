/** Opens the doors: bounds for slow and many callers, then the address of the configuration. */
import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { ApiConfig } from './api.config.ts';
import { guardDoor, hurryWords } from './door.ts';
import { addressTaken } from './errors.ts';
import { SecureDoor } from './secure-door.ts';

/** Nobody means a key that every object has already; the schemas would leave it out without a word. */
function refuseInherited(key: string, value: unknown): unknown {
  if (key in Object.prototype) throw new SyntaxError('A key that no body has.');
  return value;
}

/** Who registers says a few words; videos go another way. */
const JSON_BYTES_MAX = 16 * 1024;

/**
 * Answers the address of the bay screen. Rejects with `api/address-taken` and
 * `api/certificate-unusable`. The application must have been made with
 * `bodyParser: false`: JSON bodies are small, and forms are read by the upload alone.
 */
export async function listenApi(app: NestExpressApplication, config: ApiConfig): Promise<string> {
  app.disable('x-powered-by');
  app.use(hurryWords);
  app.useBodyParser('json', { limit: JSON_BYTES_MAX, strict: true, reviver: refuseInherited });
  const server = app.getHttpServer();
  guardDoor(server);
  try {
    await app.listen(config.port, config.host);
  } catch (error) {
    throw addressTaken(config.host, config.port, error);
  }
  if (config.tls !== null) await app.get(SecureDoor).open(config.tls, config.host, guardDoor);
  const { port } = server.address() as AddressInfo;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return `http://${host}:${port}`;
}
