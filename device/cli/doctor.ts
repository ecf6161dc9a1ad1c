/**
 * `swingbay doctor`: every device of the bay and every line that leaves it with its state, from the running bay; where
 * none runs, devices by opening what the configuration names, and of the lines what it says of them. `--exercise` makes
 * devices move and shine, only while nobody is in the bay.
 */
import { Command, Option } from 'commander';
import { type DeviceCheck, deviceListSchema, type Exercise, exerciseSchema } from '../api/contract/devices.ts';
import { systemClock } from '../clock/clock.ts';
import type { Configuration } from '../configuration.ts';
import { BayError, explain, isBayError } from '../errors/bay-error.ts';
import { openHardware } from '../open-hardware.ts';
import type { BayHardware } from '../ports/bay-hardware.port.ts';
import { silentLog } from '../telemetry/log.ts';
import { findBay, type RunningBay } from './bay-or-store.ts';
import { type Diagnosis, type ExerciseTold, exitCodeOf } from './diagnosis.ts';
import { ClosedBay } from './doctor-closed-bay.ts';
import { linesSaidBy } from './doctor-lines-said.ts';
import type { LineCheck } from './doctor-lines.ts';
import { doctorText } from './doctor-text.ts';

const EXITS = `
Exit codes:
  0  all is well
  1  the doctor itself failed
  2  usage
  3  a device or a line is not well
  4  a device did not do its exercise
`;

interface DoctorOptions {
  readonly config?: string;
  readonly exercise?: string | true;
  readonly json: boolean;
}

/** What the doctor needs to open the hardware that a configuration names; null where it names none. */
export type OpenHardware = (configuration: Configuration) => Promise<BayHardware | null>;

interface Patient {
  readonly kind: Diagnosis['bay'];
  devices(): Promise<readonly DeviceCheck[]>;
  lines(): Promise<readonly LineCheck[]>;
  exercise(device: string): Promise<Exercise>;
  close(): Promise<void>;
}

const openQuietly: OpenHardware = (configuration) =>
  openHardware(configuration, { clock: systemClock, log: silentLog });

export function doctorCommand(openHardwareOf: OpenHardware = openQuietly): Command {
  return new Command('doctor')
    .option('--config <file>', 'the configuration of the bay')
    .option('--exercise [device]', 'make this device move or shine, or each that can')
    .addOption(new Option('--json', 'as JSON on standard output').default(false))
    .addHelpText('after', EXITS)
    .action(async (options: DoctorOptions) => {
      const { bay, configuration } = await findBay(options.config);
      const patient = bay === null ? await ClosedBay.open(configuration, openHardwareOf) : running(bay, configuration);
      try {
        const diagnosis = { role: configuration.role, ...(await diagnose(patient, options.exercise)) };
        process.stdout.write(options.json ? `${JSON.stringify(diagnosis, null, 2)}\n` : doctorText(diagnosis));
        process.exitCode = exitCodeOf(diagnosis);
      } finally {
        await patient.close();
      }
    });
}

async function diagnose(
  patient: Patient,
  exercise: string | true | undefined,
): Promise<Pick<Diagnosis, 'bay' | 'devices' | 'lines' | 'exercises'>> {
  const devices = await patient.devices();
  const lines = await patient.lines();
  const asked = exercise === undefined ? [] : typeof exercise === 'string' ? [exercise] : movable(devices);
  const exercises: ExerciseTold[] = [];
  for (const device of asked) exercises.push(await exercised(patient, device));
  return { bay: patient.kind, devices, lines, exercises };
}

function movable(devices: readonly DeviceCheck[]): string[] {
  return devices.filter(({ canExercise }) => canExercise).map(({ id }) => id);
}

/** What the bay refuses is told beside the device; one that is unknown, or a bay that is gone, ends the doctor. */
async function exercised(patient: Patient, device: string): Promise<ExerciseTold> {
  try {
    return { ...(await patient.exercise(device)), message: null };
  } catch (error) {
    if (!isBayError(error) || error.code === 'hardware/device-unknown') throw error;
    if (!error.code.startsWith('hardware/')) throw error;
    return { device, outcome: 'refused', reason: error.code, message: explain(error) };
  }
}

function running(bay: RunningBay, configuration: Configuration): Patient {
  return {
    kind: 'running',
    lines: () => linesSaidBy(bay, configuration),
    devices: async () => deviceListSchema.parse(await (await bay.call('GET', 'devices')).json()).devices,
    exercise: async (device) => {
      const answer = await bay.call('POST', `devices/${encodeURIComponent(device)}/exercise`);
      const told = exerciseSchema.safeParse(await answer.json());
      if (!told.success) throw new BayError('bay/unclear', 'The bay answered something else than it was asked.');
      return told.data;
    },
    close: () => Promise.resolve(),
  };
}
