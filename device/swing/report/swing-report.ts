import { z } from 'zod';
import { cameraCalibrationSchema } from '../geometry/camera-calibration.ts';
import { EVENT_NAMES, PHASE_NAMES } from '../events/event-name.ts';
import { coachAdviceSchema } from './coach-answer.ts';
import { reportShotSchema } from './shot-data.ts';

/**
 * The one document about a swing: store, API, sync, coach and pages all carry it.
 *
 * A stored report never changes; re-analysis or later advice is a new revision. Times are milliseconds from the
 * report's time zero, the first frame of its earliest clip. A number that the cameras present cannot know is
 * withheld with a reason, never guessed.
 */
export const REPORT_SCHEMA_VERSION = '1.2';

export const handednessSchema = z.enum(['left', 'right']);
export type Handedness = z.infer<typeof handednessSchema>;

export const cameraRoleSchema = z.enum(['face-on', 'down-the-line', 'other']);
export type CameraRole = z.infer<typeof cameraRoleSchema>;

export const swingKindSchema = z.enum(['shot', 'practice', 'upload']);
export type SwingKind = z.infer<typeof swingKindSchema>;

export const eventNameSchema = z.enum(EVENT_NAMES);
const phaseNameSchema = z.enum(PHASE_NAMES);

/** Why a number is not given. Pages carry a sentence for each. */
export const withheldReasonSchema = z.enum([
  'needs-second-camera',
  'needs-calibration',
  'camera-moved',
  'needs-face-on-view',
  'needs-down-the-line-view',
  'event-not-seen',
  'landmarks-hidden',
  'slow-motion',
  'clip-incomplete',
  'outside-plausible-range',
  'club-not-seen',
  'no-sound',
  'too-noisy',
  'not-measured-by-method',
]);
export type WithheldReason = z.infer<typeof withheldReasonSchema>;

export const metricMethodSchema = z.enum([
  'triangulated',
  'corrected',
  'monocular',
  'planar',
  'audio',
  'launch-monitor',
  'controller',
]);
export type MetricMethod = z.infer<typeof metricMethodSchema>;

const timeMs = z.number().describe('Milliseconds from the time zero of the report.');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const cameraSchema = z.strictObject({
  name: z.string().min(1),
  role: cameraRoleSchema,
  width: z.int().positive().describe('Of the upright picture, in pixels.'),
  height: z.int().positive(),
  fps: z.number().positive().describe('Frames a second, measured from their times.'),
  frames: z.int().nonnegative(),
  stamped: z.enum(['driver', 'arrival', 'controller']),
  calibrated: z.boolean(),
  calibration: cameraCalibrationSchema
    .optional()
    .describe('Where it stood and how it bends light when the swing was measured; absent where nobody noted it.'),
  nudged: z.boolean().describe('Whether it has been moved since its calibration, as far as this bay can tell.'),
  timeUncertaintyMs: z
    .number()
    .nonnegative()
    .nullable()
    .describe(
      'Its times are within ± so many milliseconds (90 %) of the clock of the report’s first camera; null where it is not known.',
    ),
});

const eventSchema = z.strictObject({
  name: eventNameSchema,
  timeMs,
  frame: z.record(z.string(), z.int().nonnegative()).describe('Index of the decoded frame, by camera name.'),
  confidence: z.number().min(0).max(1),
  by: z.string().describe('What found it: a rule’s name, such as `hands`, `shaft` or `sound`.'),
});
export type SwingEvent = z.infer<typeof eventSchema>;

const phaseSchema = z.strictObject({ name: phaseNameSchema, fromMs: z.number(), toMs: z.number() });
export type SwingPhase = z.infer<typeof phaseSchema>;

const metricId = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

const measuredMetricSchema = z.strictObject({
  id: metricId,
  at: eventNameSchema.nullable(),
  value: z.number(),
  unit: z.string(),
  low: z.number().describe('Lower end of the 90 % interval.'),
  high: z.number().describe('Upper end of the 90 % interval.'),
  method: metricMethodSchema,
  cameras: z.array(z.string()).describe('Empty for what no camera measured, such as a sound.'),
});

const withheldMetricSchema = z.strictObject({
  id: metricId,
  at: eventNameSchema.nullable(),
  withheld: withheldReasonSchema,
});

export const metricSchema = z.union([measuredMetricSchema, withheldMetricSchema]);
export type MeasuredMetric = z.infer<typeof measuredMetricSchema>;
export type WithheldMetric = z.infer<typeof withheldMetricSchema>;
export type ReportMetric = z.infer<typeof metricSchema>;

export function isMeasured(metric: ReportMetric): metric is MeasuredMetric {
  return 'value' in metric;
}

export const faultSeveritySchema = z.enum(['critical', 'major', 'minor']);

const faultSchema = z.strictObject({
  id: metricId,
  severity: faultSeveritySchema,
  phase: phaseNameSchema,
  evidence: z.array(metricId).min(1),
  likelihood: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('How likely the truth lies beyond the fault’s limit, by the interval of its evidence.'),
  leadsTo: z.array(metricId).optional().describe('Other faults of this report that this one tends to bring about.'),
});
export type ReportFault = z.infer<typeof faultSchema>;

const mediaReference = { sha256, mediaType: z.string(), bytes: z.int().nonnegative() };

const keyFrameSchema = z.strictObject({
  ...mediaReference,
  event: eventNameSchema,
  camera: z.string(),
  timeMs,
  width: z.int().positive(),
  height: z.int().positive(),
});

const clipSchema = z.strictObject({
  ...mediaReference,
  camera: z.string(),
  fromMs: timeMs,
  toMs: timeMs,
});

const landmarksSchema = z.strictObject({ camera: z.string(), sha256, frames: z.int().nonnegative() });

export const swingReportSchema = z.strictObject({
  schemaVersion: z.literal(REPORT_SCHEMA_VERSION),
  id: z.uuidv7(),
  revision: z.int().positive(),
  kind: swingKindSchema,
  bay: z.string(),
  session: z.string(),
  player: z.string().nullable(),
  recordedAt: z.iso.datetime(),
  storedAt: z.iso
    .datetime()
    .optional()
    .describe('When this revision was stored, UTC, for display; absent where nobody noted it.'),
  order: z.strictObject({
    bootId: z.string(),
    monotonicNs: z.number().describe('CLOCK_MONOTONIC at the time zero of the report; for a file, at its analysis.'),
    sequence: z.int().nonnegative(),
  }),
  handedness: handednessSchema,
  club: z.string().nullable(),
  slowMotion: z.strictObject({ suspected: z.boolean(), factor: z.number().positive().nullable() }),
  cameras: z.array(cameraSchema).min(1),
  missing: z
    .array(z.strictObject({ what: z.string(), camera: z.string().nullable(), reason: z.string() }))
    .describe('What the swing should have and does not, such as the clip of a camera that had stalled.'),
  events: z.array(eventSchema),
  phases: z.array(phaseSchema),
  metrics: z.array(metricSchema),
  faults: z.array(faultSchema),
  unjudged: z
    .array(metricId)
    .optional()
    .describe('Faults that nothing measured could show or rule out: their absence from `faults` says nothing.'),
  score: z
    .strictObject({
      overall: z.number().min(0).max(10),
      parts: z.record(z.string(), z.number().min(0).max(10)),
      restsOn: z.record(z.string(), z.array(metricId)).optional().describe('Metrics that each part was judged by.'),
      known: z.number().min(0).max(1).optional().describe('Share of the whole score that its known parts make up.'),
    })
    .nullable(),
  drills: z.array(z.string()),
  advice: z.strictObject({
    offline: z.array(z.string()),
    claude: coachAdviceSchema.nullable().describe('In words, of a coach that read this report; checked against it.'),
  }),
  shot: reportShotSchema.nullable(),
  sound: z
    .strictObject({ impactMs: timeMs, strength: z.number(), uncertaintyMs: z.number().nonnegative() })
    .nullable()
    .describe('The impact as the microphone heard it, back-dated to the ball.'),
  keyFrames: z.array(keyFrameSchema),
  clips: z.array(clipSchema),
  landmarks: z.array(landmarksSchema),
  versions: z.strictObject({
    swingbay: z.string(),
    algorithms: z.string(),
    model: z.string(),
    modelSha256: sha256,
    provider: z.string().describe('The execution provider that really ran.'),
    correction: sha256.nullable().optional().describe('The network that corrected the joints; null where none did.'),
    frameStride: z.int().positive().describe('1 when every frame was analysed, 2 when every second one was.'),
    measuredFrom: z
      .enum(['clips', 'landmarks'])
      .optional()
      .describe('`landmarks`: the clips were gone, so events are those of an earlier revision. Absent: clips.'),
  }),
  stagesMs: z
    .record(z.string(), z.number().nonnegative())
    .describe('How long each stage took; `poseThreads` is the processor time of the pose model, over all threads.'),
});

export type SwingReport = z.infer<typeof swingReportSchema>;
export type ReportCamera = SwingReport['cameras'][number];
