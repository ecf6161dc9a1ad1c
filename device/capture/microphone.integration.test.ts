import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../clock/clock.ts';
import { encodeGdpBufferHeader, encodeGdpStart } from '../process/gdp.ts';
import { type Microphone, microphoneSchema } from './capture.config.ts';
import { type HeardImpact, MicrophoneSource } from './microphone.ts';

const CAPS = 'audio/x-raw, format=(string)S16LE, layout=(string)interleaved, rate=(int)48000, channels=(int)1';
const BLOCK_SAMPLES = 480;

const microphones: MicrophoneSource[] = [];

function listen(config: Partial<Microphone> & Pick<Microphone, 'source'>) {
  const impacts: HeardImpact[] = [];
  const stops: string[] = [];
  const microphone = new MicrophoneSource(microphoneSchema.parse(config), {
    onImpact: (impact) => impacts.push(impact),
    onStopped: ({ reason }) => stops.push(reason),
  });
  microphones.push(microphone);
  microphone.start();
  return { microphone, impacts, stops };
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`never: ${condition}`);
    await sleep(10);
  }
}

/** A microphone at the other end of TCP: faint noise, and a click every half second of CLOCK_MONOTONIC. */
async function startSender(): Promise<{ port: number; sockets: Set<Socket>; close: () => void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write(encodeGdpStart(CAPS));
    let next = Math.floor(systemClock.monotonicNs() / 1e7) * 1e7;
    const timer = setInterval(() => {
      for (; next < systemClock.monotonicNs(); next += 1e7) {
        const samples = Int16Array.from({ length: BLOCK_SAMPLES }, () => (Math.random() - 0.5) * 40);
        if (next % 5e8 === 0)
          for (let n = 0; n < 100; n++) samples[n + 240] = 20_000 * (n % 2 === 0 ? 1 : -1) * Math.exp(-n / 40);
        socket.write(encodeGdpBufferHeader(samples.byteLength, { ptsNs: next, durationNs: 1e7 }));
        socket.write(new Uint8Array(samples.buffer));
      }
    }, 5);
    socket.once('close', () => clearInterval(timer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): void => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, sockets, close };
}

afterEach(async () => {
  await Promise.all(microphones.splice(0).map((microphone) => microphone.close()));
});

describe('microphone', () => {
  it('hears impacts at their absolute time, back-dated by the way of the sound and the delay of the device', async () => {
    const sender = await startSender();
    const config = {
      source: { kind: 'virtual', host: '127.0.0.1', port: sender.port },
      distanceM: 3.43,
      delayMs: 2,
    } as const;
    const { impacts, microphone } = listen(config);
    await until(() => impacts.length >= 2);
    for (const { heardAtNs, struckAtNs, strength } of impacts) {
      // Clicks begin in the middle of a block of 10 ms.
      const offMs = ((heardAtNs - 5e6) % 5e8) / 1e6;
      expect(Math.min(offMs, 500 - offMs)).toBeLessThan(0.5);
      expect(heardAtNs - struckAtNs).toBeCloseTo(12e6, -1);
      expect(strength).toBeGreaterThan(30);
    }
    const struckAtNs = impacts.at(-1)?.struckAtNs ?? 0;
    await sleep(700);
    const kept = microphone.cutAtBall(struckAtNs - 3e8, struckAtNs + 5e8);
    expect(kept?.samples).toHaveLength(0.8 * 48_000);
    expect(kept?.capturedAtNs).toBeCloseTo(struckAtNs - 3e8, -6);
    const loudest = kept?.samples.findIndex((sample) => Math.abs(sample) > 10_000) ?? 0;
    expect(Math.abs(loudest / 48 - 300)).toBeLessThan(1);
    sender.close();
  });

  it('is back after its line was cut', async () => {
    const sender = await startSender();
    const { impacts, stops, microphone } = listen({
      source: { kind: 'virtual', host: '127.0.0.1', port: sender.port },
    });
    await until(() => impacts.length >= 1);
    for (const socket of sender.sockets) socket.destroy();
    await until(() => stops.length === 1);
    const heard = impacts.length;
    await until(() => impacts.length > heard);
    expect(microphone.restarts).toBe(1);
    sender.close();
  });
});
