/** Swings of the store as the bodies that travel. */

import { isElsewhere, type StoredMedia } from '../../store/media-rows.ts';
import type { StoredSwing } from '../../store/swing-record.ts';
import { LANDMARK_COUNT } from '../../swing/pose/landmark.ts';
import { IMAGE_VALUES, type PoseTrack } from '../../swing/pose/pose-track.ts';
import { FIGURE_JOINT_COUNT, FIGURE_JOINTS, type SpaceFigure } from '../../swing/figure/space-figure.ts';
import type { Handedness, SwingReport } from '../../swing/report/swing-report.ts';
import type { ClipPoses, SwingDetail, SwingJoints, SwingSummary } from '../contract/rest.ts';

const X = 0;
const Y = 1;
const VISIBILITY = 3;
/** A tenth of a pixel of a 1000-pixel picture, less than the model's own scatter. */
const DECIMALS = 1e4;

/** What a list says of a swing's newest report. */
type Told = Pick<SwingSummary, 'score' | 'club' | 'mainFault'>;

const NOTHING_YET: Told = { score: null, club: null, mainFault: null };

export function toldOf(report: Pick<SwingReport, 'score' | 'club' | 'faults'> | null): Told {
  if (report === null) return NOTHING_YET;
  return { score: report.score?.overall ?? null, club: report.club, mainFault: report.faults[0]?.id ?? null };
}

export function swingSummaryOf(swing: StoredSwing, { score, club, mainFault }: Told): SwingSummary {
  const { id, kind, recordedAt, status, revision, session, player, bay } = swing;
  return { id, kind, recordedAt, status, revision, score, club, mainFault, session, player, bay };
}

export function swingDetailOf(swing: StoredSwing, told: Told, media: readonly StoredMedia[]): SwingDetail {
  return {
    ...swingSummaryOf(swing, told),
    failure: swing.failure,
    missing: swing.missing.map((part) => ({ ...part })),
    clips: media
      .filter((file) => file.kind === 'clip')
      .map((file) => {
        const { camera, bytes, mediaType } = file;
        const state = isElsewhere(file) ? 'remote' : file.state;
        return { camera, state, bytes, mediaType, url: videoUrl(swing.id, camera) };
      }),
  };
}

function videoUrl(id: string, camera: string | null): string {
  const query = camera === null ? '' : `?camera=${encodeURIComponent(camera)}`;
  return `/api/v1/swings/${id}/video${query}`;
}

/** What the replay draws: places in the picture alone, as fractions, so that any size of screen can show them. */
export function clipPosesOf(track: PoseTrack): ClipPoses {
  const { camera, width, height, timesMs, image, presence } = track;
  const landmarks = Array.from(presence, (isThere, frame) => {
    const row = frame * LANDMARK_COUNT * IMAGE_VALUES;
    // A row without a person is NaN, which JSON does not know.
    if (isThere === 0 || Number.isNaN(image[row + X])) return null;
    const values: number[] = [];
    for (let landmark = 0; landmark < LANDMARK_COUNT; landmark++) {
      const at = row + landmark * IMAGE_VALUES;
      values.push(
        rounded((image[at + X] ?? 0) / width),
        rounded((image[at + Y] ?? 0) / height),
        rounded(image[at + VISIBILITY] ?? 0),
      );
    }
    return values;
  });
  return { camera, timesMs: Array.from(timesMs, rounded), landmarks };
}

function rounded(value: number): number {
  return Math.round(value * DECIMALS) / DECIMALS;
}

/** To the millimetre, which is finer than any joint is known. */
export function swingJointsOf(figure: SpaceFigure, handedness: Handedness): SwingJoints {
  const { method, cameras, timesMs, joints, shaft } = figure;
  const values = FIGURE_JOINT_COUNT * 3;
  const place = (metres: number) => (Number.isNaN(metres) ? null : Math.round(metres * 1000) / 1000);
  return {
    method,
    cameras: [...cameras],
    handedness,
    names: [...FIGURE_JOINTS],
    timesMs: Array.from(timesMs, (time) => Math.round(time * 100) / 100),
    joints: Array.from(timesMs, (_, frame) => Array.from(joints.subarray(frame * values, (frame + 1) * values), place)),
    shaft: Array.from(timesMs, (_, frame) => {
      const [x, y, z] = Array.from(shaft.subarray(frame * 3, frame * 3 + 3), place);
      return x == null || y == null || z == null ? null : [x, y, z];
    }),
  };
}
