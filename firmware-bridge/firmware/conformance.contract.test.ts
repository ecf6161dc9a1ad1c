/**
 * One suite over the firmware as this machine runs it and as a Cortex-M does. What is missing to build or run either
 * is said, and that target is left out.
 */
import { spawnSync } from 'node:child_process';

import { describe, expect, it } from 'vitest';

import { ConformanceHost, hostUs } from './conformance-host.ts';

import { describeController } from './conformance.suite.ts';
import { startEmulatedController, startSimulatedController } from './simulated-controller.ts';

const isThere = (program: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0;
const missing = (...programs: string[]): string[] => programs.filter((program) => !isThere(program));

function leaveOut(target: string, programs: readonly string[]): boolean {
  if (programs.length > 0)
    process.stderr.write(`The controller ${target} is left out: no ${programs.join(', no ')}.\n`);
  return programs.length > 0;
}

const HOST_LACKS = leaveOut('of this machine', missing('make', 'cc'));
const CORTEX_M_LACKS = leaveOut('on a Cortex-M', missing('make', 'arm-none-eabi-gcc', 'qemu-system-arm'));

describe.skipIf(HOST_LACKS)('as a program of this machine', () => {
  describeController(() => startSimulatedController(), { retry: 2 });

  it('has a ball hit at a moment of this machine’s clock', async () => {
    const controller = await startSimulatedController({ driftPpm: 500 });
    const host = await ConformanceHost.open(controller.path);
    try {
      await host.greet();
      await controller.tell('ball');
      await host.next('event', (message) => message.event === 'ball-present', 0);
      const hitUs = hostUs() + 50_000;
      await controller.tell(`hit monotonic ${hitUs}`);
      const gone = await host.next('event', (message) => message.event === 'ball-gone', 0);
      const clock = /controller=(\d+) monotonic=(\d+)/.exec(await controller.tell('clock')) ?? [];
      // Between the two moments both clocks have run for the same time, but for the drift.
      const ranUs = Number(clock[1]) - gone.message.atUs;
      const agoUs = Number(clock[2]) - hitUs;
      expect(Math.abs(ranUs - agoUs)).toBeLessThan(agoUs * 0.001 + 10);
    } finally {
      await host.close();
      await controller.close();
    }
  });

  it('announces only what it has', async () => {
    const controller = await startSimulatedController({ without: ['tee', 'dispenser', 'strobe'] });
    const host = await ConformanceHost.open(controller.path);
    try {
      await host.greet();
      const announced = host.received.flatMap(({ message }) =>
        message.type === 'announce' ? [`${message.device} ${message.id}`] : [],
      );
      const others = ['camera-trigger', 'ball-beam', 'occupancy', 'card-reader', 'emergency-stop'];
      expect(announced).toEqual(['light', ...others].map((id, device) => `${device} ${id}`));
    } finally {
      await host.close();
      await controller.close();
    }
  });
});

describe.skipIf(CORTEX_M_LACKS)('as an image for a Cortex-M3', () => {
  describeController(() => startEmulatedController(), { retry: 3 });
});
