/**
 * One suite over the firmware as this machine runs it and as a Cortex-M does. What is missing to build or run either
 * is said, and that target is left out.
 */
import { spawnSync } from 'node:child_process';

import { describe, expect, it } from 'vitest';

import { ConformanceHost } from './conformance-host.fixture.ts';

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
