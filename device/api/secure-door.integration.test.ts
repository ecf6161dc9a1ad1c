import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { ticketSchema } from './contract/rest.ts';
import { type ApiInTest, startApi } from './fixtures/api-in-test.ts';
import { SecureDoor } from './secure-door.ts';

let folder: string;
let api: ApiInTest | undefined;

const inFolder = (name: string): string => join(folder, name);

function makeCertificate(name: string): void {
  const files = ['-keyout', inFolder(`${name}.key`), '-out', inFolder(`${name}.pem`)];
  const about = ['-days', '2', '-subj', `/CN=${name}`, '-addext', 'subjectAltName=DNS:localhost'];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  execFileSync('openssl', ['req', '-x509', ...curve, ...files, ...about], { stdio: 'ignore' });
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'swingbay-door-'));
  for (const name of ['first', 'second']) makeCertificate(name);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(async () => {
  await api?.close();
  api = undefined;
});

async function open(): Promise<{ port: number; door: SecureDoor }> {
  for (const end of ['key', 'pem']) copyFileSync(inFolder(`first.${end}`), inFolder(`bay.${end}`));
  const tls = { certFile: inFolder('bay.pem'), keyFile: inFolder('bay.key'), port: 0 };
  api = await startApi({ config: { tls } });
  const door = api.app.get(SecureDoor);
  return { port: door.port ?? 0, door };
}

function ask(port: number, path: string, ca: string): Promise<{ status: number; text: string; issuer: string }> {
  return new Promise((resolve, reject) => {
    const options = { host: 'localhost', port, path, ca: readFileSync(inFolder(ca)), agent: false };
    const asked = get(options, (answer) => {
      const issuer = String((answer.socket as TLSSocket).getPeerCertificate().subject.CN);
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, issuer }));
    });
    asked.on('error', reject);
  });
}

it('answers the same over TLS as beside it, pages and sockets too', async () => {
  const { port } = await open();
  expect(await ask(port, '/api/v1/health/live', 'first.pem')).toMatchObject({ status: 200, issuer: 'first' });
  expect((await ask(port, '/', 'first.pem')).text).toContain('<title>bay</title>');
  expect((await api?.fetch('/api/v1/health/live'))?.status).toBe(200);
  const asked = await api?.fetch('/api/v1/realtime/ticket', { method: 'POST' });
  const { ticket } = ticketSchema.parse(await asked?.json());
  const address = `wss://localhost:${port}/api/v1/realtime/connect?ticket=${ticket}`;
  const socket = new WebSocket(address, { ca: readFileSync(inFolder('first.pem')) });
  const heard = await new Promise<string>((resolve, reject) => {
    socket.once('message', (data: Buffer) => resolve(data.toString()));
    socket.once('error', reject);
  });
  expect(JSON.parse(heard)).toMatchObject({ event: 'CONNECTED' });
  socket.close();
});

it('takes up a renewed certificate, and keeps the old one where the new one cannot be used', async () => {
  const { port, door } = await open();
  writeFileSync(inFolder('bay.pem'), 'half a certific');
  door.lookAgain();
  expect((await ask(port, '/api/v1/health/live', 'first.pem')).issuer).toBe('first');
  for (const end of ['key', 'pem']) copyFileSync(inFolder(`second.${end}`), inFolder(`bay.${end}`));
  door.lookAgain();
  expect((await ask(port, '/api/v1/health/live', 'second.pem')).issuer).toBe('second');
});

it('is not opened with files that do not belong together, and the bay says which', async () => {
  const tls = { certFile: inFolder('first.pem'), keyFile: inFolder('second.key'), port: 0 };
  await expect(startApi({ config: { tls } })).rejects.toMatchObject({
    code: 'api/certificate-unusable',
    message: expect.stringContaining('first.pem') as string,
  });
});

it('frees its port when the API closes', async () => {
  const { port } = await open();
  await api?.close();
  api = undefined;
  await expect(ask(port, '/api/v1/health/live', 'first.pem')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
