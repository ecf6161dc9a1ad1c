/**
 * A swing's clips become its report: pose, events, metrics, key frames, in this order. Nothing here decides about golf;
 * the decisions are in `swing`.
 */
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { probeVideo, type VideoFacts } from '../capture/video-probe.ts';
import { NS_PER_MS, systemClock } from '../clock/clock.ts';
import { projectRoot } from '../config/project-root.ts';
import {
  type CalibrationWatch,
  type CameraVerdict,
  watchOf,
  watchSwing,
} from '../swing/calibration-watch/calibration-watch.ts';
import { isTrusted } from '../swing/calibration-watch/nudged-camera.ts';
import { embedSwing } from '../swing/embedding/embed-swing.ts';
import { findSwings } from '../swing/events/find-swing.ts';
import type { FoundSwing } from '../swing/events/found-swing.ts';
import type { HeardImpact, ImpactStamp } from '../swing/events/sound-clue.ts';
import { spaceFigure } from '../swing/figure/space-figure.ts';
import { cameraCentre } from '../swing/geometry/camera-model.ts';
import { lengthOf } from '../swing/geometry/vector.ts';
import type { SwingMotion } from '../swing/metrics/swing-motion.ts';
import type { PoseTrack } from '../swing/pose/pose-track.ts';
import type { SwingReport } from '../swing/report/swing-report.ts';
import { pathOfCamera, UNMEASURED_CAMERA } from '../swing/sound/sound-path.ts';
import type { AnalysisRequest, AnalysisResult, OnProgress, ViewRequest } from './analysis-request.ts';
import { buildReport } from './build-report.ts';
import { correctedEvents, correctJoints, UNCORRECTED } from './correct-joints.ts';
import { nobodySeen, noSuchSwing, noSwingSeen } from './errors.ts';
import type { HeadStart } from './head-start.ts';
import { type FileSound, hearImpacts } from './hear-impacts.ts';
import { impactSoundOf } from './impact-sound.ts';
import { keyFramesOf } from './key-frames.ts';
import { peopleOf } from './one-golfer.ts';
import { PoseCrew } from './pose-crew.ts';
import { clueReader } from './read-clues.ts';
import { readView, type ViewRead } from './read-view.ts';
import { watchEvidence } from './watch-evidence.ts';

/** Someone must be seen in more than this share of the frames. */
const PRESENT_SHARE_MIN = 0.05;
/** Of the whole analysis, the part that ends with the last pose. */
const POSE_SHARE = 0.9;

/**
 * `crew` is taken from the caller where it is warm already, else made and closed here. `head`: what was read of these
 * views while they were recorded.
 */
export async function analyzeViews(
  request: AnalysisRequest,
  onProgress: OnProgress = () => undefined,
  crew?: PoseCrew,
  head?: HeadStart,
): Promise<AnalysisResult> {
  const own = crew === undefined ? new PoseCrew() : null;
  try {
    return await analyzeWith(crew ?? (own as PoseCrew), request, onProgress, head);
  } finally {
    await own?.close();
  }
}

async function analyzeWith(
  crew: PoseCrew,
  request: AnalysisRequest,
  onProgress: OnProgress,
  head: HeadStart | undefined,
): Promise<AnalysisResult> {
  const began = performance.now();
  onProgress({ stage: 'probe', fraction: 0 });
  const [{ views, fileSounds }, clipFacts] = await Promise.all([
    readAll(head, crew, request, onProgress),
    Promise.all(request.views.map(mediaFacts)),
  ]);
  const posed = performance.now();
  if (views.every((view) => view.presentShare <= PRESENT_SHARE_MIN)) throw nobodySeen();

  onProgress({ stage: 'events', fraction: POSE_SHARE });
  const zeroMs = Math.min(...views.map(({ track }) => track.timesMs[0] ?? 0));
  const sharedClock = request.views.every(({ frameTimesNs }) => frameTimesNs !== null);
  const tracks = views.map((view) => shifted(whoSwings(view), -zeroMs));
  // The first view that has sound speaks for all; the clocks of several files need not agree.
  const speaks = views.findIndex(({ facts }) => facts.hasSound);
  const fileSound = fileSounds[speaks] ?? null;
  const swings = findSwings(
    tracks.map((track, i) => ({
      track,
      role: request.views[i]?.role ?? null,
      calibration: request.views[i]?.calibration ?? null,
    })),
    {
      read: clueReader(tracks.map((track, i) => ({ track, film: (views[i] as ViewRead).film }))),
      sounds: heardOnReportClock(request, fileSound?.impacts ?? [], zeroMs),
      soundsByView: fileSounds.map((file) =>
        (file?.impacts ?? []).map((sound) => ({ ...sound, timeMs: sound.timeMs - zeroMs })),
      ),
      stamps: stampsOnReportClock(request, zeroMs),
      impactHintMs: request.impactHintNs === null ? null : request.impactHintNs / NS_PER_MS - zeroMs,
      handedness: request.handedness,
      sharedClock,
    },
  );
  const { chosen, number, inTime } = choose(swings, request.swing);
  const aligned = tracks.map((track, i) => shifted(track, chosen.offsetsMs[i] ?? 0));
  const foundAt = performance.now();
  const watched = watchCameras(request, views, aligned, chosen);
  const watchedAt = performance.now();

  onProgress({ stage: 'metrics', fraction: 0.95 });
  const motion: SwingMotion = {
    views: views.map(({ view }, i) => ({
      track: aligned[i] as PoseTrack,
      role: chosen.roles[i] ?? 'other',
      calibration: isTrusted(watched?.verdicts.find(({ camera }) => camera === view.name)) ? view.calibration : null,
    })),
    handedness: chosen.handedness,
    events: chosen.events,
    slowMotion: chosen.slowMotion,
    model: request.model,
    club: chosen.club,
    impactSound: await impactSoundOf(request, fileSound, chosen.heard, zeroMs),
  };
  const corrected = await correctJoints(motion);
  const events = correctedEvents(motion, corrected.motion);
  const correctedAt = performance.now();
  const keyFrames = (
    await Promise.all(views.map(({ view, film }) => keyFramesOf(view.name, film, [...events])))
  ).flat();
  const framedAt = performance.now();
  onProgress({ stage: 'report', fraction: 0.98 });
  const measuredMotion: SwingMotion = { ...motion, events, corrected: corrected.motion };
  const report = buildReport({
    request,
    views,
    tracks: aligned,
    found: { ...chosen, events },
    verdicts: watched?.verdicts ?? [],
    keyFrames,
    motion: measuredMotion,
    correctionSha256: corrected.modelSha256,
    missing: corrected.failure === null ? [] : [{ what: UNCORRECTED, camera: null, reason: corrected.failure }],
    clips: aligned.map((track, i) => ({
      ...(clipFacts[i] as ClipFacts),
      camera: track.camera,
      fromMs: track.timesMs[0] ?? 0,
      toMs: track.timesMs.at(-1) ?? 0,
    })),
    // Files have no place on the monotonic clock: they are ordered by when they were analysed.
    zeroNs: sharedClock ? Math.round(zeroMs * NS_PER_MS) : systemClock.monotonicNs(),
    swingbayVersion: packageVersion(),
    stagesMs: {
      poseThreads: views.reduce((sum, { poseCpuMs }) => sum + poseCpuMs, 0),
      pose: posed - began,
      events: foundAt - posed,
      cameras: watchedAt - foundAt,
      correction: correctedAt - watchedAt,
      keyFrames: framedAt - correctedAt,
    },
  });
  onProgress({ stage: 'report', fraction: 1 });
  return {
    report,
    tracks: aligned,
    keyFrames,
    figure: spaceFigure(measuredMotion),
    embedding: embedSwing({
      views: aligned.map((track, i) => ({
        track,
        role: chosen.roles[i] ?? 'other',
        calibration: request.views[i]?.calibration ?? null,
      })),
      handedness: chosen.handedness,
      events: chosen.events,
      slowMotion: chosen.slowMotion,
    }),
    number,
    certainty: chosen.certainty,
    otherSwings: inTime.flatMap((swing, i) =>
      swing === chosen ? [] : [{ number: i + 1, impactMs: impactOf(swing), certainty: swing.certainty }],
    ),
    poseCpuMs: views.reduce((sum, view) => sum + view.poseCpuMs, 0),
    framesAnalysed: views.reduce((sum, view) => sum + view.framesAnalysed, 0),
    ...(watched === null ? {} : { watch: watched.watch }),
  };
}

function watchCameras(
  { watch, identity }: AnalysisRequest,
  views: readonly ViewRead[],
  tracks: readonly PoseTrack[],
  found: FoundSwing,
): { watch: CalibrationWatch; verdicts: CameraVerdict[] } | null {
  if (watch === undefined) return null;
  const watched = views.map(({ film, view }, i) => ({
    track: tracks[i] as PoseTrack,
    film,
    calibration: view.calibration,
  }));
  const current = watchOf(
    watch,
    watched.map(({ track, calibration }) => ({ camera: track.camera, calibration })),
  );
  return watchSwing(current, watchEvidence(current, watched, found, identity.session));
}

/** A swing that was read while it was recorded was heard then, too: its files are asked for nothing more. */
async function readAll(
  head: HeadStart | undefined,
  crew: PoseCrew,
  request: AnalysisRequest,
  onProgress: OnProgress,
): Promise<{ views: ViewRead[]; fileSounds: (FileSound | null)[] }> {
  const silent = request.views.map(() => null);
  const seen = request.heard === null ? null : await head?.viewsOf(request.views);
  if (seen) return { views: seen, fileSounds: silent };
  const facts = await Promise.all(request.views.map(({ file }) => probeVideo(file)));
  const [views, fileSounds] = await Promise.all([
    readViews(crew, request, facts, onProgress),
    request.heard === null ? soundsOf(request.views, facts) : Promise.resolve(silent),
  ]);
  return { views, fileSounds };
}

async function readViews(
  crew: PoseCrew,
  request: AnalysisRequest,
  facts: readonly VideoFacts[],
  onProgress: OnProgress,
): Promise<ViewRead[]> {
  const fractions = request.views.map(() => 0);
  let shown = 0;
  const { model, frameStride } = request;
  const settled = await Promise.allSettled(
    request.views.map((view, lane) =>
      readView(crew, view, facts[lane] as VideoFacts, {
        lane,
        model,
        frameStride,
        onProgress: (fraction) => {
          fractions[lane] = fraction;
          const mean = fractions.reduce((a, b) => a + b, 0) / fractions.length;
          if (mean - shown < 0.02) return;
          shown = mean;
          onProgress({ stage: 'pose', fraction: POSE_SHARE * mean });
        },
      }),
    ),
  );
  return settled.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason as Error;
    return outcome.value;
  });
}

/** One a view. Sound that cannot be read is a missing clue; unfit files are refused by their picture. */
function soundsOf(views: readonly ViewRequest[], facts: readonly VideoFacts[]): Promise<(FileSound | null)[]> {
  return Promise.all(
    views.map(async ({ file, calibration }, i) => {
      if (facts[i]?.hasSound !== true) return null;
      const path = calibration === null ? UNMEASURED_CAMERA : pathOfCamera(lengthOf(cameraCentre(calibration)));
      return await hearImpacts(file, path).catch(() => null);
    }),
  );
}

function heardOnReportClock(
  request: AnalysisRequest,
  fileSounds: readonly HeardImpact[],
  zeroMs: number,
): HeardImpact[] {
  const live = request.heard?.map(({ atNs, strength, uncertaintyNs }) => ({
    timeMs: atNs / NS_PER_MS,
    strength,
    uncertaintyMs: uncertaintyNs / NS_PER_MS,
  }));
  return (live ?? fileSounds).map((sound) => ({ ...sound, timeMs: sound.timeMs - zeroMs }));
}

function stampsOnReportClock({ impactStamp }: AnalysisRequest, zeroMs: number): ImpactStamp[] {
  if (impactStamp === undefined || impactStamp === null) return [];
  const { by, atNs, uncertaintyNs } = impactStamp;
  return [{ by, timeMs: atNs / NS_PER_MS - zeroMs, uncertaintyMs: uncertaintyNs / NS_PER_MS }];
}

/** The golfer is the person who swings; where nobody or everybody does, the one who is seen longest. */
function whoSwings({ track, film, view }: ViewRead): PoseTrack {
  const people = peopleOf(track);
  if (people.length === 1) return people[0] as PoseTrack;
  const certainty = (person: PoseTrack): number =>
    findSwings([{ track: person, role: view.role }], {
      read: clueReader([{ track: person, film }]),
      sounds: [],
      impactHintMs: null,
      handedness: null,
      sharedClock: true,
    })[0]?.certainty ?? 0;
  return people.map((person) => ({ person, sure: certainty(person) })).reduce((a, b) => (b.sure > a.sure ? b : a))
    .person;
}

function choose(
  swings: readonly FoundSwing[],
  asked: number | null,
): { chosen: FoundSwing; number: number; inTime: FoundSwing[] } {
  const best = swings[0];
  if (best === undefined) throw noSwingSeen();
  const inTime = [...swings].sort((a, b) => impactOf(a) - impactOf(b));
  const chosen = asked === null ? best : inTime[asked - 1];
  if (chosen === undefined) throw noSuchSwing(asked ?? 0, swings.length);
  return { chosen, number: inTime.indexOf(chosen) + 1, inTime };
}

function impactOf(swing: FoundSwing): number {
  return swing.events.find(({ name }) => name === 'impact')?.timeMs ?? 0;
}

function shifted(track: PoseTrack, byMs: number): PoseTrack {
  return byMs === 0 ? track : { ...track, timesMs: track.timesMs.map((timeMs) => timeMs + byMs) };
}

type ClipFacts = Pick<SwingReport['clips'][number], 'sha256' | 'mediaType' | 'bytes'>;

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.mp4': 'video/mp4',
  '.m4v': 'video/mp4',
  '.mov': 'video/quicktime',
  '.mkv': 'video/x-matroska',
  '.avi': 'video/x-msvideo',
  '.ts': 'video/mp2t',
};

/** A file that cannot be read is refused by its probe, with a better sentence. */
async function mediaFacts({ file }: ViewRequest): Promise<ClipFacts | null> {
  try {
    const hash = createHash('sha256');
    await pipeline(createReadStream(file), hash);
    const { size } = await stat(file);
    return {
      sha256: hash.digest('hex'),
      mediaType: MEDIA_TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream',
      bytes: size,
    };
  } catch {
    return null;
  }
}

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string };
  return version;
}
