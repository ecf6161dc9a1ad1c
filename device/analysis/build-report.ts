/** Everything that was found about a swing, as the one document about it. Pure but for the hash of the landmarks. */
import { createHash } from 'node:crypto';
import { encodePoseTrack } from '../store/pose-blob.ts';
import { offlineAdvice } from '../swing/advice/offline-advice.ts';
import type { CameraVerdict } from '../swing/calibration-watch/calibration-watch.ts';
import { markNudged } from '../swing/calibration-watch/nudged-camera.ts';
import { chooseDrills } from '../swing/drills/choose-drills.ts';
import { bodyMotion } from '../swing/events/body-motion.ts';
import type { FoundSwing } from '../swing/events/found-swing.ts';
import { phasesOf } from '../swing/events/phases.ts';
import { findFaults } from '../swing/faults/find-faults.ts';
import { measureSwing } from '../swing/metrics/measure-swing.ts';
import type { SwingMotion } from '../swing/metrics/swing-motion.ts';
import { frameCount, type PoseTrack } from '../swing/pose/pose-track.ts';
import {
  REPORT_SCHEMA_VERSION,
  type ReportCamera,
  type SwingReport,
  swingReportSchema,
} from '../swing/report/swing-report.ts';
import { scoreSwing } from '../swing/score/score-swing.ts';
import { alignmentOfStamps, type Stamp } from '../swing/view-alignment/stamp.ts';
import { ALGORITHMS_VERSION } from '../swing/algorithms-version.ts';
import type { AnalysisRequest, KeyFrame } from './analysis-request.ts';
import type { ViewRead } from './read-view.ts';

export interface ReportParts {
  readonly request: AnalysisRequest;
  readonly views: readonly ViewRead[];
  /** On the report's clock, one a view. */
  readonly tracks: readonly PoseTrack[];
  /** Times on the report's clock. */
  readonly found: FoundSwing;
  /** What is measured, corrected where it could be. */
  readonly motion: SwingMotion;
  /** The network that corrected it; null where none did. */
  readonly correctionSha256: string | null;
  /** Of the calibrated cameras that are watched. */
  readonly verdicts: readonly CameraVerdict[];
  readonly keyFrames: readonly KeyFrame[];
  /** What could not be done beside what the clips lack. */
  readonly missing: SwingReport['missing'];
  readonly clips: SwingReport['clips'];
  /** CLOCK_MONOTONIC at the report's time zero. */
  readonly zeroNs: number;
  readonly swingbayVersion: string;
  readonly stagesMs: Record<string, number>;
}

export function buildReport(parts: ReportParts): SwingReport {
  const { request, views, tracks, found, verdicts, keyFrames, clips, zeroNs } = parts;
  const verdictOf = (camera: string) => verdicts.find((verdict) => verdict.camera === camera);
  const { identity } = request;
  const events = [...found.events];
  const began = performance.now();
  const measured = measureSwing(parts.motion);
  const metrics = markNudged(measured, verdicts);
  const { faults, unjudged } = findFaults(metrics, events);
  const first = views[0] as ViewRead;
  const firstTrack = tracks[0] as PoseTrack;
  const report: SwingReport = {
    schemaVersion: REPORT_SCHEMA_VERSION,
    id: identity.id,
    revision: identity.revision,
    kind: identity.kind,
    bay: identity.bay,
    session: identity.session,
    player: identity.player,
    recordedAt: identity.recordedAt,
    order: { bootId: identity.bootId, monotonicNs: zeroNs, sequence: identity.sequence },
    handedness: found.handedness,
    club: identity.club,
    slowMotion: found.slowMotion,
    cameras: views.map((read, i) => ({
      ...cameraOf(read, tracks[i] as PoseTrack, found.roles[i] ?? 'other'),
      nudged: verdictOf(read.view.name)?.state === 'nudged',
      timeUncertaintyMs: timeUncertaintyOf(views, found, i),
    })),
    missing: [...identity.missing, ...parts.missing],
    events,
    phases: phasesOf(events, { timesMs: firstTrack.timesMs, speed: bodyMotion(firstTrack).handSpeed }),
    metrics,
    faults,
    unjudged,
    score: scoreSwing(metrics),
    drills: chooseDrills(faults),
    advice: { offline: offlineAdvice(metrics, faults), claude: null },
    shot: null,
    sound:
      found.heard === null
        ? null
        : { impactMs: found.heard.timeMs, strength: found.heard.strength, uncertaintyMs: found.heard.uncertaintyMs },
    keyFrames: keyFrames.map(({ event, camera, timeMs, width, height, sha256, jpeg }) => ({
      sha256,
      mediaType: 'image/jpeg',
      bytes: jpeg.length,
      event,
      camera,
      timeMs,
      width,
      height,
    })),
    clips,
    landmarks: tracks.map((track) => ({
      camera: track.camera,
      sha256: createHash('sha256').update(encodePoseTrack(track)).digest('hex'),
      frames: frameCount(track),
    })),
    versions: {
      swingbay: parts.swingbayVersion,
      algorithms: ALGORITHMS_VERSION,
      model: request.model,
      modelSha256: first.modelSha256,
      provider: first.provider,
      frameStride: request.frameStride,
      correction: parts.correctionSha256,
    },
    stagesMs: { ...parts.stagesMs, metrics: performance.now() - began },
  };
  return swingReportSchema.parse(report);
}

/** To the first camera's clock: by the stamps of both where they share one, else by how well the views were aligned. */
function timeUncertaintyOf(views: readonly ViewRead[], found: FoundSwing, camera: number): number | null {
  if (camera === 0) return 0;
  if (found.offsetUncertaintiesMs !== undefined) return found.offsetUncertaintiesMs[camera] ?? null;
  const [first, second] = [views[0] as ViewRead, views[camera] as ViewRead].map(({ view }) => ({
    stamped: view.stamped,
    uncertaintyMs: view.stampUncertaintyMs ?? null,
  })) as [Stamp, Stamp];
  return alignmentOfStamps(first, second)?.uncertaintyMs ?? null;
}

function cameraOf(
  { view, facts }: ViewRead,
  track: PoseTrack,
  role: ReportCamera['role'],
): Omit<ReportCamera, 'nudged' | 'timeUncertaintyMs'> {
  const frames = frameCount(track);
  const spanMs = frames < 2 ? 0 : (track.timesMs[frames - 1] as number) - (track.timesMs[0] as number);
  return {
    name: view.name,
    role,
    width: facts.width,
    height: facts.height,
    fps: spanMs > 0 ? ((frames - 1) * 1000) / spanMs : Math.max(facts.fps, 1),
    frames,
    stamped: view.stamped,
    calibrated: view.calibration !== null,
    ...(view.calibration === null ? {} : { calibration: view.calibration }),
  };
}
