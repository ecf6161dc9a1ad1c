import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeviceCheck } from '../api/contract/devices.ts';
import { type ApiInTest, startApi } from '../api/fixtures/api-in-test.ts';
import { type Diagnosis, exitCodeOf } from './diagnosis.ts';
import type { LineCheck } from './doctor-lines.ts';
import { doctorText } from './doctor-text.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const TIMEOUT_MS = 60_000;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'swingbay-doctor-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function doctor(config: object, ...more: string[]): Promise<{ code: number; out: string; err: string }> {
  const file = join(folder, 'bay.yaml');
  await writeFile(file, JSON.stringify(config));
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, 'doctor', '--config', file, ...more], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

const configOf = (port: number, camera: object) => ({
  cameras: [{ name: 'face-on', role: 'face-on', source: camera, width: 320, height: 240, fps: 30 }],
  microphone: { source: { kind: 'test' }, distanceM: 1.5 },
  store: { dataDirectory: join(folder, 'data'), floorMiB: 1 },
  api: { port },
});

describe('the doctor', () => {
  it(
    'opens what the configuration names where no bay runs, and moves nothing that nobody watches',
    async () => {
      const { code, out } = await doctor(configOf(1, { kind: 'test' }), '--json', '--exercise', 'tee');
      const { bay, devices, lines, exercises } = JSON.parse(out) as Diagnosis;
      expect(bay).toBe('closed');
      expect(devices.map(({ id, state }) => `${id} ${state}`).slice(0, 3)).toEqual([
        'face-on ok',
        'microphone ok',
        'disk ok',
      ]);
      expect(lines.map(({ id, state }) => `${id} ${state}`)).toEqual([
        ...['object-store off', 'warehouse off', 'copies off', 'facility off', 'fleet off'],
      ]);
      expect(exercises).toMatchObject([{ outcome: 'refused', reason: 'hardware/bay-not-watched' }]);
      expect(code).toBe(4);
    },
    TIMEOUT_MS,
  );

  it(
    'says which camera is not there, and ends with 3',
    async () => {
      const { code, out } = await doctor(configOf(1, { kind: 'file', path: join(folder, 'nothing.mp4') }));
      expect(out).toContain('✗ face-on');
      expect(code).toBe(3);
    },
    TIMEOUT_MS,
  );

  it(
    'asks the running bay, and has it move what can be moved',
    async () => {
      const api: ApiInTest = await startApi();
      try {
        const config = configOf(Number(new URL(api.origin).port), { kind: 'test' });
        const well = await doctor(config, '--exercise');
        expect(well.out).toContain('The bay runs.');
        expect(well.out).toMatch(/✓ tee +moved or shone/);
        expect(well.out).toMatch(
          /✗ object-store +The object store cannot be reached. 3 wait, 1 were given up.\n +Check/,
        );
        expect(well.out).toMatch(/! warehouse +It is told: postgres; 1 were given up: The row is not taken./);
        expect(well.out).toMatch(/– facility +It belongs to none/);
        expect(well.out).toMatch(/✗ fleet +The fleet’s broker is not reached.\n +Check the line./);
        expect(well.code).toBe(3);
        api.bay.currentState = 'occupied';
        const refused = await doctor(config, '--exercise', 'tee');
        expect(refused.out).toContain('refused: Somebody is in the bay.');
        expect(refused.code).toBe(4);
      } finally {
        await api.close();
      }
    },
    TIMEOUT_MS,
  );
});

describe('the doctor’s findings', () => {
  const device = (state: DeviceCheck['state']): DeviceCheck => ({
    ...{ id: 'tee', kind: 'tee', message: 'Ready.', hint: null, canExercise: true },
    state,
  });
  const exercise = { device: 'tee', outcome: 'failed', reason: 'jam', message: null } as const;

  it('have an exit code for each end', () => {
    const of = (more: Partial<Diagnosis>): Diagnosis => ({
      ...{ bay: 'running', role: 'bay', devices: [], lines: [], exercises: [], ...more },
    });
    const line = (state: LineCheck['state']): LineCheck => ({ id: 'fleet', state, message: 'So.', hint: null });
    expect(exitCodeOf(of({ devices: [device('ok'), device('unknown')], lines: [line('ok'), line('off')] }))).toBe(0);
    expect(exitCodeOf(of({ devices: [device('degraded')] }))).toBe(3);
    expect(exitCodeOf(of({ devices: [device('ok')], lines: [line('failed')] }))).toBe(3);
    expect(exitCodeOf(of({ devices: [device('failed')], exercises: [exercise] }))).toBe(4);
    expect(doctorText(of({ devices: [device('ok')], exercises: [exercise] }))).toContain('failed: jam');
  });
});
