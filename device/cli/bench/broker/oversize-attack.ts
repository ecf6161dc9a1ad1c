/** Strangers that announce the largest packet MQTT can name and send as much of it as they get rid of. */
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { ProvingBridge } from './proving-bridge.ts';

/** A CONNECT of 268,435,455 bytes. */
const HEADER = Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f]);
const CHUNK = Buffer.alloc(64 * 1024, 'A');
const SENT_BYTES_MAX = 16 * 1024 * 1024;
const SAMPLE_EVERY_MS = 5;
const ATTACK_MS_MAX = 10_000;
const SETTLE_MS = 1_500;
const KIB = 1024;

export interface OversizeResult {
  /** By how much the broker's process grew at most. */
  readonly grownBytes: number;
  /** Connections that were still open at the end. */
  readonly stillOpen: number;
  /** From the header to the last connection's end. */
  readonly droppedMs: number;
}

export async function attackWithOversize(proving: ProvingBridge, connections: number): Promise<OversizeResult> {
  const pid = proving.bridge.brokerPid ?? 0;
  await delay(SETTLE_MS);
  const before = residentBytes(pid);
  let peak = before;
  const sampler = setInterval(() => {
    peak = Math.max(peak, residentBytes(pid));
  }, SAMPLE_EVERY_MS);
  const sockets = await Promise.all(Array.from({ length: connections }, () => opened(proving.ports.tcp)));
  const startedMs = performance.now();
  const ended = sockets.map((socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())));
  for (const socket of sockets) pour(socket);
  await Promise.race([Promise.all(ended), delay(ATTACK_MS_MAX, undefined, { ref: false })]);
  const droppedMs = performance.now() - startedMs;
  const stillOpen = sockets.filter((socket) => !socket.destroyed).length;
  await delay(SETTLE_MS);
  clearInterval(sampler);
  for (const socket of sockets) socket.destroy();
  return { grownBytes: peak - before, stillOpen, droppedMs };
}

function opened(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port }, () => resolve(socket));
    socket.once('error', reject);
    socket.on('error', () => undefined);
  });
}

function pour(socket: Socket): void {
  let sent = 0;
  const more = (): void => {
    while (!socket.destroyed && sent < SENT_BYTES_MAX) {
      sent += CHUNK.length;
      if (!socket.write(CHUNK)) {
        socket.once('drain', more);
        return;
      }
    }
  };
  socket.write(HEADER);
  more();
}

function residentBytes(pid: number): number {
  const [, kib] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib) * KIB;
}
