/** Opens the line to the fleet that looks after the appliance; one of no fleet only says so. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FleetHost } from '../cloud-sync/fleet/commands/fleet-host.ts';
import { ConfigurationFile } from '../cloud-sync/fleet/configuration/configuration-file.ts';
import type { ConfigurationTrial } from '../cloud-sync/fleet/configuration/configuration-trial.ts';
import { FleetDesk } from '../cloud-sync/fleet/fleet-desk.ts';
import { NoFleet } from '../cloud-sync/fleet/no-fleet.ts';
import { openObjectStore } from '../cloud-sync/object-store/open-object-store.ts';
import type { CalibrationDesk } from '../provisioning/calibration/calibration-desk.ts';
import type { BayTrouble } from './bay/bay-fact.ts';
import type { Clock } from './clock/clock.ts';
import { parseConfig } from './config/load-config.ts';
import { type Configuration, configurationSchema } from './configuration.ts';
import type { BayStatePort } from './ports/bay-state.port.ts';
import type { FleetStatePort } from './ports/fleet-state.port.ts';
import type { SyncStatePort } from './ports/sync-state.port.ts';
import type { Store } from './store/store.ts';
import type { Counters } from './telemetry/counters.ts';
import type { Log } from './telemetry/log.ts';
import { LogFiles } from './telemetry/log-files.ts';

/** How this daemon was started, as far as the fleet may change it. */
export interface ApplianceHost {
  /** Absolute. */
  readonly configFile: string;
  readonly trial: ConfigurationTrial | null;
  /** Null where nobody would start the daemon again. */
  readonly restart: (() => void) | null;
}

/** What each role of an appliance is to its fleet. */
export interface InFleet extends Pick<FleetHost, 'proof' | 'facility'> {
  /** What is wrong just now. */
  troubles(): readonly BayTrouble[];
  /** Null where there are no cameras. */
  readonly calibration: CalibrationDesk | null;
}

export interface FleetSurroundings {
  readonly configuration: Configuration;
  readonly host: ApplianceHost;
  readonly store: Store;
  readonly inFleet: InFleet;
  readonly state: BayStatePort;
  readonly sync: SyncStatePort;
  readonly logFiles: LogFiles | null;
  readonly bootId: string;
  readonly version: string;
  readonly clock: Clock;
  readonly counters: Counters;
  readonly log: Log;
}

export interface OpenFleet {
  readonly state: FleetStatePort;
  troubles(): readonly BayTrouble[];
  close(): Promise<void>;
}

const KEPT_IN_A_FLEET_MIB = 16;

/** Null where the log is not kept. */
export function openLogFiles({ log, fleet, store }: Configuration): LogFiles | null {
  const mebibytes = log.keptMiB ?? (fleet === null ? 0 : KEPT_IN_A_FLEET_MIB);
  return mebibytes === 0 ? null : new LogFiles(join(resolve(store.dataDirectory), 'logs'), mebibytes);
}

/** Throws a coded error for a configuration that can never work; a line that is down is none. */
export function openFleet(surroundings: FleetSurroundings): OpenFleet {
  const { configuration, store, state, sync, bootId, clock, counters, log } = surroundings;
  const { fleet: config } = configuration;
  if (config === null) return { state: new NoFleet(), troubles: () => [], close: () => Promise.resolve() };
  const host = hostOf(surroundings);
  const desk = new FleetDesk({ config, bootId, store, host, state, sync, clock, counters, log });
  desk.open();
  return {
    state: desk,
    troubles: () => desk.troubles().map((trouble) => ({ ...trouble, camera: null })),
    async close() {
      await desk.close();
      await host.objects?.close();
    },
  };
}

function hostOf({ configuration, host, store, inFleet, logFiles, version }: FleetSurroundings): FleetHost {
  const { configFile, trial, restart } = host;
  const { calibration, proof, facility } = inFleet;
  return {
    ...{ version, trial, restart, dataDirectory: resolve(configuration.store.dataDirectory) },
    ...{ proof, facility },
    troubles: () => inFleet.troubles().map(({ camera, ...trouble }) => ({ ...trouble, subject: camera })),
    configuration: new ConfigurationFile(configFile, (text) => parseConfig(configurationSchema, text, configFile)),
    calibration: calibration === null ? null : calibrationOf(calibration),
    logFiles: logFiles === null ? null : () => logFiles.files(),
    objects: configuration.sync.to === null ? null : openObjectStore(configuration.sync.to, store),
  };
}

function calibrationOf(desk: CalibrationDesk): FleetHost['calibration'] {
  return {
    open: async () => {
      await desk.begin();
    },
    hash: () => hashOf(desk.parts.presetFile),
  };
}

function hashOf(file: string): string | null {
  return existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : null;
}
