/**
 * The document's own example, a controller in Python written from PROTOCOL.md alone, speaks with a host that is written
 * from our codec: what the page leaves out shows here.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ConformanceHost } from '../firmware/conformance-host.ts';
import { ControllerProgram } from '../firmware/controller-program.ts';

const NO_PYTHON = spawnSync('python3', ['--version'], { stdio: 'ignore' }).status !== 0;
if (NO_PYTHON) process.stderr.write('The example controller is not tried: no python3.\n');

const TEE = 0;
const LIGHT = 1;
const DONE = { status: 'done' };

describe.skipIf(NO_PYTHON)('the example controller', () => {
  let controller: ControllerProgram;
  let host: ConformanceHost;

  beforeEach(async () => {
    const script = fileURLToPath(new URL('controller.py', import.meta.url));
    controller = await ControllerProgram.start('python3', [script], /^line (\S+)/);
    host = await ConformanceHost.open(controller.path);
    await host.greet();
  });

  afterEach(async () => {
    await host.close();
    await controller.close();
    expect(host.unreadable).toEqual([]);
  });

  it('announces what it has', () => {
    const announced = host.received.flatMap(({ message }) => (message.type === 'announce' ? [message.id] : []));
    expect(announced).toEqual(['tee', 'light', 'ball-beam']);
  });

  it('lifts its tee, and tells when it is there', async () => {
    const from = host.received.length;
    expect(await host.outcomeOf({ type: 'tee-height', device: TEE, heightUm: 20_000 })).toEqual(DONE);
    const arrived = await host.next('state', (message) => message.fields.heightUm === 20_000, from);
    expect(arrived.message).toMatchObject({ device: TEE, fault: null });
  });

  it('stops when a player swings and when nobody is heard', async () => {
    await host.answerTo({ type: 'tee-height', device: TEE, heightUm: 50_000 });
    const moving = host.sequence;
    await host.answerTo({ type: 'motion-lock', isOn: true });
    expect(await host.endOf(moving)).toEqual({ status: 'refused', reason: 'player-swinging' });
    host.isBeating = false;
    await new Promise((resolve) => setTimeout(resolve, 700));
    const late = await host.answerTo({ type: 'light-level', device: LIGHT, levelPer10000: 1 });
    expect(late).toEqual({ status: 'refused', reason: 'link-lost' });
  });

  it('refuses with the reason that the table gives', async () => {
    const refusal = async (command: Parameters<ConformanceHost['answerTo']>[0]): Promise<unknown> =>
      host.answerTo(command);
    expect(await refusal({ type: 'tee-ball', device: 7 })).toEqual({ status: 'refused', reason: 'device-absent' });
    expect(await refusal({ type: 'tee-ball', device: TEE })).toEqual({ status: 'refused', reason: 'not-supported' });
    const tooHigh = { type: 'tee-height', device: TEE, heightUm: 50_001 } as const;
    expect(await refusal(tooHigh)).toEqual({ status: 'refused', reason: 'out-of-range' });
  });

  it('tells a hit until it is acknowledged', async () => {
    host.isAcknowledging = false;
    const from = host.received.length;
    controller.say('hit');
    const told = () => host.received.slice(from).filter(({ message }) => message.type === 'event');
    await host.until(() => told().length >= 3);
    expect(new Set(told().map(({ sequence }) => sequence)).size).toBe(1);
  });
});
