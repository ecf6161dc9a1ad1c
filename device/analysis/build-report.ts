/** Everything that was found about a swing, as the one document about it. Pure but for the hash of the landmarks. */
import { createHash } from 'node:crypto';
import { encodePoseTrack } from '../store/pose-blob.ts';
import { offlineAdvice } from '../swing/advice/offline-advice.ts';
import { bodyMotion } from '../swing/events/body-motion.ts';
import type { FoundSwing } from '../swing/events/found-swing.ts';
import { phasesOf } from '../swing/events/phases.ts';
import { chooseDrills } from '../swing/faults/drill.ts';
import { findFaults } from '../swing/faults/find-faults.ts';
import { measureSwing } from '../swing/metrics/measure-swing.ts';
import { frameCount, type PoseTrack } from '../swing/pose/pose-track.ts';
import {
  REPORT_SCHEMA_VERSION,
  type ReportCamera,
  type SwingReport,
  swingReportSchema,
} from '../swing/report/swing-report.ts';
import { scoreSwing } from '../swing/score/score-swing.ts';
import { ALGORITHMS_VERSION } from './algorithms-version.ts';
import type { AnalysisRequest, KeyFrame } from './analysis-request.ts';
import type { ViewRead } from './read-view.ts';

export interface ReportParts {
  readonly request: AnalysisRequest;
  readonly views: readonly ViewRead[];
  /** On the report's clock, one a view. */
  readonly tracks: readonly PoseTrack[];
  /** Times on the report's clock. */
  readonly found: FoundSwing;
  readonly keyFrames: readonly KeyFrame[];
  readonly clips: SwingReport['clips'];
  /** CLOCK_MONOTONIC at the report's time zero. */
  readonly zeroNs: number;
  readonly swingbayVersion: string;
  readonly stagesMs: Record<string, number>;
}

export function buildReport(parts: ReportParts): SwingReport {
  const { request, views, tracks, found, keyFrames, clips, zeroNs } = parts;
  const { identity } = request;
  const events = [...found.events];
  const began = performance.now();
  const metrics = measureSwing({
    views: views.map(({ view }, i) => ({
      track: tracks[i] as PoseTrack,
      role: found.roles[i] ?? 'other',
      calibration: view.calibration,
    })),
    handedness: found.handedness,
    events,
    slowMotion: found.slowMotion,
    model: request.model,
  });
  const faults = findFaults(metrics, events);
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
    cameras: views.map((read, i) => cameraOf(read, tracks[i] as PoseTrack, found.roles[i] ?? 'other')),
    missing: [...identity.missing],
    events,
    phases: phasesOf(events, { timesMs: firstTrack.timesMs, speed: bodyMotion(firstTrack).handSpeed }),
    metrics,
    faults,
    score: scoreSwing(metrics, faults),
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
    },
    stagesMs: { ...parts.stagesMs, metrics: performance.now() - began },
  };
  return swingReportSchema.parse(report);
}

function cameraOf({ view, facts }: ViewRead, track: PoseTrack, role: ReportCamera['role']): ReportCamera {
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
  };
}
