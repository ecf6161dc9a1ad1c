/** Shows the live bay to the API in the words of its contract: facts become messages, troubles become warnings. */
import { setTimeout as sleep } from 'node:timers/promises';
import { defer, EMPTY, filter, finalize, map, mergeMap, type Observable, skipWhile, Subject } from 'rxjs';
import type { BayMessage, BayPart, BayView, UploadedVideo } from './api/bay-view.port.ts';
import type { DeviceCheck, Exercise } from './api/contract/devices.ts';
import type { Resolution } from './api/contract/live-picture.ts';
import type {
  BayHardware,
  BayState,
  BayWarning,
  CamerasInPlace,
  LiveCamera,
  SwingStatus,
} from './api/contract/realtime.ts';
import type { BayFact } from './bay/bay-fact.ts';
import {
  brokerCheck,
  cameraCheck,
  diskCheck,
  hardwareChecks,
  launchMonitorCheck,
  microphoneCheck,
} from './bay/device-check.ts';
import { deviceUnknown, exerciseDevice } from './bay/device-exercise.ts';
import { liveAnglesOf } from './bay/live-angles.ts';
import type { LiveBay } from './bay/live-bay.ts';
import { recordUpload, type UploadRecorderParts } from './bay/upload-recorder.ts';
import { viewErrorsOf } from './bay/view-check.ts';
import type { VisitDesk } from './bay/visit-desk.ts';
import type { EncodedUnit } from './capture/frame-source.port.ts';
import { renditionsOf } from './capture/rendition.ts';
import { modelCheck } from './model-check.ts';
import type { DeviceState, HardwareState } from './ports/bay-hardware.port.ts';
import type { VoiceDesk, VoiceWords } from './voice/voice-desk.ts';
import { LANDMARK_COUNT } from './swing/pose/landmark.ts';
import { IMAGE_VALUES } from './swing/pose/pose-track.ts';

/** Where a landmark keeps its visibility, behind x, y and z. */
const VISIBILITY = 3;

const SHOWN_DEVICES: ReadonlySet<DeviceState['kind']> = new Set([
  'tee',
  'dispenser',
  'light',
  'ball-beam',
  'emergency-stop',
]);

export class LiveBayView implements BayView {
  readonly messages: Observable<BayMessage>;
  readonly #bay: LiveBay;
  readonly #visits: VisitDesk;
  readonly #uploads: UploadRecorderParts;
  readonly #onQueued: () => void;
  readonly #voice: VoiceDesk;

  constructor(bay: LiveBay, visits: VisitDesk, uploads: UploadRecorderParts, onQueued: () => void, voice: VoiceDesk) {
    this.#bay = bay;
    this.#visits = visits;
    this.#uploads = uploads;
    this.#onQueued = onQueued;
    this.#voice = voice;
    // One translation of each fact, however many screens there are.
    const messages = new Subject<BayMessage>();
    bay.facts.pipe(mergeMap((fact) => this.#messagesOf(fact))).subscribe(messages);
    voice.words.pipe(map(wordsInWords)).subscribe((message) => messages.next(message));
    visits.changes.subscribe(({ session }) => {
      messages.next({ event: 'VISIT_CHANGED', data: { sessionId: session } });
    });
    this.messages = messages;
  }

  get name(): string {
    return this.#uploads.bay;
  }

  sessionId(): string {
    return this.#bay.session;
  }

  playersInVisit(session: string): readonly string[] {
    const { visit } = this.#visits;
    return visit.session === session && visit.over === null ? visit.players : [];
  }

  state(): BayState {
    return this.#bay.stage;
  }

  warnings(): BayWarning[] {
    return this.#bay.troubles;
  }

  camerasInPlace(): CamerasInPlace {
    return this.#bay.camerasInPlace;
  }

  hardware(): BayHardware | null {
    const state = this.#bay.equipment?.state;
    return state === undefined ? null : hardwareInWords(state);
  }

  isOutOfOrder(): boolean {
    return this.#bay.isOutOfOrder;
  }

  setOutOfOrder(isOn: boolean): void {
    this.#bay.setOutOfOrder(isOn);
  }

  cameras(): LiveCamera[] {
    return this.#bay.cameras.map(({ config: { name, role, width, height, fps } }) => ({
      ...{ name, role, width, height, fps },
      renditions: renditionsOf({ width, height, fps }),
    }));
  }

  parts(): BayPart[] {
    const voice = { name: 'voice', trouble: this.#voiceTrouble() };
    return [...this.#bay.parts, voice].map(({ name, trouble }) => ({
      name,
      status: trouble === null ? 'ok' : 'degraded',
      warning: trouble,
    }));
  }

  async devices(): Promise<DeviceCheck[]> {
    const { equipment, launchMonitors, microphoneState } = this.#bay;
    const deaf = this.#bay.troubles.find(({ code }) => code === 'microphone/silent') ?? null;
    return [
      ...this.#bay.cameras.map(({ config, trouble }) => cameraCheck(config.name, trouble)),
      ...(microphoneState === null ? [] : [microphoneCheck(deaf)]),
      ...(equipment === null ? [] : hardwareChecks(equipment.state)),
      ...launchMonitors.map((monitor) => launchMonitorCheck(monitor.state())),
      // The lines to elsewhere have states of their own, which say more than that something is wrong.
      ...this.#bay.linesTroubles.filter(({ code }) => code.startsWith('mqtt/')).map(brokerCheck),
      diskCheck(this.#uploads.store.disk.status()),
      await modelCheck(),
    ];
  }

  exercise(device: string): Promise<Exercise> {
    const { equipment } = this.#bay;
    if (equipment === null) return Promise.reject(deviceUnknown(device));
    return exerciseDevice(
      {
        stage: () => this.#bay.stage,
        state: () => equipment.state,
        command: (command) => equipment.command(command),
        pause: (ms) => sleep(ms),
      },
      device,
    );
  }

  async clearFault(device: string): Promise<Exercise> {
    const { equipment } = this.#bay;
    if (equipment?.state.devices.some(({ id }) => id === device) !== true) throw deviceUnknown(device);
    const said = await equipment.command({ type: 'clear-fault', device });
    if (said.status === 'done') return { device, outcome: 'done', reason: null };
    return { device, outcome: said.status, reason: said.status === 'refused' ? said.reason : said.fault };
  }

  pictures(camera: string, resolution: Resolution): Observable<EncodedUnit> {
    return defer(() => {
      const link = this.#bay.cameras.find(({ config }) => config.name === camera);
      if (link === undefined) return EMPTY;
      const release = link.watch(resolution);
      return this.#bay.facts.pipe(
        filter((fact) => fact.type === 'picture-arrived'),
        filter((fact) => fact.camera === camera && fact.resolution === resolution),
        map(({ picture }) => picture),
        skipWhile((picture) => !picture.isKeyFrame),
        finalize(release),
      );
    });
  }

  async submitUpload(upload: UploadedVideo): Promise<{ id: string; status: SwingStatus }> {
    const { file, mediaType, view, hand, player } = upload;
    const swing = await recordUpload(this.#uploads, this.#bay.session, {
      file,
      mediaType,
      view: view ?? null,
      handedness: hand === 'auto' ? null : hand,
      player,
    });
    this.#onQueued();
    return { id: swing.id, status: swing.status };
  }

  #messagesOf(fact: BayFact): BayMessage[] {
    switch (fact.type) {
      case 'device-changed':
        // Trigger and strobe change all the time, and no screen shows them.
        return SHOWN_DEVICES.has(fact.state.kind) ? [this.#bayState()] : [];
      case 'stage-changed':
      case 'warnings-changed':
      case 'hardware-link-changed':
      case 'stop-changed':
      case 'availability-changed':
        return [this.#bayState()];
      case 'pose-seen': {
        const { camera, capturedAtNs, image } = fact;
        const picture = this.#bay.cameras.find((link) => link.config.name === camera)?.config;
        if (picture === undefined) return [];
        const landmarks = image === null ? null : fractionsOf(image, picture);
        const angles = image === null ? null : liveAnglesOf(image);
        const errors = viewErrorsOf(image, picture);
        return [{ event: 'POSE_UPDATE', data: { camera, capturedAtNs, landmarks, angles, phase: fact.phase, errors } }];
      }
      case 'swing-detected':
        return [{ event: 'SWING_DETECTED', data: { swingId: fact.swing, kind: fact.kind, impactAtNs: fact.impactNs } }];
      case 'analysis-advanced':
        return [
          {
            event: 'ANALYSIS_PROGRESS',
            data: { swingId: fact.swing, stage: fact.stage, fraction: fact.fraction },
          },
        ];
      case 'swing-settled':
        return [
          {
            event: 'ANALYSIS_COMPLETE',
            data: { swingId: fact.swing, revision: fact.revision, status: fact.status },
          },
        ];
      case 'ball-dispensed':
      case 'card-shown':
        return [{ event: 'DEVICE_EVENT', data: { device: fact.device, what: fact.type } }];
      case 'picture-arrived':
      case 'visit-began':
      case 'visit-ended':
      case 'swing-stored':
      case 'shot-measured':
      case 'shot-joined':
        return [];
    }
  }

  /** For the people who look after the bay: a player cannot mend it, and sees on the screen what was not said. */
  #voiceTrouble(): BayWarning | null {
    const { trouble } = this.#voice;
    return trouble === null ? null : { ...trouble, camera: null };
  }

  #bayState(): BayMessage {
    const [state, warnings, camerasInPlace] = [this.state(), this.warnings(), this.camerasInPlace()];
    const [hardware, isOutOfOrder] = [this.hardware(), this.isOutOfOrder()];
    return { event: 'BAY_STATE', data: { state, warnings, camerasInPlace, hardware, isOutOfOrder } };
  }
}

/** 33 × (x, y, visibility), x and y as fractions of the picture. */
function fractionsOf(image: Float32Array, { width, height }: { width: number; height: number }): number[] {
  const landmarks: number[] = [];
  for (let at = 0; at < LANDMARK_COUNT * IMAGE_VALUES; at += IMAGE_VALUES) {
    // Four digits are a fifth of a pixel at full HD, and a third of the text.
    landmarks.push(
      fourDigits((image[at] ?? 0) / width),
      fourDigits((image[at + 1] ?? 0) / height),
      fourDigits(image[at + VISIBILITY] ?? 0),
    );
  }
  return landmarks;
}

function wordsInWords(words: VoiceWords): BayMessage {
  if (words.type === 'hush') return { event: 'AUDIO_HUSH', data: {} };
  const { text, language, sound, volume } = words;
  return {
    event: 'AUDIO_CUE',
    data: { text, language, volume, url: sound === null ? null : `/api/v1/voice/sounds/${sound}` },
  };
}

function fourDigits(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

/** What screens show of the hardware; what a device does not measure stays absent. */
function hardwareInWords({ link, isStopPressed, devices }: HardwareState): BayHardware {
  return {
    link,
    isStopPressed,
    devices: devices.map(({ id, kind, condition, fault, values }) => {
      const { heightMm, heightMaxMm, isBallPresent, stock, credit, level } = values;
      const measured = Object.entries({ heightMm, heightMaxMm, isBallPresent, stock, credit, level });
      return { id, kind, condition, fault, ...Object.fromEntries(measured.filter(([, value]) => value !== undefined)) };
    }),
  };
}
