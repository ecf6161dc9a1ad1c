/** A service on this machine that speaks the wire format of ElevenLabs' text-to-speech. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ElevenLabsInTest {
  readonly url: string;
  readonly calls: { readonly path: string; readonly body: unknown }[];
  /** Every later call is answered so. */
  answerWith(status: number, body: string, contentType?: string): void;
  close(): Promise<void>;
}

/** An MP3 frame's header, silence behind it. */
const MP3 = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x64]), Buffer.alloc(1_000)]);

export async function startElevenLabs(key: string): Promise<ElevenLabsInTest> {
  const calls: ElevenLabsInTest['calls'] = [];
  let scripted: { status: number; body: string; contentType: string } | null = null;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      calls.push({ path: request.url ?? '', body: JSON.parse(Buffer.concat(parts).toString()) });
      if (scripted !== null) {
        const { status, body, contentType } = scripted;
        response.writeHead(status, { 'Content-Type': contentType, Location: '/elsewhere' }).end(body);
      } else if (request.method !== 'POST' || request.headers['xi-api-key'] !== key) {
        response.writeHead(401, { 'Content-Type': 'application/json' });
        response.end('{"detail":{"status":"invalid_api_key","message":"Invalid API key"}}');
      } else {
        response.writeHead(200, { 'Content-Type': 'audio/mpeg' }).end(MP3);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    answerWith(status, body, contentType = 'application/json') {
      scripted = { status, body, contentType };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
