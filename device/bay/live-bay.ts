/**
 * The bay while it is open: cameras and microphone in, facts out. It carries out what the pure machine decides and
 * decides nothing itself.
 */
import type { BeginHeadStart } from '../analysis/head-start-line.ts';
import { merge, Subject, type Subscription } from 'rxjs';
import type { Camera, Microphone } from '../capture/capture.config.ts';
import { type HeardImpact, MicrophoneSource } from '../capture/microphone.ts';
import { type Clock, NS_PER_MS } from '../clock/clock.ts';
import type { BayHardware } from '../ports/bay-hardware.port.ts';
import type { LaunchMonitor, Shot } from '../ports/launch-monitor.port.ts';
import type { Store } from '../store/store.ts';
import type { Log } from '../telemetry/log.ts';
import type { AnalysisDispatcher } from './analysis-dispatcher.ts';
import type { BayConfig } from './bay.config.ts';
import { BayEquipment } from './bay-equipment.ts';
import type { BayFact, BayTrouble } from './bay-fact.ts';
import {
  advanceBay,
  type BayEffect,
  type BayEvent,
  type BayMachine,
  type BayStage,
  newBayMachine,
  withBeamSilent,
} from './bay-machine.ts';
import { CameraLink } from './camera-link.ts';
import type { CamerasInPlace, CameraWatch } from './camera-watch.ts';
import { DEAF } from './hardware-troubles.ts';
import { stanceOf } from './live-stance.ts';
import { SwingRecorder } from './swing-recorder.ts';
import { GuestVisits, type VisitKeeper } from './visit-desk.ts';
import type { ShotMeasured } from './witness.ts';

/** How often pending decisions, pulses and the emptiness of the bay are looked at. */
const TICK_MS = 50;

/** A full range strikes several balls a second; claps are asked for within seven seconds. */
const ONSETS_KEPT = 64;

export interface LiveBayParts {
  readonly bay: BayConfig;
  readonly cameras: readonly Camera[];
  readonly microphone: Microphone | null;
  readonly store: Store;
  readonly dispatcher: AnalysisDispatcher;
  readonly cameraWatch: CameraWatch;
  /** Tee, dispenser, lights and beams; null or absent in a bay without. The bay listens to it and does not close it. */
  readonly hardware?: BayHardware | null;
  /** None in a bay that measures no ball. The bay listens to them and does not close them. */
  readonly launchMonitors?: readonly LaunchMonitor[];
  /** How long the monitor takes from impact to its message, as learnt when shots were joined to swings. */
  readonly shotDelay?: (shot: Shot) => ShotMeasured['delay'];
  /** What is wrong with the bay's lines to the outside; absent where it has none. */
  readonly linesTroubles?: () => readonly BayTrouble[];
  /** Who plays, and when a visit ends; without it everybody is a guest. */
  readonly visits?: VisitKeeper;
  /** A card was shown: its number goes to whoever knows players, and into no fact. */
  readonly onCard?: (card: string) => void;
  /** Absent: a swing is measured once it is recorded. */
  readonly headStart?: BeginHeadStart;
  /** This boot of the machine: monotonic times of different boots are not compared. */
  readonly bootId: string;
  readonly runDirectory: string;
  readonly clock: Clock;
  readonly log: Log;
}

export class LiveBay {
  readonly #parts: LiveBayParts;
  readonly #facts = new Subject<BayFact>();
  readonly #cameras: readonly CameraLink[];
  readonly #microphone: MicrophoneSource | null;
  readonly #recorder: SwingRecorder;
  readonly #recordings = new Set<Promise<void>>();
  readonly #equipment: BayEquipment | null;
  #shots: Subscription | null = null;
  #machine: BayMachine;
  readonly #visits: VisitKeeper;
  #ticker: NodeJS.Timeout | undefined;
  #unstored: BayTrouble | null = null;
  #deaf: BayTrouble | null = null;
  #isOutOfOrder = false;
  #outerTold = '[]';
  #onsets: readonly HeardImpact[] = [];

  constructor(parts: LiveBayParts) {
    this.#parts = parts;
    const { bay, runDirectory, clock, log } = parts;
    this.#visits = parts.visits ?? new GuestVisits();
    this.#equipment = this.#equipmentOf(parts);
    this.#machine = newBayMachine({
      microphone: parts.microphone !== null,
      cameras: bay.posesPerSecondMax > 0,
      // A controller announces its beam after the line is up: until then it is one that is silent.
      beam: this.#equipment !== null,
      launchMonitor: (parts.launchMonitors ?? []).length > 0,
    });
    if (this.#equipment !== null) this.#machine = withBeamSilent(this.#machine);
    this.#cameras = parts.cameras.map(
      (config) =>
        new CameraLink({
          config,
          runDirectory,
          posesPerSecondMax: bay.posesPerSecondMax,
          ringSeconds: bay.ringSeconds,
          stalledAfterMs: bay.stalledAfterMs,
          clock,
          log,
          onPose: (camera, capturedAtNs, image) => this.#seePose(camera, capturedAtNs, image),
          onPicture: (camera, picture, resolution) =>
            this.#facts.next({ type: 'picture-arrived', camera, resolution, picture }),
          onHealthChanged: (camera) => this.#cameraChanged(camera),
        }),
    );
    this.#microphone = parts.microphone === null ? null : this.#openMicrophone(parts.microphone);
    this.#recorder = new SwingRecorder({
      bay: bay.name,
      bootId: parts.bootId,
      store: parts.store,
      cameras: () => this.#cameras,
      scratchDirectory: runDirectory,
      soundAt: (fromNs, toNs) => this.#microphone?.cutAtBall(fromNs, toNs) ?? null,
      headStart: parts.headStart,
      clock,
      log,
    });
  }

  /** Hot: begins with the next fact. Completes when the bay is closed. */
  get facts(): Subject<BayFact> {
    return this.#facts;
  }

  get stage(): BayStage {
    return this.#machine.stage;
  }

  get cameras(): readonly CameraLink[] {
    return this.#cameras;
  }

  /** The parts that can fail by themselves, each with what is wrong with it just now. */
  get parts(): { readonly name: string; readonly trouble: BayTrouble | null }[] {
    const cameras = this.#cameras.map(({ config, trouble }) => ({ name: `camera ${config.name}`, trouble }));
    const microphone = this.#microphone === null ? [] : [{ name: 'microphone', trouble: this.#deaf }];
    const hardware = (this.#equipment?.troubles ?? []).map((trouble) => ({ name: 'hardware', trouble }));
    return [...cameras, ...microphone, { name: 'recorder', trouble: this.#unstored }, ...hardware];
  }

  get troubles(): BayTrouble[] {
    const ofParts = this.parts.map((part) => part.trouble).filter((trouble) => trouble !== null);
    return [
      ...ofParts,
      ...this.#parts.cameraWatch.troubles,
      ...this.#parts.store.disk.warnings(),
      ...this.#outerTroubles(),
    ];
  }

  /** Tee, lights and whatever else the bay drives; null in a bay without. */
  get equipment(): BayEquipment | null {
    return this.#equipment;
  }

  get launchMonitors(): readonly LaunchMonitor[] {
    return this.#parts.launchMonitors ?? [];
  }

  /** What is wrong with the lines to the outside. */
  get linesTroubles(): readonly BayTrouble[] {
    return this.#parts.linesTroubles?.() ?? [];
  }

  /** Whether the microphone gives sound; null in a bay without one. */
  get microphoneState(): 'working' | 'silent' | null {
    return this.#microphone === null ? null : this.#deaf === null ? 'working' : 'silent';
  }

  /** What the microphone heard last, at most so many sharp sounds. */
  get onsets(): readonly HeardImpact[] {
    return this.#onsets;
  }

  /** Whether the calibrated cameras are where they were. */
  get camerasInPlace(): CamerasInPlace {
    return this.#parts.cameraWatch.inPlace;
  }

  /** The visit that swings are recorded under; a new one begins when somebody steps onto an empty mat. */
  get session(): string {
    return this.#visits.session;
  }

  open(): void {
    for (const camera of this.#cameras) camera.start();
    this.#microphone?.start();
    this.#parts.dispatcher.start((fact) => this.#settle(fact));
    this.#parts.store.disk.onChange(() => this.#facts.next({ type: 'warnings-changed' }));
    this.#equipment?.open();
    this.#shots = merge(...this.launchMonitors.map(({ shots }) => shots)).subscribe((shot) => this.#measure(shot));
    this.#ticker = setInterval(() => this.#tick(), TICK_MS);
  }

  /** Ends the cameras, waits for swings that are being recorded, ends the analyses. Idempotent. */
  async close(): Promise<void> {
    clearInterval(this.#ticker);
    this.#equipment?.close();
    this.#shots?.unsubscribe();
    await Promise.all(this.#recordings);
    await Promise.all([...this.#cameras.map((camera) => camera.stop()), this.#microphone?.close()]);
    await this.#parts.dispatcher.stop();
    this.#facts.complete();
  }

  /**
   * Takes new calibrations of its cameras and a new way of sound into use, for swings from now on. The watch over
   * cameras begins anew where they are other ones.
   */
  recalibrate({ cameras, microphone }: Pick<LiveBayParts, 'cameras' | 'microphone'>): void {
    for (const link of this.#cameras) {
      link.recalibrate(cameras.find(({ name }) => name === link.config.name)?.calibration);
    }
    if (microphone !== null) this.#microphone?.useSoundPath(microphone);
    this.#parts.cameraWatch.recalibrate(cameras);
    this.#facts.next({ type: 'warnings-changed' });
  }

  /** A shot has been stored, with the swing that it was measured of or without one. */
  noteShotJoined(shot: string, swing: string | null): void {
    this.#facts.next({ type: 'shot-joined', shot, swing });
  }

  /** A shot came after its swing's report, and the report has a new revision that carries it. */
  noteReportRevised(swing: string, revision: number): void {
    this.#facts.next({ type: 'swing-settled', swing, revision, status: 'completed' });
  }

  /** Takes the bay out of service, or back: whoever plays is not interrupted. */
  setOutOfOrder(isOn: boolean): void {
    if (this.#isOutOfOrder === isOn) return;
    this.#isOutOfOrder = isOn;
    this.#equipment?.tell({ type: 'out-of-order', isOn });
    this.#facts.next({ type: 'availability-changed' });
  }

  get isOutOfOrder(): boolean {
    return this.#isOutOfOrder;
  }

  #equipmentOf({ hardware, bay, clock, log, onCard }: LiveBayParts): BayEquipment | null {
    if (hardware === null || hardware === undefined) return null;
    return new BayEquipment({
      ...{ hardware, clock, log, cycle: bay.cycle },
      onEvent: (event) => this.#advance(event),
      onFact: (fact) => this.#facts.next(fact),
      ...(onCard === undefined ? {} : { onCard }),
    });
  }

  #measure(shot: Shot): void {
    const delay = this.#parts.shotDelay?.(shot) ?? null;
    const measured = { receivedNs: shot.receivedNs, delay, hasBallFlight: shot.ball !== null };
    this.#facts.next({ type: 'shot-measured', shot });
    this.#advance({ type: 'shot', shot: measured });
  }

  #openMicrophone(config: Microphone): MicrophoneSource {
    return new MicrophoneSource(
      config,
      {
        onImpact: (heard) => {
          const { struckAtNs, strength, levelDb, uncertaintyMs } = heard;
          this.#onsets = [...this.#onsets, heard].slice(-ONSETS_KEPT);
          const sound = { atNs: struckAtNs, strength, levelDb, uncertaintyNs: uncertaintyMs * NS_PER_MS };
          this.#advance({ type: 'sound', sound });
        },
        onBlock: () => this.#sayDeaf(null),
        onStopped: ({ reason }) => {
          if (reason !== 'stopped') this.#sayDeaf(DEAF);
        },
      },
      this.#parts.log,
    );
  }

  #sayDeaf(trouble: BayTrouble | null): void {
    if (this.#deaf === trouble) return;
    this.#deaf = trouble;
    this.#advance({ type: 'witness', witness: 'sound', isWorking: trouble === null });
    this.#facts.next({ type: 'warnings-changed' });
  }

  /** What nobody tells of when it changes: looked at with every tick. */
  #outerTroubles(): BayTrouble[] {
    const ofMonitors = this.launchMonitors.flatMap((monitor) => monitor.state().obstacle ?? []);
    return [...ofMonitors.map((one) => ({ ...one, camera: null })), ...this.linesTroubles];
  }

  #tellOuterTroubles(): void {
    const troubles = JSON.stringify(this.#outerTroubles());
    if (troubles === this.#outerTold) return;
    this.#outerTold = troubles;
    this.#facts.next({ type: 'warnings-changed' });
  }

  #tick(): void {
    this.#tellOuterTroubles();
    const nowNs = this.#parts.clock.monotonicNs();
    for (const camera of this.#cameras) camera.checkPulse(nowNs);
    this.#advance({ type: 'tick' });
    this.#equipment?.tell({ type: 'tick' });
  }

  #seePose(camera: string, capturedAtNs: number, image: Float32Array | null): void {
    const stance = image === null ? null : (stanceOf(image) ?? null);
    this.#advance({ type: 'pose', camera, atNs: capturedAtNs, stance });
    const phase = this.#machine.phases[camera]?.name ?? null;
    this.#facts.next({ type: 'pose-seen', camera, capturedAtNs, image, phase });
  }

  #cameraChanged(camera: string): void {
    if (this.#cameras.find((link) => link.config.name === camera)?.trouble) {
      this.#advance({ type: 'camera-lost', camera });
    }
    const isWorking = this.#cameras.some((link) => link.trouble === null);
    this.#advance({ type: 'witness', witness: 'hands', isWorking });
    this.#facts.next({ type: 'warnings-changed' });
  }

  #advance(event: BayEvent): void {
    const step = advanceBay(this.#machine, event, this.#parts.clock.monotonicNs());
    this.#machine = step.machine;
    for (const effect of step.effects) this.#carryOut(effect);
  }

  #carryOut(effect: BayEffect): void {
    switch (effect.type) {
      case 'visit-began':
        this.#equipment?.tell({ type: 'visit-began' });
        if (this.#visits.stepUp()) this.#facts.next({ type: 'visit-began', session: this.session });
        return;
      case 'stage-changed':
        // Hardware first: motions are locked before anybody is told that the golfer swings.
        this.#equipment?.tell({ type: 'stage', stage: effect.stage });
        this.#facts.next({ type: 'stage-changed', stage: effect.stage });
        if (effect.stage === 'empty' && this.#visits.stepAway()) {
          this.#facts.next({ type: 'visit-ended', session: this.session });
        }
        return;
      case 'capture-swing': {
        const id = this.#recorder.newId();
        const { swing, fromNs, toNs } = effect;
        const { kind, impactBy, cameras } = swing;
        const clipMs = Math.round((toNs - fromNs) / NS_PER_MS);
        this.#parts.log.info({ swing: id, kind, impactBy, cameras, clipMs }, 'A swing happened.');
        this.#equipment?.tell({ type: 'swing', kind: swing.kind });
        this.#visits.noteSwing();
        this.#facts.next({ type: 'swing-detected', swing: id, kind: swing.kind, impactNs: swing.impactNs });
        const recording = this.#record(id, effect).finally(() => this.#recordings.delete(recording));
        this.#recordings.add(recording);
        return;
      }
    }
  }

  async #record(id: string, effect: Extract<BayEffect, { type: 'capture-swing' }>): Promise<void> {
    const { swing, fromNs, toNs } = effect;
    const { session, playerInTurn: player, clubInHand: club, handInTurn: handedness } = this.#visits;
    try {
      await this.#recorder.record(id, { swing, fromNs, toNs, session, player, club, handedness });
      this.#sayUnstored(null);
      this.#facts.next({ type: 'swing-stored', swing: id, kind: swing.kind });
      this.#parts.dispatcher.wake();
    } catch (error) {
      this.#parts.log.error({ error, swing: id }, 'A swing could not be recorded.');
      this.#sayUnstored({
        code: 'bay/swing-not-kept',
        message: 'The last swing could not be kept.',
        hint: 'Check the data disk of the bay; swings are kept again as soon as it can be written.',
        camera: null,
      });
      this.#settle({ type: 'swing-settled', swing: id, revision: 0, status: 'failed' });
    }
  }

  #settle(fact: BayFact): void {
    if (fact.type === 'swing-settled') this.#equipment?.tell({ type: 'result' });
    this.#facts.next(fact);
  }

  #sayUnstored(trouble: BayTrouble | null): void {
    if (this.#unstored === trouble) return;
    this.#unstored = trouble;
    this.#facts.next({ type: 'warnings-changed' });
  }
}
