/** The words of the swing domain that travel over the API; pages import them from here alone. */
export { EVENT_NAMES, type EventName, PHASE_NAMES, type PhaseName } from '../../swing/events/event-name.ts';
export { LANDMARK, type LandmarkName } from '../../swing/pose/landmark.ts';
export type {
  CameraRole,
  Handedness,
  MeasuredMetric,
  ReportFault,
  ReportMetric,
  SwingEvent,
  SwingKind,
  SwingPhase,
  SwingReport,
  WithheldReason,
} from '../../swing/report/swing-report.ts';
