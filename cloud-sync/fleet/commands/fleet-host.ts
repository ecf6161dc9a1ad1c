/** What the fleet line needs of the appliance that it stands for. Whoever wires the appliance gives it. */
import type { ObjectStore } from '../../../device/ports/object-store.port.ts';
import type { ConfigurationFile } from '../configuration/configuration-file.ts';
import type { ConfigurationTrial } from '../configuration/configuration-trial.ts';
import type { ProofOfHealth } from '../configuration/proof-of-health.ts';
import type { LogFile } from '../log-bundle.ts';
import type { Trouble } from '../told/alert-tracker.ts';

export interface CameraCalibration {
  /** Begins it, so that the installer’s page shows it. */
  open(): Promise<void>;
  /** Changes with every calibration that is kept; null where there is none. */
  hash(): string | null;
}

/** Counts alone: no bay and nobody is named. */
export interface FacilityStanding {
  readonly bays: { readonly enrolled: number; readonly heard: number };
  readonly arrivals: { readonly waiting: number; readonly parked: number };
}

export interface FleetHost {
  readonly version: string;
  readonly dataDirectory: string;
  /** What is wrong just now. */
  troubles(): readonly Trouble[];
  /** Null where the bay was not opened from a file. */
  readonly configuration: ConfigurationFile | null;
  /** The configuration that the bay was opened with, where that has still to prove itself. */
  readonly trial: ConfigurationTrial | null;
  /** Closes the bay and ends the daemon for its supervisor to start again; null where nobody would. */
  readonly restart: (() => void) | null;
  /** What works now and has to work with another configuration too. */
  readonly proof: ProofOfHealth;
  /** Null where there are no cameras. */
  readonly calibration: CameraCalibration | null;
  /** How the bays of a facility are; null for a bay. */
  readonly facility: (() => FacilityStanding) | null;
  /** The log in files, oldest first; null where none is kept. */
  readonly logFiles: (() => readonly LogFile[]) | null;
  /** Null where swings stay in the bay. */
  readonly objects: ObjectStore | null;
}
