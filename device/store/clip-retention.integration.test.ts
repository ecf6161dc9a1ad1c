import { existsSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../clock/clock.ts';
import { Counters } from '../telemetry/counters.ts';
import { silentLog } from '../telemetry/log.ts';
import { prometheusText } from '../telemetry/prometheus-text.ts';
import { ClipRetention } from './clip-retention.ts';
import { temporaryDirectory } from './fixtures/store-in-directory.ts';
import { MediaFiles } from './media-files.ts';
import type { MediaRows, RemovalCandidate } from './media-rows.ts';
import { StagedContent } from './staged-content.ts';
import { storeConfigSchema } from './store.config.ts';
import { openStore } from './store.ts';

let directory: { path: string; remove: () => void };

beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.remove());

it('counts what made way from nothing, so that the first clip that goes is seen to', async () => {
  const counters = new Counters();
  const config = storeConfigSchema.parse({ dataDirectory: directory.path, floorMiB: 0, reserveMiB: 0 });
  const store = await openStore(config, { log: silentLog, clock: systemClock, counters });
  expect(prometheusText(counters.snapshot())).toContain('swingbay_store_media_dropped_total 0\n');
  await store.close();
});

it('leaves a file that comes again while others go, for the swing that it came with', async () => {
  const [files, staged] = [new MediaFiles(directory.path), new StagedContent()];
  const contents = Array.from({ length: 20 }, (_, n) => Buffer.from(`clip ${n}`));
  const rows: RemovalCandidate[] = [];
  for (const [id, bytes] of contents.entries()) {
    const { sha256 } = await files.put({ bytes });
    const of = { swing: `swing-${id}`, kind: 'clip', camera: null, mediaType: 'video/mp4', md5: null } as const;
    const now = { state: 'present', syncedAt: '2026-06-01T10:00:00.000Z', mark: 0, isAwaited: false } as const;
    rows.push({ ...of, ...now, id, ordinal: id, sha256, bytes: bytes.length });
  }
  const known: Pick<MediaRows, 'setState' | 'candidates' | 'isReferenced'> = {
    setState: () => undefined,
    candidates: () => rows,
    isReferenced: () => false,
  };
  const retention = new ClipRetention({
    ...{ rows: known as MediaRows, files, staged, log: silentLog, counters: new Counters() },
    spare: { reclaimNow: () => 0, hasMore: false },
  });
  const last = rows.at(-1);
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
  const reclaiming = retention.reclaim(bytes);
  staged.hold(last?.sha256 ?? '');
  expect(await reclaiming).toBe(bytes - (last?.bytes ?? 0));
  expect(rows.filter(({ sha256 }) => existsSync(files.pathOf(sha256)))).toEqual([last]);
});
