/** Opens what the appliance of a facility has besides its store and its pages: no cameras, no microphone, no hardware. */
import { baysProve } from '../cloud-sync/fleet/configuration/proof-of-health.ts';
import { CalibrationDesk } from '../provisioning/calibration/calibration-desk.ts';
import { csvShotReader } from '../firmware-bridge/launch-monitor/csv-shot-reader.ts';
import { needsBay } from './api/errors.ts';
import type { BayTalks } from './api/facility/bay-talks.ts';
import { FacilityDesk } from './api/facility/facility-desk.ts';
import type { BayTrouble } from './bay/bay-fact.ts';
import { ShotIntake } from './bay/shot-intake.ts';
import { VisitDesk } from './bay/visit-desk.ts';
import { readBootId } from './clock/boot-id.ts';
import { FacilityState } from './facility-state.ts';
import { FacilityView } from './facility-view.ts';
import { measureBay } from './measure-bay.ts';
import { presetOf } from './open-calibration.ts';
import { openArrivals } from './open-arrivals.ts';
import { openExports } from './open-exports.ts';
import { openFleet, type OpenFleet } from './open-fleet.ts';
import { openSync } from './open-sync.ts';
import { NO_COACH } from './ports/coach-state.port.ts';
import { NO_FACILITY } from './ports/facility-line.port.ts';
import type { VoicePanel } from './ports/speech.port.ts';
import type { RoleParts, RoleSurroundings } from './role-parts.ts';

/** An exchange is answered within seconds, also on a slow line. */
const EXCHANGES_END_MS_MAX = 10_000;
/** Bays come every ten seconds, unless they are told otherwise. */
const HEARD_LATELY_MS = 2 * 60_000;

/** The routes that would use what is missing are refused by the table `api/role-routes.ts` before they ask for it. */
export function openFacility({
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
}: RoleSurroundings): RoleParts {
  const { bay, calibration, launchMonitor, sync } = written;
  let talks: BayTalks | null = null;
  let fleet: OpenFleet | null = null;
  const exports = openExports({ stage: 'empty' }, { store, remote: remoteMedia, log: log.room('export') });
  opened.push(() => exports.close());
  const line = openSync(
    { sync, warehouse: null },
    { store, isBusy: () => false, clock, counters, log: log.room('sync') },
  );
  opened.push(() => line.close());
  const measuring = measureBay({ counters, sync: line.state, bay: { cameras: [] }, store, clock, version });
  opened.push(() => Promise.resolve(measuring.close()));
  const arrivals = openArrivals(sync, { store, clock, counters, log: log.room('arrivals') });
  opened.push(() => arrivals.close());
  const parts: readonly (readonly [string, { troubles(): readonly BayTrouble[] }])[] = [
    ['sync', line],
    ['arrivals', arrivals],
    ['copies', copies],
    ['fleet', { troubles: () => fleet?.troubles() ?? [] }],
  ];
  const troubles = () =>
    parts.flatMap(([name, part]) => part.troubles().map((warning) => ({ name, status: 'degraded' as const, warning })));
  const bayView = new FacilityView(bay.name, store, troubles);
  const heardWithin = (ms: number) => talks?.heardWithin(ms) ?? [];
  const state = new FacilityState({ name: bay.name, store, warnings: () => bayView.warnings(), heardWithin, clock });
  const { restart } = host;
  const reported = openFleet({
    ...{ configuration: written, store, state, sync: line.state, logFiles, bootId: readBootId(), version },
    ...{ clock, counters, log: log.room('fleet') },
    host: {
      ...host,
      // Whoever is speaking with a bay is let end; a bay that comes meanwhile comes again.
      restart: restart && (() => void (talks?.pause(EXCHANGES_END_MS_MAX) ?? Promise.resolve()).then(restart)),
    },
    inFleet: {
      ...{ troubles: () => bayView.warnings(), calibration: null, facility: () => state.standing() },
      proof: baysProve((since) => heardWithin(since === 'lately' ? HEARD_LATELY_MS : Number.POSITIVE_INFINITY)),
    },
  });
  fleet = reported;
  opened.push(() => reported.close());
  return {
    bayView,
    visits: new VisitDesk({ bay: bay.name, config: bay.visit, store, clock, log: log.room('visits') }),
    calibration: new CalibrationDesk({
      ...{ board: calibration.board, boardOnMat: calibration.boardOnMat, log: log.room('calibration') },
      ...{ name: bay.name, presetFile: presetOf(written), cameras: [], clapSenses: null },
      pictureAt: () => null,
      monotonicNs: () => clock.monotonicNs(),
      wallTime: () => clock.wall(),
      onSaved: () => [],
    }),
    voice: SILENT,
    // Shots are given to a bay, which knows the swing that each belongs to.
    shots: new ShotIntake({ store, bootId: '', clock, log: log.room('shots') }),
    shotFiles: csvShotReader(launchMonitor.arccos),
    exports,
    sync: line.state,
    arrivals: arrivals.state,
    coach: NO_COACH,
    fleet: reported.state,
    measure: measuring.measure,
    facilityLine: NO_FACILITY,
    begin(app) {
      talks = app.get(FacilityDesk).talks;
    },
  };
}

const SILENT: VoicePanel = {
  settings: { isOn: false, language: 'en', volume: 0 },
  trouble: null,
  set() {
    throw needsBay();
  },
  sound: () => Promise.resolve(null),
};
