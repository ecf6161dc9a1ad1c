/** The driver beside the document's example: what a facility's engineer sees at the first try. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../device/clock/clock.ts';
import type { HardwareCommand } from '../../device/ports/bay-hardware.port.ts';
import { silentLog } from '../../device/telemetry/log.ts';
import { ControllerProgram } from '../firmware/controller-program.ts';
import { until } from '../serial/bench/until.ts';
import { serialHardwareConfigSchema } from '../serial/serial.config.ts';
import { openSerialHardware, type SerialBayHardware } from '../serial/serial-bay-hardware.ts';

const NO_PYTHON = spawnSync('python3', ['--version'], { stdio: 'ignore' }).status !== 0;
if (NO_PYTHON) process.stderr.write('The example controller is not tried: no python3.\n');

const UP_MS_MAX = 25_000;

const EXAMPLE = fileURLToPath(new URL('controller.py', import.meta.url));

function openAt({ path }: ControllerProgram): SerialBayHardware {
  const config = serialHardwareConfigSchema.parse({ kind: 'serial', port: path });
  return openSerialHardware({ config, clock: systemClock, log: silentLog });
}

describe.skipIf(NO_PYTHON)('the driver with a controller that is not right yet', () => {
  it.each([
    ['zlib.crc32(packet))) + b"\\0")', 'zlib.crc32(packet) ^ 1)) + b"\\0")', 'welcome 02: its CRC is wrong'],
    ['len(DEVICES), 0, 400)', 'len(DEVICES), 0, 900)', 'it is safe after 900 ms'],
    ['"<BBHQBBI", news[0]', '"<BBHQBBH", news[0]', 'it is too short (before byte 14)'],
  ])('says why its link does not come up when %s is %s', async (right, wrong, why) => {
    const text = await readFile(EXAMPLE, 'utf8');
    expect(text.split(right)).toHaveLength(2);
    const directory = await mkdtemp(join(tmpdir(), 'swingbay-driver-'));
    const script = join(directory, 'controller.py');
    await writeFile(script, text.replace(right, wrong));
    const controller = await ControllerProgram.start('python3', [script], /^line (\S+)/);
    const hardware = openAt(controller);
    try {
      await until(() => hardware.state().description.includes(why), UP_MS_MAX);
      expect(hardware.standing.counts?.lastDropped).toContain(why);
      expect(hardware.state().link).toBe('connecting');
    } finally {
      await hardware.close();
      await controller.close();
      await rm(directory, { recursive: true, force: true });
    }
  });
});

describe.skipIf(NO_PYTHON)('the driver with the example controller', () => {
  let controller: ControllerProgram;
  let hardware: SerialBayHardware;

  beforeEach(async () => {
    controller = await ControllerProgram.start('python3', [EXAMPLE], /^line (\S+)/);
    hardware = openAt(controller);
    await until(() => hardware.state().link === 'up', UP_MS_MAX);
  });

  afterEach(async () => {
    await hardware.close();
    await controller.close();
  });

  it('moves its tee', async () => {
    expect(await hardware.command({ type: 'tee-height', device: 'tee', heightMm: 5 })).toEqual({ status: 'done' });
    await until(() => hardware.state().devices.some(({ values }) => values.heightMm === 5), UP_MS_MAX);
    expect(hardware.standing.counts).toMatchObject({ malformed: 0, unknownType: 0, lastDropped: null });
  });

  it.each([{ type: 'go-safe' }, { type: 'toString', device: 'tee' }, { device: 'tee' }])(
    'refuses %j, which is no command of the port, and goes on',
    async (stranger) => {
      const outcome = await hardware.command(stranger as unknown as HardwareCommand);
      expect(outcome).toEqual({ status: 'refused', reason: 'not-supported' });
      expect(await hardware.command({ type: 'light-level', device: 'light', level: 0.5 })).toEqual({ status: 'done' });
    },
  );
});
