/** Opens an appliance from its configuration, in the order in which its parts need each other, and closes it again. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { remoteRuleOf } from '../cloud-sync/outbox/sync.config.ts';
import { csvShotReader } from '../firmware-bridge/launch-monitor/csv-shot-reader.ts';
import { openLaunchMonitors } from '../firmware-bridge/launch-monitor/open-launch-monitors.ts';
import { applyPreset } from '../provisioning/calibration/apply-preset.ts';
import { CalibrationDesk } from '../provisioning/calibration/calibration-desk.ts';
import { loadPreset, presetFile } from '../provisioning/calibration/calibration-preset.ts';
import { AnalysisPool } from './analysis/analysis-pool.ts';
import { listenApi } from './api/listen-api.ts';
import { CardDesk } from './api/visit/card-desk.ts';
import { AppModule } from './app.module.ts';
import { RemeasureProcess } from './analysis/remeasure-process.ts';
import { AnalysisDispatcher } from './bay/analysis-dispatcher.ts';
import { keepConsistency } from './bay/games/consistency-keeper.ts';
import { CameraWatch } from './bay/camera-watch.ts';
import { LiveBay } from './bay/live-bay.ts';
import { LiveBayCommands } from './bay/live-bay-commands.ts';
import { LiveBayState } from './bay/live-bay-state.ts';
import type { ShotDesk } from './bay/shot-desk.ts';
import { ShotIntake } from './bay/shot-intake.ts';
import { backgroundAnalyst } from './bay/background-analyst.ts';
import { ReanalysisDispatcher } from './bay/reanalysis-dispatcher.ts';
import { VisitDesk } from './bay/visit-desk.ts';
import { NS_PER_MS, NS_PER_S, systemClock } from './clock/clock.ts';
import { projectRoot } from './config/project-root.ts';
import type { Configuration } from './configuration.ts';
import type { BayError } from './errors/bay-error.ts';
import { LiveBayView } from './live-bay-view.ts';
import { type Bridges, openBridges, troublesOf } from './open-bridges.ts';
import { NO_COACH } from './ports/coach-state.port.ts';
import { openCoach } from './open-coach.ts';
import { openExports } from './open-exports.ts';
import { openHardware } from './open-hardware.ts';
import { openRemoteMedia } from './open-remote-media.ts';
import { type OpenSync, openSync } from './open-sync.ts';
import { openShotDesk } from './open-shot-desk.ts';
import { openVoice } from './open-voice.ts';
import { openRunDirectory } from './run-directory.ts';
import { openStore, type Store } from './store/store.ts';
import { Counters } from './telemetry/counters.ts';
import { createLog, type Log } from './telemetry/log.ts';
import { NestLog } from './telemetry/nest-log.ts';

export interface Appliance {
  /** Address of the bay screen. */
  readonly url: string;
  close(): Promise<void>;
}

/** Rejects with a coded error where a part cannot be opened; what was opened before it is closed again. */
export async function openAppliance(written: Configuration): Promise<Appliance> {
  const log = createLog({ level: written.log.level });
  const configuration = await withPreset(written, log.room('calibration'));
  const clock = systemClock;
  const counters = new Counters();
  const opened: (() => Promise<void>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of opened.splice(0).reverse()) await close();
  };
  try {
    const bootId = readBootId();
    const runDirectory = await openRunDirectory();
    opened.push(() => runDirectory.remove());
    const rule = remoteRuleOf(configuration.sync);
    const store = await openStore(configuration.store, { log: log.room('store'), clock, counters, remote: rule });
    opened.push(() => store.close());
    const analyst = new AnalysisPool({ config: configuration.analysis, log: log.room('analysis') });
    const cameraWatch = new CameraWatch({ bay: configuration.bay.name, cameras: configuration.cameras, store });
    const background = new ReanalysisDispatcher({
      store,
      openAnalyst: () => backgroundAnalyst(configuration.analysis, log.room('analysis')),
      measuring: new RemeasureProcess(),
      log: log.room('analysis'),
    });
    const dispatcher = new AnalysisDispatcher({ store, analyst, background, log: log.room('analysis'), cameraWatch });
    const hardware = await openHardware(configuration, { clock, log: log.room('hardware') });
    if (hardware !== null) opened.push(() => hardware.close());
    const surroundings = { clock, log: log.room('launch-monitor'), counters };
    const launch = await openLaunchMonitors(configuration.launchMonitor, surroundings);
    opened.push(() => launch.close());
    let shots: ShotDesk | null = null;
    let lines: Bridges | null = null;
    let sync: OpenSync | null = null;
    let cards: CardDesk | null = null;
    let coachTrouble: () => BayError | null = () => null;
    const visits = openVisits(configuration, store, log.room('visits'));
    opened.push(() => Promise.resolve(visits.close()));
    const bay = new LiveBay({
      visits,
      onCard: (card) => cards?.show(card),
      hardware,
      launchMonitors: launch.monitors,
      shotDelay: (shot) => shots?.delayOf(shot) ?? null,
      linesTroubles: () => [...(lines?.troubles() ?? []), ...(sync?.troubles() ?? []), ...troublesOf(coachTrouble())],
      bay: configuration.bay,
      cameras: configuration.cameras,
      microphone: configuration.microphone,
      store,
      dispatcher,
      headStart: (begin) => analyst.headStart(begin),
      cameraWatch,
      bootId,
      runDirectory: runDirectory.path,
      clock,
      log: log.room('bay'),
    });
    const { expectedDelayMs } = configuration.launchMonitor;
    const intake = new ShotIntake({ store, bootId, clock, log: log.room('shots') });
    const heard = { ...launch, monitors: [...launch.monitors, intake.monitor] };
    const desk = openShotDesk({ bay, launch: heard, expectedDelayMs, store, bootId, clock, log: log.room('shots') });
    shots = desk;
    opened.push(() => Promise.resolve(desk.close()));
    const voice = openVoice({ configuration, bay, store, clock, log: log.room('voice') });
    opened.push(() => Promise.resolve(voice.close()));
    keepConsistency({ bay, store, log: log.room('games') });
    const coach = openCoach({ configuration, bay, store, clock, counters, log: log.room('coach') });
    coachTrouble = () => coach?.trouble ?? null;
    opened.push(async () => coach?.close());
    const remote = openRemoteMedia(configuration.sync, { store, clock, counters, log: log.room('sync') });
    opened.push(() => remote.close());
    const exports = openExports(bay, { store, remote: remote.media, log: log.room('export') });
    opened.push(() => exports.close());
    const version = readVersion();
    const state = new LiveBayState({ name: configuration.bay.name, bay, swings: store.swings, clock });
    const bridges = await openBridges(configuration, {
      ...{ state, commands: new LiveBayCommands(bay, log.room('commands')), store, version },
      ...{ runDirectory: runDirectory.path, clock, log, counters },
    });
    lines = bridges;
    opened.push(() => bridges.close());
    sync = openSync(configuration.sync, { store, state, clock, counters, log: log.room('sync') });
    opened.push(() => sync?.close() ?? Promise.resolve());
    const calibration = calibrationDesk(written, bay, runDirectory.path, log.room('calibration'));
    opened.push(() => calibration.end());
    const uploads = { bay: configuration.bay.name, bootId, store, clock };
    const bayView = new LiveBayView(bay, visits, uploads, () => dispatcher.wake(), voice);
    const module = AppModule.forAppliance({
      configuration,
      store,
      bayView,
      visits,
      calibration,
      voice,
      shots: intake,
      shotFiles: csvShotReader(configuration.launchMonitor.arccos),
      exports,
      sync: sync.state,
      remoteMedia: remote.media,
      coach: coach ?? NO_COACH,
      clock,
      log,
      counters,
      version,
    });
    const app = await NestFactory.create<NestExpressApplication>(module, {
      bodyParser: false,
      logger: new NestLog(log.room('nest')),
      abortOnError: false,
    });
    opened.push(() => app.close());
    cards = app.get(CardDesk);
    const url = await listenApi(app, configuration.api);
    bay.open();
    opened.push(() => bay.close());
    log.info({ url, bay: configuration.bay.name }, 'The bay is open.');
    return { url, close: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function openVisits({ bay }: Configuration, store: Store, log: Log): VisitDesk {
  store.players.endOpenSessions();
  const visits = new VisitDesk({ bay: bay.name, config: bay.visit, store, clock: systemClock, log });
  visits.open();
  return visits;
}

/** A preset that cannot be read costs the bay its metres, never its swings. */
async function withPreset(configuration: Configuration, log: Log): Promise<Configuration> {
  const file = presetOf(configuration);
  try {
    const preset = await loadPreset(file);
    if (preset === null) return configuration;
    const applied = applyPreset(configuration, preset);
    for (const camera of applied.refused) {
      log.warn({ camera, file }, 'A camera has another size than when it was calibrated: calibrate it again.');
    }
    return applied.configuration;
  } catch (error) {
    log.error({ error, file }, 'The preset cannot be used; cameras without a calibration of their own have none.');
    return configuration;
  }
}

function presetOf({ store }: Configuration): string {
  return presetFile(resolve(store.dataDirectory));
}

/** @param written the configuration as it was written: a new preset takes the place of the one before in it */
function calibrationDesk(written: Configuration, bay: LiveBay, runDirectory: string, log: Log): CalibrationDesk {
  const { board, boardOnMat } = written.calibration;
  return new CalibrationDesk({
    ...{ board, boardOnMat, log, name: written.bay.name, presetFile: presetOf(written) },
    cameras: written.cameras.map(({ name, width, height }) => ({ name, width, height })),
    pictureAt: (name, atNs) => {
      const camera = bay.cameras.find(({ config }) => config.name === name);
      if (camera === undefined) return null;
      const units = camera.cut(atNs, atNs + NS_PER_S / camera.config.fps);
      return units.length === 0 ? null : new Uint8Array(Buffer.concat(units.map(({ data }) => data)));
    },
    monotonicNs: () => systemClock.monotonicNs(),
    wallTime: () => new Date(),
    clapSenses:
      written.microphone === null
        ? null
        : {
            onsetsSince: (sinceNs) =>
              bay.onsets
                .filter(({ heardAtNs }) => heardAtNs >= sinceNs)
                .map(({ heardAtNs, onsetErrorMs }) => ({ atMs: heardAtNs / NS_PER_MS, deviationMs: onsetErrorMs })),
            cut: (name, fromNs, toNs) =>
              bay.cameras.find(({ config }) => config.name === name)?.cut(fromNs, toNs) ?? [],
            scratchDirectory: runDirectory,
            monotonicNs: () => systemClock.monotonicNs(),
          },
    onSaved: (preset) => {
      const applied = applyPreset(written, preset);
      bay.recalibrate(applied.configuration);
      return [...applied.fixed, ...applied.refused];
    },
  });
}

/** Changes with every boot of the machine, as CLOCK_MONOTONIC begins anew. */
function readBootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

function readVersion(): string {
  return (JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string }).version;
}
