/**
 * A bay's database after years: real tables, filled by the statements that SQLite is fastest at. Reports are as long as
 * those of two cameras with everything measured; all swings share one clip.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { systemClock } from '../../../clock/clock.ts';
import { sampleReport } from '../../../store/fixtures/sample-report.ts';
import { storeConfigSchema } from '../../../store/store.config.ts';
import { openStore, type Store } from '../../../store/store.ts';
import { EVENT_NAMES } from '../../../swing/events/event-name.ts';
import type { SwingReport } from '../../../swing/report/swing-report.ts';
import { silentLog } from '../../../telemetry/log.ts';

export const CLIP_BYTES = 6 * 1024 * 1024;
const METRICS = 80;
const CAMERAS = ['face-on', 'down-the-line'];
const SWINGS_A_VISIT = 50;
/** One swing in so many shows the fault. */
const FAULTY_EVERY = 3;
const FAULT = 'early-extension';

export function openBenchStore(dataDirectory: string): Promise<Store> {
  const config = storeConfigSchema.parse({ dataDirectory, floorMiB: 0, reserveMiB: 0 });
  return openStore(config, { log: silentLog, clock: systemClock });
}

/** Answers the ids of the swings, by player in turns. */
export async function fillStore(
  dataDirectory: string,
  { swings, players }: { readonly swings: number; readonly players: number },
): Promise<void> {
  const store = await openBenchStore(dataDirectory);
  let template: string;
  try {
    for (let i = 0; i < players; i++) {
      const email = `player-${i}@range.example`;
      store.accounts.add({ name: `Player ${i}`, email, passwordHash: 'none', role: 'player', handedness: null });
    }
    const content = { bytes: randomBytes(CLIP_BYTES) };
    const clip = await store.media.stage({ kind: 'clip', camera: 'face-on', mediaType: 'video/mp4', content });
    const about = { kind: 'shot', bay: 'bay-1', session: 'visit-0', player: null, bootId: 'bench' } as const;
    template = store.swings.recordSwing({ ...about, monotonicNs: 0, media: clip.isStored ? [clip.media] : [] }).id;
    store.swings.storeRevision({ report: longReport(template) });
  } finally {
    await store.close();
  }
  copySwing(join(dataDirectory, 'swingbay.sqlite'), template, swings - 1);
}

export function swingIdAt(number: number): string {
  return `01900000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

function copySwing(file: string, template: string, times: number): void {
  const sqlite = new SqliteDatabase(file);
  try {
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = OFF');
    const numbers = `with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${times})`;
    const id = `printf('01900000-0000-7000-8000-%012x', n)`;
    sqlite.transaction(() => {
      sqlite.exec(`
        create temp table who as select row_number() over (order by id) - 1 as place, id from players;
        create unique index temp.who_place on who (place);
        ${numbers}
        insert into swings (id, kind, bay, session, player, recorded_at, boot_id, monotonic_ns, sequence, status,
          revision, score, club, missing)
        select ${id}, iif(n % 10 = 0, 'practice', 'shot'), 'bay-1', 'visit-' || (n / ${SWINGS_A_VISIT}),
          (select who.id from who where place = n % (select count(*) from who)),
          strftime('%Y-%m-%dT%H:%M:%fZ', '2026-01-01', '+' || n || ' minutes'), 'bench', n, n, 'completed', 1,
          n % 100 / 10.0, iif(n % 2 = 0, 'I7', 'DR'), '[]'
        from numbers;
        insert into swing_faults (fault, ordinal)
        select '${FAULT}', ordinal from swings where ordinal % ${FAULTY_EVERY} = 0;`);
      sqlite
        .prepare(
          `${numbers} insert into reports (swing, revision, document, created_at)
           select ${id}, 1, replace(document, swing, ${id}), created_at from numbers, reports where swing = ?`,
        )
        .run(template);
      sqlite
        .prepare(
          `${numbers} insert into media (swing, kind, camera, sha256, bytes, media_type, state)
           select ${id}, kind, camera, sha256, bytes, media_type, state from numbers, media where swing = ?`,
        )
        .run(template);
    })();
    sqlite.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    sqlite.close();
  }
}

function longReport(id: string): Omit<SwingReport, 'revision'> {
  const sha256 = 'a'.repeat(64);
  const small = sampleReport(id);
  return {
    ...small,
    cameras: CAMERAS.flatMap((name) => small.cameras.map((camera) => ({ ...camera, name }))),
    events: EVENT_NAMES.map((name, i) => ({
      ...{ name, timeMs: 123.456 * i, confidence: 0.987, by: 'motion' as const },
      frame: { 'face-on': 30 * i, 'down-the-line': 30 * i },
    })),
    metrics: Array.from({ length: METRICS }, (_, i) => ({
      ...{ id: 'shoulder-turn', at: EVENT_NAMES[i % EVENT_NAMES.length] ?? null, value: 87.654 + i, unit: 'degrees' },
      ...{ low: 81.234, high: 93.456, method: 'triangulated' as const, cameras: CAMERAS },
    })),
    faults: [{ id: FAULT, severity: 'major', phase: 'downswing', evidence: ['shoulder-turn'] }],
    keyFrames: EVENT_NAMES.flatMap((event) =>
      CAMERAS.map((camera) => ({
        event,
        camera,
        timeMs: 1_234.567,
        width: 1280,
        height: 720,
        sha256,
        mediaType: 'image/jpeg',
        bytes: 54_321,
      })),
    ),
  };
}
