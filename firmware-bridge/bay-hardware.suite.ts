/**
 * The contract of `BayHardware`, to be run on every driver. What a driver's hardware has not, it does not name, and the
 * sentences about it are left out: see {@link HardwareAbilities}.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NS_PER_MS, systemClock } from '../device/clock/clock.ts';
import type { BayHardware, CommandOutcome, HardwareCommand, HardwareEvent } from '../device/ports/bay-hardware.port.ts';

/** Devices by their id; absent where there is none. */
export interface DevicesUnderTest {
  readonly light?: string;
  readonly tee?: string;
  readonly dispenser?: string;
  readonly beam?: string;
  readonly cardReader?: string;
  readonly emergencyStop?: string;
}

/** What the test can do to the hardware's world. */
export type WorldAct = 'cut-line' | 'press-stop' | 'move-ball' | 'show-card' | 'jam-tee';

export interface HardwareAbilities {
  readonly devices: DevicesUnderTest;
  readonly acts: readonly WorldAct[];
  /** How wrong the time of an event may be at most, as the driver states it. */
  readonly eventUncertaintyMsMax: number;
}

/** Does to the hardware what its world would; each resolves when it has happened. */
export interface HardwareWorld {
  cutLine(): Promise<void>;
  mendLine(): Promise<void>;
  pressStop(): Promise<void>;
  releaseStop(): Promise<void>;
  /** Resolves with the true moment, CLOCK_MONOTONIC. */
  takeBall(): Promise<number>;
  putBall(): Promise<number>;
  /** Gives the id that the driver must tell. */
  showCard(): Promise<string>;
  jamTee(): Promise<void>;
}

export interface HardwareUnderTest {
  readonly hardware: BayHardware;
  /** What `acts` says that it can do. */
  readonly world: Partial<HardwareWorld>;
  /** Whether a process or a file descriptor of the driver is still there. */
  readonly hasLeftovers: () => Promise<boolean>;
  /** Takes down what stands behind the line. */
  readonly tearDown: () => Promise<void>;
}

/** Five times what is promised: whether it happens is the suite's question, how fast is the bench's. */
const PATIENCE_MS = 25_000;
const LINK_LOST_PATIENCE_MS = 2_500;

export function describeBayHardware(
  kind: string,
  { devices, acts, eventUncertaintyMsMax }: HardwareAbilities,
  setUp: () => Promise<HardwareUnderTest>,
): void {
  describe(`bay hardware: ${kind}`, () => {
    const { light, tee, dispenser, beam, cardReader, emergencyStop } = devices;
    let bay: HardwareUnderTest;
    let events: HardwareEvent[];
    let isCompleted: boolean;

    beforeEach(async () => {
      bay = await setUp();
      events = [];
      isCompleted = false;
      bay.hardware.events.subscribe({ next: (event) => events.push(event), complete: () => (isCompleted = true) });
      await until(() => bay.hardware.state().link === 'up');
    });

    afterEach(async () => {
      await bay.hardware.close();
      await bay.tearDown();
    });

    const command = (asked: HardwareCommand): Promise<CommandOutcome> => bay.hardware.command(asked);
    const act = <Name extends keyof HardwareWorld>(name: Name): HardwareWorld[Name] => {
      const done = bay.world[name];
      if (done === undefined) throw new Error(`The abilities promise an act of the world that is not there: ${name}.`);
      return done;
    };
    const device = (id: string) => bay.hardware.state().devices.find((state) => state.id === id);

    it('comes up and tells each device that it has, once', () => {
      const ids = bay.hardware.state().devices.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual(expect.arrayContaining(Object.values(devices)));
      for (const { condition } of bay.hardware.state().devices)
        expect(['ready', 'busy', 'fault', 'safe']).toContain(condition);
    });

    it('refuses a command for a device that it has not', async () => {
      const outcome = await command({ type: 'light-level', device: 'no-such-light', level: 0.5 });
      expect(outcome).toEqual({ status: 'refused', reason: 'device-absent' });
    });

    it('gives every event one name', async () => {
      if (acts.includes('move-ball')) {
        await act('putBall')();
        await act('takeBall')();
      }
      await sleep(300);
      const names = events.flatMap((event) =>
        event.type === 'link-changed' ? [] : [`${event.bootId} ${event.sequence}`],
      );
      expect(new Set(names).size).toBe(names.length);
    });

    it('locks motions, which is refused by nothing but a lost link', async () => {
      expect(await command({ type: 'motion-lock', isOn: true })).toEqual({ status: 'done' });
      expect(bay.hardware.state().isMotionLocked).toBe(true);
      expect(await command({ type: 'motion-lock', isOn: false })).toEqual({ status: 'done' });
      await until(() => !bay.hardware.state().isMotionLocked);
    });

    it('is closed as often as it is asked for, rejects commands from then on, and leaves nothing behind', async () => {
      await Promise.all([bay.hardware.close(), bay.hardware.close()]);
      await bay.hardware.close();
      expect(isCompleted).toBe(true);
      await expect(command({ type: 'motion-lock', isOn: true })).rejects.toMatchObject({ code: 'hardware/closed' });
      expect(await bay.hasLeftovers()).toBe(false);
    });

    if (acts.includes('cut-line')) {
      it('knows nothing of any device, says so, and comes back by itself', async () => {
        await act('cutLine')();
        await until(() => bay.hardware.state().link === 'lost', LINK_LOST_PATIENCE_MS);
        for (const { condition } of bay.hardware.state().devices) expect(['safe', 'unknown']).toContain(condition);
        const told = events.filter((event) => event.type === 'device-changed' && isAtRest(event.state.condition));
        expect(told.length).toBeGreaterThanOrEqual(bay.hardware.state().devices.length);
        expect(events).toContainEqual(expect.objectContaining({ type: 'link-changed', link: 'lost' }));
        await act('mendLine')();
        await until(() => bay.hardware.state().link === 'up');
        expect(bay.hardware.state().devices.filter(({ condition }) => condition === 'unknown')).toEqual([]);
      });

      it('refuses commands at once, and carries none of them out later', async () => {
        if (light !== undefined) await command({ type: 'light-level', device: light, level: 0.25 });
        await act('cutLine')();
        await until(() => bay.hardware.state().link === 'lost', LINK_LOST_PATIENCE_MS);
        const refused = { status: 'refused', reason: 'link-lost' };
        if (light !== undefined) {
          expect(await command({ type: 'light-level', device: light, level: 0.75 })).toEqual(refused);
        }
        expect(await command({ type: 'motion-lock', isOn: false })).toEqual(refused);
        await act('mendLine')();
        await until(() => bay.hardware.state().link === 'up');
        if (light !== undefined) expect(device(light)?.values.level).not.toBe(0.75);
      });
    }

    if (light !== undefined) {
      it('sets a light and tells its new level', async () => {
        expect(await command({ type: 'light-level', device: light, level: 0.5 })).toEqual({ status: 'done' });
        await until(() => device(light)?.values.level === 0.5);
        expect(events).toContainEqual(
          expect.objectContaining({ type: 'device-changed', state: expect.objectContaining({ id: light }) }),
        );
      });

      it('refuses a level that no light has, and what no light can do', async () => {
        const tooMuch = await command({ type: 'light-level', device: light, level: 1.5 });
        expect(tooMuch).toEqual({ status: 'refused', reason: 'out-of-range' });
        const wrongKind = await command({ type: 'tee-ball', device: light });
        expect(wrongKind).toEqual({ status: 'refused', reason: 'not-supported' });
      });
    }

    if (tee !== undefined) {
      it('moves the tee, and is done when it is there', async () => {
        expect(await command({ type: 'tee-height', device: tee, heightMm: 30 })).toEqual({ status: 'done' });
        await until(() => Math.abs((device(tee)?.values.heightMm ?? 0) - 30) < 1);
      });

      it('moves nothing while a player swings', async () => {
        await command({ type: 'motion-lock', isOn: true });
        const outcome = await command({ type: 'tee-height', device: tee, heightMm: 50 });
        expect(outcome).toEqual({ status: 'refused', reason: 'player-swinging' });
        await command({ type: 'motion-lock', isOn: false });
        expect(await command({ type: 'tee-height', device: tee, heightMm: 50 })).toEqual({ status: 'done' });
      });

      if (acts.includes('jam-tee')) {
        it('tells that the tee jams, and what is wrong with it then', async () => {
          await act('jamTee')();
          const outcome = await command({ type: 'tee-height', device: tee, heightMm: 45 });
          expect(outcome).toEqual({ status: 'failed', fault: 'jam' });
          await until(() => device(tee)?.condition === 'fault');
          expect(device(tee)?.fault).toBe('jam');
          const again = await command({ type: 'tee-height', device: tee, heightMm: 20 });
          expect(again).toEqual({ status: 'refused', reason: 'device-fault' });
        });
      }
    }

    if (dispenser !== undefined) {
      it('gives as many balls as were asked for, and tells each', async () => {
        if (device(dispenser)?.values.credit !== undefined) {
          await command({ type: 'add-credit', device: dispenser, balls: 3 });
        }
        expect(await command({ type: 'dispense', device: dispenser, balls: 3 })).toEqual({ status: 'done' });
        const given = () => events.filter((event) => event.type === 'ball-dispensed' && event.device === dispenser);
        await until(() => given().length === 3);
        await sleep(300);
        expect(given()).toHaveLength(3);
      });

      it('gives no ball that nobody asked for', async () => {
        const outcome = await command({ type: 'dispense', device: dispenser, balls: 0 });
        expect(outcome).toEqual({ status: 'refused', reason: 'out-of-range' });
      });
    }

    if (beam !== undefined && acts.includes('move-ball')) {
      it('tells when the ball was gone, as exactly as it says', async () => {
        await act('putBall')();
        await until(() => events.some((event) => event.type === 'ball-present' && event.device === beam));
        const takenNs = await act('takeBall')();
        await until(() => events.some((event) => event.type === 'ball-gone' && event.device === beam));
        const gone = events.find((event) => event.type === 'ball-gone' && event.device === beam);
        if (gone?.type !== 'ball-gone') return expect.unreachable();
        expect(gone.uncertaintyNs).toBeLessThanOrEqual(eventUncertaintyMsMax * NS_PER_MS);
        expect(Math.abs(gone.atNs - takenNs)).toBeLessThanOrEqual(gone.uncertaintyNs);
        expect(gone.atNs - gone.uncertaintyNs).toBeLessThan(systemClock.monotonicNs());
      });
    }

    if (cardReader !== undefined && acts.includes('show-card')) {
      it('tells whose card was shown', async () => {
        const card = await act('showCard')();
        await until(() => events.some((event) => event.type === 'card-shown'));
        expect(events).toContainEqual(expect.objectContaining({ type: 'card-shown', device: cardReader, card }));
      });
    }

    if (emergencyStop !== undefined && acts.includes('press-stop')) {
      it('moves nothing while the stop is pressed, and says so', async () => {
        await act('pressStop')();
        await until(() => bay.hardware.state().isStopPressed);
        await until(() => events.some((event) => event.type === 'stop-pressed' && event.device === emergencyStop));
        if (tee !== undefined) {
          const outcome = await command({ type: 'tee-height', device: tee, heightMm: 20 });
          expect(outcome).toEqual({ status: 'refused', reason: 'emergency-stop' });
        }
        await act('releaseStop')();
        await until(() => !bay.hardware.state().isStopPressed);
        await until(() => events.some((event) => event.type === 'stop-released' && event.device === emergencyStop));
      });
    }
  });
}

function isAtRest(condition: string): boolean {
  return condition === 'safe' || condition === 'unknown';
}

async function until(condition: () => boolean, withinMs = PATIENCE_MS): Promise<void> {
  const deadlineMs = performance.now() + withinMs;
  while (!condition()) {
    if (performance.now() > deadlineMs) throw new Error(`not within ${withinMs} ms: ${condition.toString()}`);
    await sleep(10);
  }
}
