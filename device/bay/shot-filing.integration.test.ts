import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Shot } from '../ports/launch-monitor.port.ts';
import { sampleReport } from '../store/fixtures/sample-report.ts';
import { aSwing, openStoreIn, temporaryDirectory } from '../store/fixtures/store-in-directory.ts';
import type { Store } from '../store/store.ts';
import { EMBEDDING_VERSION } from '../swing/embedding/embed-swing.ts';
import { keepJoinedShot, shotToRecord } from './shot-filing.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let store: Store;

beforeEach(async () => {
  directory = temporaryDirectory();
  store = await openStoreIn(directory.path);
});
afterEach(async () => {
  await store.close();
  directory.remove();
});

const SHOT: Shot = {
  id: uuidv7(),
  source: 'gspro',
  deviceId: 'monitor-1',
  connection: '1-a',
  shotNumber: '7',
  receivedNs: 6e9,
  ball: null,
  club: { speedMps: 44, attackDeg: null, faceToTargetDeg: null, pathDeg: null, lieDeg: null, loftDeg: null },
  raw: '{}',
};

function joined(): { shot: string; swing: string; delayMs: number } {
  const swing = store.swings.recordSwing(aSwing()).id;
  store.shots.record(shotToRecord(SHOT, 'boot-1'));
  return { shot: SHOT.id, swing, delayMs: 1_200 };
}

describe('a shot that comes', () => {
  it('before its swing is measured is in the first report', () => {
    const pair = joined();
    expect(keepJoinedShot(store, pair)).toBeNull();
    expect(store.swings.storeRevision({ report: sampleReport(pair.swing) }).shot).toMatchObject({ id: SHOT.id });
  });

  it('after its swing was measured makes a second revision, and the swing stays where it lay among others', () => {
    const pair = joined();
    const embedding = { space: 'face-on' as const, version: EMBEDDING_VERSION, values: Float32Array.of(1, 2, 3) };
    store.swings.storeRevision({ report: sampleReport(pair.swing), embedding });
    expect(keepJoinedShot(store, pair)).toBe(2);
    expect(store.swings.report(pair.swing, 1).shot).toBeNull();
    expect(store.swings.report(pair.swing).shot).toMatchObject({
      device: 'monitor-1',
      club: SHOT.club,
      delayMs: 1_200,
    });
    expect(store.embeddings.find(pair.swing)).toEqual(embedding);
    expect(keepJoinedShot(store, pair)).toBeNull();
  });

  it('of a second monitor is kept beside the first, whose shot the report goes on to carry', () => {
    const pair = joined();
    store.swings.storeRevision({ report: sampleReport(pair.swing) });
    keepJoinedShot(store, pair);
    const second = { ...SHOT, id: uuidv7(), source: 'trackman' as const };
    store.shots.record(shotToRecord(second, 'boot-1'));
    expect(keepJoinedShot(store, { ...pair, shot: second.id })).toBeNull();
    expect(store.swings.report(pair.swing).shot?.id).toBe(SHOT.id);
    expect(store.shots.ofSwing(pair.swing)).toHaveLength(2);
  });
});
