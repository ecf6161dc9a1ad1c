/** The programs that facilities really use, each against every door of the broker. */
import { execFile, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { connect, type IClientOptions } from 'mqtt';
import { CERTIFIED_USER, PROVING_PASSWORD, type ProvingBridge, userOf } from './proving-bridge.ts';

const run = promisify(execFile);
const PATIENCE_S = '10';
const PATIENCE_MS = 10_000;
const STATE = 'swingbay/bay-7/state';
const STATUS = `swingbay/bay-7/device/${CERTIFIED_USER}/status`;

export interface ProgramResult {
  readonly program: string;
  readonly problem: string | null;
}

export function hasMosquittoClients(): boolean {
  return (
    spawnSync('sh', ['-c', 'command -v mosquitto_pub && command -v mosquitto_sub'], { stdio: 'ignore' }).status === 0
  );
}

/** A command goes in by one connection and its answer comes out by another, over each door. */
export async function tryPrograms(proving: ProvingBridge): Promise<readonly ProgramResult[]> {
  const { caFile } = proving.certificates;
  const { tcp, tls, webSocket } = proving.ports;
  const client = await proving.certificates.client(CERTIFIED_USER);
  const forged = await proving.certificates.client(CERTIFIED_USER, { isSelfSigned: true });
  const certificate = ['--cafile', caFile, '--cert', client.certificateFile, '--key', client.keyFile];
  const ca = readFileSync(caFile);
  const tries: [string, () => Promise<void>][] = [
    ['mqtt.js over TCP', () => askByMqttJs(`mqtt://127.0.0.1:${tcp}`)],
    ['mqtt.js over TLS', () => askByMqttJs(`mqtts://localhost:${tls}`, { ca })],
    ['mqtt.js over WebSocket with TLS', () => askByMqttJs(`wss://localhost:${webSocket}`, { ca })],
    [
      'mqtt.js of version 5 is refused',
      () => beRefused(() => askByMqttJs(`mqtt://127.0.0.1:${tcp}`, { protocolVersion: 5 })),
    ],
    [
      'mqtt.js with a wrong password is refused',
      () => beRefused(() => askByMqttJs(`mqtt://127.0.0.1:${tcp}`, { password: 'wrong' })),
    ],
  ];
  if (hasMosquittoClients()) {
    tries.push(
      ['mosquitto over TCP', () => askByMosquitto(['-p', String(tcp)])],
      ['mosquitto over TLS', () => askByMosquitto(['-h', 'localhost', '-p', String(tls), '--cafile', caFile])],
      ['mosquitto with a client certificate', () => sayByMosquitto(tls, certificate)],
      [
        'mosquitto with a forged certificate is refused',
        () =>
          beRefused(() =>
            sayByMosquitto(tls, ['--cafile', caFile, '--cert', forged.certificateFile, '--key', forged.keyFile]),
          ),
      ],
    );
  }
  const results: ProgramResult[] = [];
  for (const [program, attempt] of tries) {
    results.push({
      program,
      problem: await attempt().then(
        () => null,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      ),
    });
  }
  return results;
}

let asked = 0;

async function askByMqttJs(url: string, options: IClientOptions = {}): Promise<void> {
  const id = `program-${asked++}`;
  const client = connect(url, {
    ...{
      username: userOf('staff'),
      password: PROVING_PASSWORD,
      clientId: id,
      reconnectPeriod: 0,
      connectTimeout: PATIENCE_MS,
    },
    ...options,
  });
  try {
    await new Promise<void>((resolve, reject) => {
      client.once('connect', () => resolve());
      client.once('error', reject);
      client.once('close', () => reject(new Error('closed')));
    });
    const answered = new Promise<string>((resolve, reject) => {
      client.once('message', (_, payload) => resolve(payload.toString()));
      setTimeout(() => reject(new Error('no answer')), PATIENCE_MS).unref();
    });
    await client.subscribeAsync(`swingbay/bay-7/ack/${id}`, { qos: 1 });
    await client.publishAsync(`swingbay/bay-7/command/${id}`, commandText(), { qos: 1 });
    mustSayDone(await answered);
  } finally {
    await client.endAsync(true);
  }
}

async function askByMosquitto(door: readonly string[]): Promise<void> {
  const id = `program-${asked++}`;
  const login = ['-u', userOf('staff'), '-P', PROVING_PASSWORD, '-q', '1', '-V', '311'];
  // It says what is kept first, and then the answer; so it is there before anything is asked.
  const listener = spawn('mosquitto_sub', [
    ...[...door, ...login, '-i', `${id}-sub`, '-t', STATE, '-t', `swingbay/bay-7/ack/${id}`],
    ...['-F', '%t %p', '-W', PATIENCE_S],
  ]);
  let said = '';
  let problem = '';
  listener.stderr.on('data', (chunk: Buffer) => (problem += chunk.toString()));
  const heard = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      listener.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes(text)) resolve();
      });
      listener.once('close', () => reject(new Error(problem || 'mosquitto_sub heard nothing')));
    });
  try {
    await heard(`${STATE} `);
    const answered = heard(`ack/${id} `);
    await run('mosquitto_pub', [
      ...door,
      ...login,
      '-i',
      `${id}-pub`,
      '-t',
      `swingbay/bay-7/command/${id}`,
      '-m',
      commandText(),
    ]);
    await answered;
    mustSayDone(said.slice(said.indexOf(`ack/${id} `)));
  } finally {
    listener.kill();
  }
}

async function sayByMosquitto(port: number, certificate: readonly string[]): Promise<void> {
  const to = ['-h', 'localhost', '-p', String(port), ...certificate, '-V', '311', '-i', CERTIFIED_USER];
  await run('mosquitto_pub', [...to, '-q', '1', '-t', STATUS, '-m', 'online', '-r'], { timeout: PATIENCE_MS });
}

async function beRefused(attempt: () => Promise<void>): Promise<void> {
  const isRefused = await attempt().then(
    () => false,
    () => true,
  );
  if (!isRefused) throw new Error('it was served');
}

function commandText(): string {
  return JSON.stringify({ command: { type: 'light-level', device: 'light', level: 0.7 } });
}

function mustSayDone(answer: string): void {
  if (!answer.includes('"status":"done"')) throw new Error(`the answer is ${answer}`);
}
