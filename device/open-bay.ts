/** Opens what a bay has besides its store and its pages: cameras, hardware, the live loop and whatever listens to it. */
import { camerasProve } from '../cloud-sync/fleet/configuration/proof-of-health.ts';
import { csvShotReader } from '../firmware-bridge/launch-monitor/csv-shot-reader.ts';
import { openLaunchMonitors } from '../firmware-bridge/launch-monitor/open-launch-monitors.ts';
import { AnalysisPool } from './analysis/analysis-pool.ts';
import { CardDesk } from './api/visit/card-desk.ts';
import { RemeasureProcess } from './analysis/remeasure-process.ts';
import { AnalysisDispatcher } from './bay/analysis-dispatcher.ts';
import { countSwings } from './bay/count-swings.ts';
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
import { systemClock } from './clock/clock.ts';
import type { Configuration } from './configuration.ts';
import type { BayError } from './errors/bay-error.ts';
import { readBootId } from './clock/boot-id.ts';
import { LiveBayView } from './live-bay-view.ts';
import { type Bridges, openBridges, troublesOf } from './open-bridges.ts';
import { calibrationDesk, withPreset } from './open-calibration.ts';
import { openCoach } from './open-coach.ts';
import { NO_ARRIVALS } from './ports/arrivals-state.port.ts';
import { NO_COACH } from './ports/coach-state.port.ts';
import { openFleet, type OpenFleet } from './open-fleet.ts';
import { openFacilityLine } from './open-facility-line.ts';
import { openExports } from './open-exports.ts';
import { openHardware } from './open-hardware.ts';
import { type OpenSync, openSync } from './open-sync.ts';
import { openShotDesk } from './open-shot-desk.ts';
import { openVoice } from './open-voice.ts';
import type { RoleParts, RoleSurroundings } from './role-parts.ts';
import { measureBay } from './measure-bay.ts';
import { openRunDirectory } from './run-directory.ts';
import type { Store } from './store/store.ts';
import type { Log } from './telemetry/log.ts';

const SWINGING: ReadonlySet<string> = new Set(['address', 'swinging', 'capturing']);

/** Rejects with a coded error where a part cannot be opened; `opened` closes what was opened before it. */
export async function openBay({
  written,
  store,
  remoteMedia,
  copies,
  clock,
  counters,
  log,
  version,
  host,
  logFiles,
  opened,
}: RoleSurroundings): Promise<RoleParts> {
  const configuration = await withPreset(written, log.room('calibration'));
  const bootId = readBootId();
  const runDirectory = await openRunDirectory();
  opened.push(() => runDirectory.remove());
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
  let fleet: OpenFleet | null = null;
  let coachTrouble: () => BayError | null = () => null;
  const facility = openFacilityLine(configuration.facility, { store, clock, log: log.room('facility') });
  opened.push(() => facility.close());
  const visits = openVisits(configuration, store, log.room('visits'));
  opened.push(() => Promise.resolve(visits.close()));
  const bay = new LiveBay({
    visits,
    onCard: (card) => cards?.show(card),
    hardware,
    launchMonitors: launch.monitors,
    shotDelay: (shot) => shots?.delayOf(shot) ?? null,
    linesTroubles: () => [
      ...[...(lines?.troubles() ?? []), ...(sync?.troubles() ?? []), ...troublesOf(coachTrouble())],
      ...[...(fleet?.troubles() ?? []), ...copies.troubles(), ...facility.troubles()],
    ],
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
  const coach = openCoach({ configuration, bay, visits, store, clock, counters, log: log.room('coach') });
  coachTrouble = () => coach?.trouble ?? null;
  opened.push(async () => coach?.close());
  const exports = openExports(bay, { store, remote: remoteMedia, log: log.room('export') });
  opened.push(() => exports.close());
  const state = new LiveBayState({ name: configuration.bay.name, bay, swings: store.swings, clock });
  const bridges = await openBridges(configuration, {
    ...{ state, commands: new LiveBayCommands(bay, log.room('commands')), store, version },
    ...{ runDirectory: runDirectory.path, clock, log, counters },
  });
  lines = bridges;
  opened.push(() => bridges.close());
  const isBusy = () => SWINGING.has(state.state().stage);
  const line = openSync(configuration, { store, isBusy, clock, counters, log: log.room('sync') });
  sync = line;
  opened.push(() => line.close());
  countSwings(bay, counters);
  const measuring = measureBay({ counters, sync: line.state, bay, store, clock, version });
  opened.push(() => Promise.resolve(measuring.close()));
  const calibration = calibrationDesk(written, bay, runDirectory.path, log.room('calibration'));
  opened.push(() => calibration.end());
  const reported = openFleet({
    ...{ configuration, host, store, state, sync: line.state, logFiles, bootId, version },
    inFleet: { troubles: () => bay.troubles, calibration, proof: camerasProve(state), facility: null },
    ...{ clock, counters, log: log.room('fleet') },
  });
  fleet = reported;
  opened.push(() => reported.close());
  const uploads = { bay: configuration.bay.name, bootId, store, clock };
  const bayView = new LiveBayView(bay, visits, uploads, () => dispatcher.wake(), voice);
  return {
    ...{ bayView, visits, calibration, voice, exports, shots: intake, sync: line.state },
    arrivals: NO_ARRIVALS,
    coach: coach ?? NO_COACH,
    fleet: reported.state,
    measure: measuring.measure,
    facilityLine: facility.line,
    shotFiles: csvShotReader(configuration.launchMonitor.arccos),
    begin(app) {
      cards = app.get(CardDesk);
      bay.open();
      opened.push(() => bay.close());
    },
  };
}

function openVisits({ bay }: Configuration, store: Store, log: Log): VisitDesk {
  store.players.endOpenSessions(bay.name);
  const visits = new VisitDesk({ bay: bay.name, config: bay.visit, store, clock: systemClock, log });
  visits.open();
  return visits;
}
