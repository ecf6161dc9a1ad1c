import { readFile } from 'node:fs/promises';
import { describe } from 'vitest';
import { systemClock } from '../../device/clock/clock.ts';
import { describeBayHardware, type HardwareUnderTest } from '../bay-hardware.suite.ts';
import { canRunController, SerialBay } from './bench/serial-bay.ts';

const DRIFT_PPM = 60;
const CARD = '04a1b2c3d4e5f6';
/** On a machine that runs tests a heartbeat may take its time; the driver says so. */
const EVENT_UNCERTAINTY_MS_MAX = 100;

async function setUp(): Promise<HardwareUnderTest> {
  const bay = await SerialBay.open({ driftPpm: DRIFT_PPM });
  const { hardware, controller, truth } = bay;
  const tell = (word: string): Promise<void> => bay.tell(word);
  const pids = new Set<number>();
  const watch = setInterval(() => {
    if (hardware.standing.pid !== undefined) pids.add(hardware.standing.pid);
  }, 20);
  return {
    hardware,
    world: {
      cutLine: () => tell('unplug'),
      mendLine: () => tell('plug'),
      pressStop: () => tell('press'),
      releaseStop: () => tell('release'),
      putBall: async () => {
        await tell('ball');
        return systemClock.monotonicNs();
      },
      takeBall: async () => {
        const before = controller.hitsUs.at(-1);
        await tell('hit');
        while (controller.hitsUs.at(-1) === before) await tell('clock');
        return truth.monotonicNsOf(controller.hitsUs.at(-1) ?? 0);
      },
      showCard: async () => {
        await tell(`card ${CARD}`);
        return CARD;
      },
      jamTee: () => tell('jam tee'),
    },
    hasLeftovers: async () => {
      const alive = await Promise.all([...pids].map((pid) => readFile(`/proc/${pid}/stat`).catch(() => null)));
      return alive.some((stat) => stat !== null);
    },
    tearDown: async () => {
      clearInterval(watch);
      await bay.close();
    },
  };
}

if (!canRunController) process.stderr.write('The controller is left out: no make or no C compiler.\n');

describe.skipIf(!canRunController)('with the real firmware', () => {
  describeBayHardware(
    'our controller on a serial line',
    {
      devices: {
        light: 'light',
        tee: 'tee',
        dispenser: 'dispenser',
        beam: 'ball-beam',
        cardReader: 'card-reader',
        emergencyStop: 'emergency-stop',
      },
      acts: ['cut-line', 'press-stop', 'move-ball', 'show-card', 'jam-tee'],
      eventUncertaintyMsMax: EVENT_UNCERTAINTY_MS_MAX,
    },
    setUp,
  );
});
