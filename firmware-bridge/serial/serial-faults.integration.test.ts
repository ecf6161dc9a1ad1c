import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { encodeFrame } from '../protocol/packet.ts';
import { canMakeBadLine } from './bench/bad-line.ts';
import { canRunController, SerialBay, type SerialBayOptions } from './bench/serial-bay.ts';
import { until } from './bench/until.ts';

/** Five times what is promised; the bench tells how long it takes. */
const NOTICED_MS = 2_500;
const BACK_MS = 25_000;
const UNPLUGS = 10;
const FLOOD_BYTES_PER_S = 1_000_000;
const FLOOD_MS = 3_000;
const DAEMON_HANGS_MS = 2_800;

const bays: SerialBay[] = [];

async function open(options: Partial<SerialBayOptions> = {}): Promise<SerialBay> {
  const bay = await SerialBay.open({ driftPpm: -70, ...options });
  bays.push(bay);
  await bay.becomes('up', BACK_MS);
  return bay;
}

afterEach(async () => {
  for (const bay of bays.splice(0)) await bay.close();
});

/** Each hit was told once, in its order and when it was; and nothing was told twice. */
async function expectEveryHitOnce(bay: SerialBay): Promise<void> {
  const hits = bay.hitsUs.length;
  await until(() => bay.ballsGone.length >= hits, BACK_MS);
  // Whatever is repeated comes within two retries.
  await sleep(200);
  expect(bay.ballsGone).toHaveLength(hits);
  for (const [at, errorMs] of bay.errorsMs.entries()) {
    expect(Math.abs(errorMs)).toBeLessThanOrEqual((bay.ballsGone[at]?.uncertaintyNs ?? 0) / 1e6);
  }
  expect(bay.doubled).toEqual([]);
}

if (!canRunController) process.stderr.write('The controller is left out: no make or no C compiler.\n');

describe.skipIf(!canRunController)('a serial line in trouble', () => {
  it('says what is missing while there is no controller, and finds it when it is plugged in', async () => {
    const bay = await SerialBay.open({ driftPpm: 0, isUnplugged: true });
    bays.push(bay);
    await until(() => bay.hardware.standing.trouble !== null, BACK_MS);
    expect(bay.hardware.standing.trouble).toMatchObject({
      code: 'serial/absent',
      hint: expect.any(String),
      retryable: true,
    });
    expect(bay.hardware.state()).toMatchObject({ link: 'connecting', devices: [] });
    const outcome = await bay.hardware.command({ type: 'motion-lock', isOn: true });
    expect(outcome).toEqual({ status: 'refused', reason: 'link-lost' });
    await bay.tell('plug');
    await bay.becomes('up', BACK_MS);
    expect(bay.hardware.standing.trouble).toBeNull();
    await until(() => bay.hardware.state().isMotionLocked, BACK_MS);
  });

  it('is found again after each of ten unplugs, and no hit before, during or after is lost or told twice', async () => {
    const bay = await open();
    for (let round = 0; round < UNPLUGS; round++) {
      await bay.hit();
      await bay.tell('unplug');
      await bay.becomes('lost', NOTICED_MS);
      await bay.hit();
      await bay.tell('plug');
      await bay.becomes('up', BACK_MS);
    }
    await expectEveryHitOnce(bay);
  });

  it('is lost by silence alone when its bytes no longer arrive, and comes back', async () => {
    const bay = await open();
    await bay.hit();
    await bay.tell('drop 1500');
    await bay.becomes('lost', NOTICED_MS);
    expect(bay.hardware.standing.trouble?.code).toBe('serial/silent');
    await bay.hit();
    await bay.becomes('up', BACK_MS);
    await expectEveryHitOnce(bay);
    expect(bay.hardware.standing).toMatchObject({ restarts: 0, counts: { opens: 1 } });
  });

  it('meets its controller again after a reset, with names of events that are new', async () => {
    const bay = await open();
    await bay.hit();
    await until(() => bay.ballsGone.length === 1, BACK_MS);
    await bay.tell('reset');
    await bay.becomes('lost', NOTICED_MS);
    await bay.becomes('up', BACK_MS);
    await bay.hit();
    await expectEveryHitOnce(bay);
    expect(new Set(bay.ballsGone.map(({ bootId }) => bootId)).size).toBe(2);
  });

  it('moves and lights nothing late that was asked for while the controller stood still', async () => {
    const bay = await open();
    await bay.hardware.command({ type: 'light-level', device: 'light', level: 0.25 });
    bay.freeze();
    const outcome = await bay.hardware.command({ type: 'light-level', device: 'light', level: 0.875 });
    expect(outcome).toEqual({ status: 'failed', fault: 'link-lost' });
    await bay.becomes('lost', NOTICED_MS);
    expect(bay.hardware.state().devices.every(({ condition }) => condition === 'unknown')).toBe(true);
    await sleep(500);
    bay.thaw();
    await bay.becomes('up', BACK_MS);
    await bay.hit();
    await expectEveryHitOnce(bay);
    expect((await bay.controller.report())['light']).not.toBe('8750');
  });

  it('survives that the process of the line aborts, as an unplugged adapter may make it', async () => {
    const bay = await open();
    await bay.hit();
    const moving = bay.hardware.command({ type: 'tee-height', device: 'tee', heightMm: 60 });
    process.kill(bay.hardware.standing.pid ?? 0, 'SIGABRT');
    expect(await moving).toEqual({ status: 'failed', fault: 'link-lost' });
    await bay.becomes('lost', NOTICED_MS);
    await bay.hit();
    await bay.becomes('up', BACK_MS);
    await expectEveryHitOnce(bay);
    expect(bay.hardware.standing.restarts).toBe(1);
  });

  it('notices that the process of the line stands still, and starts another', async () => {
    const bay = await open();
    const frozen = bay.hardware.standing.pid ?? 0;
    process.kill(frozen, 'SIGSTOP');
    await bay.becomes('lost', NOTICED_MS);
    await bay.hit();
    await bay.becomes('up', BACK_MS);
    await expectEveryHitOnce(bay);
    expect(bay.hardware.standing.pid).not.toBe(frozen);
  });

  it('goes on with a process of the line that stood still for less than that', async () => {
    const bay = await open();
    const paused = bay.hardware.standing.pid ?? 0;
    process.kill(paused, 'SIGSTOP');
    await bay.becomes('lost', NOTICED_MS);
    process.kill(paused, 'SIGCONT');
    await bay.hit();
    await bay.becomes('up', BACK_MS);
    await bay.hit();
    await expectEveryHitOnce(bay);
  });

  it('lets the controller go safe when the daemon hangs, and takes it up again', async () => {
    const bay = await open();
    expect(await bay.hardware.command({ type: 'light-level', device: 'light', level: 1 })).toEqual({ status: 'done' });
    await bay.hit();
    // Nothing of this process runs meanwhile; its child does.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, DAEMON_HANGS_MS);
    await until(() => bay.events.some((event) => event.type === 'link-changed' && event.link === 'lost'), NOTICED_MS);
    await bay.becomes('up', BACK_MS);
    await bay.hit();
    await expectEveryHitOnce(bay);
    expect((await bay.controller.report())['light']).not.toBe('10000');
    expect(bay.hardware.standing.restarts).toBe(0);
  });

  it('locks motions again when the link comes back, before anything can move', async () => {
    const bay = await open();
    await bay.hardware.command({ type: 'motion-lock', isOn: true });
    await bay.tell('unplug');
    await bay.becomes('lost', NOTICED_MS);
    await bay.tell('plug');
    await bay.becomes('up', BACK_MS);
    const outcome = await bay.hardware.command({ type: 'tee-height', device: 'tee', heightMm: 40 });
    expect(outcome).toEqual({ status: 'refused', reason: 'player-swinging' });
    await bay.hardware.command({ type: 'motion-lock', isOn: false });
    expect(await bay.hardware.command({ type: 'tee-height', device: 'tee', heightMm: 40 })).toEqual({ status: 'done' });
  });

  it('refuses more commands at once than a controller is to keep waiting', async () => {
    const bay = await open();
    const asked = Array.from({ length: 40 }, () =>
      bay.hardware.command({ type: 'light-level', device: 'light', level: 0.5 }),
    );
    const outcomes = await Promise.all(asked);
    expect(outcomes.filter(({ status }) => status === 'done').length).toBeGreaterThanOrEqual(16);
    const refused = outcomes.filter(({ status }) => status !== 'done');
    expect(new Set(refused.map((outcome) => JSON.stringify(outcome)))).toEqual(
      new Set([JSON.stringify({ status: 'refused', reason: 'device-busy' })]),
    );
  });
});

if (!canMakeBadLine) process.stderr.write('The flood is left out: socat is missing (apt-get install socat).\n');

describe.skipIf(!canRunController || !canMakeBadLine)('a flooded serial line', () => {
  it('costs no event and no command for good, and the daemon stays awake', async () => {
    const bay = await open({ isLineBad: true });
    let beats = 0;
    const heart = setInterval(() => beats++, 20);
    const flooding = bay.badLine?.flood(FLOOD_BYTES_PER_S, FLOOD_MS, randomBytes);
    await bay.hit();
    await bay.hit();
    await flooding;
    clearInterval(heart);
    await bay.becomes('up', BACK_MS);
    await bay.hit();
    await expectEveryHitOnce(bay);
    expect(await bay.hardware.command({ type: 'light-level', device: 'light', level: 0.5 })).toEqual({
      status: 'done',
    });
    expect(bay.badLine?.noiseBytes).toBeGreaterThan(FLOOD_BYTES_PER_S);
    expect(bay.hardware.standing.counts?.noiseBytes).toBeGreaterThan(0);
    // A daemon that had to read it all itself would not have come to much else.
    expect(beats).toBeGreaterThan(FLOOD_MS / 20 / 5);
  });

  it('says so when a controller speaks another version of the protocol', async () => {
    const bay = await open({ isLineBad: true });
    await bay.tell('drop 2000');
    await bay.becomes('lost', NOTICED_MS);
    const [welcome, newer] = [0x02, 9];
    const packet = { type: welcome, version: newer, isRepeat: false, bootId: 1, sequence: 1, sentUs: 1 };
    await bay.badLine?.flood(1_000, 500, () => encodeFrame({ ...packet, payload: new Uint8Array(9) }));
    await until(() => bay.hardware.standing.trouble?.code === 'serial/version', BACK_MS);
    expect(bay.hardware.standing.trouble).toMatchObject({ retryable: false, hint: expect.any(String) });
    await bay.becomes('up', BACK_MS);
    expect(bay.hardware.standing.trouble).toBeNull();
  });
});
