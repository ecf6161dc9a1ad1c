/** A bay with a coach and a player who has been there often, on the real API: what the coach's page shows is stored. */
import type { ApiInTest } from '../../api/fixtures/api-in-test.ts';
import { type Person, personIn } from '../../api/fixtures/people-in-test.ts';
import { aSwing } from '../../store/fixtures/store-in-directory.ts';
import { type EncodedPoses, encodePoses } from '../../store/pose-repository.ts';
import { METRIC_CATALOGUE } from '../../swing/metrics/metric-catalogue.ts';
import { LANDMARK_COUNT } from '../../swing/pose/landmark.ts';
import { emptyPoseTrack, IMAGE_VALUES } from '../../swing/pose/pose-track.ts';
import type { ReportMetric, SwingReport } from '../../swing/report/swing-report.ts';
import { SCRIPTED_CAMERAS, SWING_CLIP_MS } from '../dev/scripted-golfer.ts';
import type { ScriptedMedia } from '../dev/scripted-media.ts';
import { PICTURE } from '../dev/scripted-picture.ts';
import { scriptedReport } from '../dev/scripted-report.ts';

export interface Lesson {
  readonly player: Person;
  /** With clips and poses of both cameras; the player's newest. */
  readonly swing: string;
}

/** The shoulder turn of each visit: it has really changed. */
const TURNS = [72, 73, 79, 85, 86, 87];
const SHOTS_A_VISIT = 5;

export async function lessonIn(api: ApiInTest, media: ScriptedMedia): Promise<Lesson> {
  const player = await personIn(api, 'player', 'Kim Fuller');
  api.store.players.change(player.player, {
    handedness: 'right',
    heightCm: 178,
    handicap: 14.2,
    goals: ['Break 80', 'A straighter driver'],
    limitations: ['Stiff left hip'],
    usualMiss: 'slice',
    club: 'I7',
  });
  for (const [visit, turn] of TURNS.entries()) {
    for (let shot = 0; shot < SHOTS_A_VISIT; shot++) {
      const { id } = api.store.swings.recordSwing(aSwing({ session: `visit-${visit}`, player: player.player }));
      const report = reportOf(id, turn + ((shot * 7) % 5) * 0.5, 6 + visit * 0.3 + shot * 0.1, []);
      api.store.swings.storeRevision({ report });
    }
  }
  const turnGoal = {
    metric: 'shoulder-turn',
    at: 'top',
    low: 85,
    high: null,
    club: null,
    dueOn: '2030-04-01',
  } as const;
  api.store.goals.set(player.player, turnGoal);
  api.store.goals.set(player.player, { ...turnGoal, metric: 'x-factor', low: 40, high: 41, dueOn: null });
  for (let times = 0; times < 3; times++) api.store.players.noteDrillDone(player.player, 'wall-behind-hips', null);
  return { player, swing: await filmedSwing(api, media, player.player) };
}

async function filmedSwing(api: ApiInTest, media: ScriptedMedia, player: string): Promise<string> {
  const staged = [];
  const clips: SwingReport['clips'] = [];
  for (const { name } of SCRIPTED_CAMERAS) {
    const bytes = media.clips.get(name)?.swing.mp4 ?? Buffer.alloc(0);
    const outcome = await api.store.media.stage({
      kind: 'clip',
      camera: name,
      mediaType: 'video/mp4',
      content: { bytes },
    });
    if (!outcome.isStored) throw new Error('the clip was not kept');
    staged.push(outcome.media);
    const { sha256 } = outcome.media;
    clips.push({ camera: name, sha256, mediaType: 'video/mp4', bytes: bytes.length, fromMs: 0, toMs: SWING_CLIP_MS });
  }
  const { id } = api.store.swings.recordSwing(aSwing({ session: 'visit-5', player, media: staged }));
  const poses = SCRIPTED_CAMERAS.map(({ name }) => posesOf(name, media));
  const landmarks = poses.map(({ camera, sha256, frames }) => ({ camera, sha256, frames }));
  api.store.swings.storeRevision({ report: { ...reportOf(id, 87, 8.1, clips), landmarks }, poses });
  return id;
}

function reportOf(id: string, turn: number, score: number, clips: SwingReport['clips']): SwingReport {
  const report = scriptedReport({
    ...{ id, sequence: 1, session: 'visit-5', bay: 'bay-1', kind: 'shot', isSlowMotion: false },
    ...{ score: Math.round(score * 10) / 10, keyFrames: [], clips },
  });
  const withTurn = report.metrics.map((metric) =>
    metric.id === 'shoulder-turn' && 'value' in metric
      ? { ...metric, value: turn, low: turn - 5, high: turn + 5 }
      : metric,
  );
  const known = new Set(withTurn.map((metric) => `${metric.id} ${metric.at}`));
  return {
    ...report,
    metrics: [...withTurn, ...OTHERS.filter((metric) => !known.has(`${metric.id} ${metric.at}`))].map(scattered(score)),
    landmarks: [],
  };
}

/** As much as swings of one golfer scatter, the same in every run. */
function scattered(seed: number): (metric: ReportMetric, index: number) => ReportMetric {
  return (metric, index) => {
    if (!('value' in metric) || metric.id === 'shoulder-turn') return metric;
    const off = Math.sin(seed * 37 + index * 5) * (metric.high - metric.low) * 0.4;
    return { ...metric, value: metric.value + off, low: metric.low + off, high: metric.high + off };
  };
}

/** The rest of the catalogue, so that the longest list is shown; the numbers mean nothing. */
const OTHERS: readonly ReportMetric[] = METRIC_CATALOGUE.flatMap(({ id, unit, moments, plausible }) =>
  moments.map(({ at }) => {
    const value = plausible.low + (plausible.high - plausible.low) * 0.55;
    const within = (plausible.high - plausible.low) * 0.02;
    const ends = { low: value - within, high: value + within };
    return { id, at, unit, value, ...ends, method: 'corrected', cameras: ['face-on', 'down-the-line'] };
  }),
);

function posesOf(camera: string, media: ScriptedMedia): EncodedPoses {
  const landmarks = media.clips.get(camera)?.swing.landmarks ?? [];
  const timesMs = Float64Array.from(landmarks, (_, frame) => (frame / PICTURE.fps) * 1000);
  const track = emptyPoseTrack(camera, PICTURE, timesMs);
  for (const [frame, values] of landmarks.entries()) {
    if (values === null) continue;
    track.presence[frame] = 1;
    track.world.fill(0, frame * LANDMARK_COUNT * 3, (frame + 1) * LANDMARK_COUNT * 3);
    for (let landmark = 0; landmark < LANDMARK_COUNT; landmark++) {
      const [x = 0, y = 0, visibility = 0] = values.slice(landmark * 3, landmark * 3 + 3);
      const row = (frame * LANDMARK_COUNT + landmark) * IMAGE_VALUES;
      track.image.set([x * PICTURE.width, y * PICTURE.height, 0, visibility], row);
    }
  }
  return encodePoses(track);
}
