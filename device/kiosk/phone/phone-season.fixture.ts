/**
 * A player's autumn behind the phone's page, on the real API and store: eight visits, the same golfer filmed in the first
 * of them and, slower, in the last.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { ApiInTest } from '../../api/fixtures/api-in-test.ts';
import { startApi } from '../../api/fixtures/api-in-test.ts';
import { loginOf, type Person, personIn } from '../../api/fixtures/people-in-test.ts';
import { EVENT_TIMES_MS, fillSeason, type SeasonOptions, TurnedClock } from '../../store/fixtures/player-season.ts';
import { temporaryDirectory } from '../../store/fixtures/store-in-directory.ts';
import type { StagedMedia } from '../../store/media-rows.ts';
import { type EncodedPoses, encodePoses } from '../../store/pose-repository.ts';
import type { Store } from '../../store/store.ts';
import { drillsFor } from '../../swing/drills/choose-drills.ts';
import { EVENT_NAMES } from '../../swing/events/event-name.ts';
import { LANDMARK_COUNT } from '../../swing/pose/landmark.ts';
import { emptyPoseTrack, IMAGE_VALUES } from '../../swing/pose/pose-track.ts';
import type { SwingReport } from '../../swing/report/swing-report.ts';
import { SCRIPTED_CAMERAS, SWING_CLIP_MS } from '../dev/scripted-golfer.ts';
import { type ScriptedMedia } from '../dev/scripted-media.ts';
import { PICTURE } from '../dev/scripted-picture.ts';

const FIRST_VISIT = '2026-09-29T17:00:00.000Z';
const VISITS = 8;
const SHOTS = 12;
/** Enough for the limit of requests to forget what was asked before. */
const PAUSE_MS = 90_000;
const TODAY = '2026-11-24T18:00:00.000Z';
/** How much longer the last swing takes than the first. */
export const SLOWER = 1.25;

export interface PhoneSeason {
  readonly api: ApiInTest;
  readonly player: string;
  /** Ids, visit by visit. */
  readonly shots: readonly (readonly string[])[];
  /** Of the first visit and of the last. */
  readonly filmed: { readonly first: string; readonly last: string };
  /** Logs a page in and opens a place of the phone on it, such as `#progress`. */
  open(page: Page, hash: string, language?: string): Promise<void>;
  close(): Promise<void>;
}

export async function openSeason(
  pages: string,
  media: ScriptedMedia,
  changes: Partial<Pick<SeasonOptions, 'handedness' | 'to'>> = {},
): Promise<PhoneSeason> {
  const clock = new TurnedClock(FIRST_VISIT);
  const api = await startApi({ clock, pagesDirectory: pages });
  let anna = await personIn(api, 'player', 'anna');
  const { player } = anna;
  const to = changes.to ?? VISITS;
  const [early, late] = [await filmed(api.store, media, 1), await filmed(api.store, media, SLOWER)];
  const season: SeasonOptions = {
    ...{ player, firstVisit: FIRST_VISIT, to, shots: SHOTS, ...changes },
    with: ({ visit, isLast }) => (isLast && visit === 0 ? early : isLast && visit === to - 1 ? late : {}),
  };
  const before = fillSeason(api.store, clock, { ...season, to: Math.min(4, to) });
  if (to > 4) practise(api.store, clock, player);
  const shots = [...before, ...(to > 4 ? fillSeason(api.store, clock, { ...season, from: 4 }) : [])];
  clock.turnTo(TODAY);
  return {
    api,
    player,
    shots,
    filmed: { first: shots[0]?.at(-1) ?? '', last: shots.at(-1)?.at(-1) ?? '' },
    async open(page, hash, language = 'en') {
      clock.pass(PAUSE_MS);
      anna = await loginOf(api, player);
      await page.clock.setFixedTime(clock.wall());
      await page.addInitScript(
        ([login, spoken]) => {
          localStorage.setItem('swingbay.login', login ?? '');
          localStorage.setItem('swingbay.language', spoken ?? 'en');
        },
        [JSON.stringify(loginFor(anna, clock)), language],
      );
      await page.goto(`${api.origin}/phone?at=${clock.wall().getTime()}${hash}`);
    },
    close: () => api.close(),
  };
}

/** What was done after the fourth visit: a drill and two goals. */
function practise(store: Store, clock: TurnedClock, player: string): void {
  clock.pass(3_600_000);
  const [drill] = drillsFor('short-turn');
  if (drill !== undefined) store.players.noteDrillDone(player, drill.id, 'Slowly, twice round the basket.');
  const any = { club: null, high: null, dueOn: '2026-12-24' };
  store.goals.set(player, { ...any, metric: 'shoulder-turn', at: 'top', low: 75 });
  store.goals.set(player, { ...any, metric: 'spine-angle', at: 'impact', low: 32, high: 40 });
}

function loginFor({ player, accessToken, refreshToken }: Person, clock: TurnedClock) {
  const nowMs = clock.wall().getTime();
  return { player, accessToken, refreshToken, accessEndsAtMs: nowMs + 800_000, refreshEndsAtMs: nowMs + 600_000_000 };
}

interface Filmed {
  readonly report: Partial<SwingReport>;
  readonly media: StagedMedia[];
  readonly poses: EncodedPoses[];
}

/** The scripted golfer's clips and poses, `slower` times as long. */
async function filmed(store: Store, media: ScriptedMedia, slower: number): Promise<Filmed> {
  const staged: StagedMedia[] = [];
  const poses: EncodedPoses[] = [];
  for (const camera of SCRIPTED_CAMERAS) {
    const swing = media.clips.get(camera.name)?.swing;
    if (swing === undefined) throw new RangeError(`there is no clip of ${camera.name}`);
    const bytes = slower === 1 ? swing.mp4 : stretched(swing.mp4, slower);
    const kept = await store.media.stage({
      ...{ kind: 'clip', camera: camera.name, mediaType: 'video/mp4' },
      content: { bytes },
    });
    if (kept.isStored) staged.push(kept.media);
    const timesMs = Float64Array.from(swing.landmarks, (_, frame) => (frame * 1000 * slower) / PICTURE.fps);
    const track = emptyPoseTrack(camera.name, PICTURE, timesMs);
    for (const [frame, landmarks] of swing.landmarks.entries()) {
      if (landmarks === null) continue;
      track.presence[frame] = 1;
      for (let n = 0; n < LANDMARK_COUNT; n++) {
        const [x = 0, y = 0, seen = 0] = landmarks.slice(n * 3, n * 3 + 3);
        track.image.set([x * PICTURE.width, y * PICTURE.height, 0, seen], (frame * LANDMARK_COUNT + n) * IMAGE_VALUES);
      }
    }
    track.world.fill(0);
    poses.push(encodePoses(track));
  }
  return {
    report: {
      events: EVENT_NAMES.map((name) => {
        const timeMs = EVENT_TIMES_MS[name] * slower;
        const frame = Object.fromEntries(SCRIPTED_CAMERAS.map((each) => [each.name, Math.round(timeMs / 16.7)]));
        return { name, timeMs, frame, confidence: 0.95, by: 'hands' };
      }),
      clips: staged.map(({ camera, sha256, bytes, mediaType }) => ({
        ...{ camera: camera ?? '', sha256, bytes, mediaType, fromMs: 0, toMs: SWING_CLIP_MS * slower },
      })),
      landmarks: poses.map(({ camera, sha256, frames }) => ({ camera, sha256, frames })),
    },
    media: staged,
    poses,
  };
}

function stretched(mp4: Buffer, slower: number): Buffer {
  const directory = temporaryDirectory();
  const [from, to] = [join(directory.path, 'from.mp4'), join(directory.path, 'to.mp4')];
  try {
    writeFileSync(from, mp4);
    const args = ['-v', 'error', '-itsscale', String(slower), '-i', from, '-c', 'copy', '-movflags', '+faststart', to];
    const { status, stderr } = spawnSync('ffmpeg', args);
    if (status !== 0) throw new Error(`ffmpeg: ${stderr.toString()}`);
    return readFileSync(to);
  } finally {
    rmSync(directory.path, { recursive: true, force: true });
  }
}
