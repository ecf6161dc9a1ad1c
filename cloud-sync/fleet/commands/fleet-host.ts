/** What the fleet line needs of the appliance that it stands for. Whoever wires the appliance gives it. */
import type { ObjectStore } from '../../../device/ports/object-store.port.ts';
import type { ConfigurationFile } from '../configuration/configuration-file.ts';
import type { ConfigurationTrial } from '../configuration/configuration-trial.ts';
import type { LogFile } from '../log-bundle.ts';
import type { Trouble } from '../told/alert-tracker.ts';

export interface FleetHost {
  readonly version: string;
  readonly dataDirectory: string;
  /** What is wrong with the bay just now. */
  troubles(): readonly Trouble[];
  /** Null where the bay was not opened from a file. */
  readonly configuration: ConfigurationFile | null;
  /** The configuration that the bay was opened with, where that has still to prove itself. */
  readonly trial: ConfigurationTrial | null;
  /** Closes the bay and ends the daemon for its supervisor to start again; null where nobody would. */
  readonly restart: (() => void) | null;
  /** Begins the calibration of the cameras, so that the installer’s page shows it. */
  openCalibration(): Promise<void>;
  /** Changes with every calibration that is kept; null where there is none. */
  calibration(): string | null;
  /** The log in files, oldest first; null where none is kept. */
  readonly logFiles: (() => readonly LogFile[]) | null;
  /** Null where swings stay in the bay. */
  readonly objects: ObjectStore | null;
}
