import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStoreIn, temporaryDirectory } from '../store/fixtures/store-in-directory.ts';
import type { Store } from '../store/store.ts';
import { watchSwing } from '../swing/calibration-watch/calibration-watch.ts';
import { bayCameras } from '../swing/geometry/bay-cameras.fixture.ts';
import { CameraWatch } from './camera-watch.ts';

const { faceOn, downTheLine } = bayCameras();
const CAMERAS = [
  { name: 'front', calibration: faceOn },
  { name: 'back', calibration: downTheLine },
];
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

const open = (cameras: ConstructorParameters<typeof CameraWatch>[0]['cameras'] = CAMERAS) =>
  new CameraWatch({ bay: 'bay-1', cameras, store });

/** Swings that show the front camera turned by so many degrees. */
function show(watch: CameraWatch, yaw: number, swings: number): void {
  for (let i = 0; i < swings; i++) {
    const seen = (turned: number) => ({ turn: { pitch: 0, yaw: turned, roll: 0, agreeing: 12 }, chosen: null });
    const cameras = [
      { camera: 'front', ...seen(yaw) },
      { camera: 'back', ...seen(0) },
    ];
    const next = watchSwing(watch.watch, { session: 'visit', cameras, gaps: [] }).watch;
    store.transact('a swing', () => watch.write(next));
    watch.adopt(next);
  }
}

describe('the light beside the cameras', () => {
  it('learns, turns green, and turns red with the camera’s name and what to do', () => {
    const watch = open();
    expect(watch.inPlace).toBe('learning');
    show(watch, 0, 1);
    expect(watch.inPlace).toBe('yes');
    expect(watch.troubles).toEqual([]);
    show(watch, 1, 3);
    expect(watch.inPlace).toBe('no');
    expect(watch.troubles).toMatchObject([{ code: 'camera/moved', camera: 'front' }]);
    expect(watch.troubles[0]?.message).toContain('1.0°');
    expect(watch.troubles[0]?.hint).toContain('calibrate');
  });

  it('is as it was after a restart of the bay', async () => {
    show(open(), 1, 3);
    await store.close();
    store = await openStoreIn(directory.path);
    expect(open().inPlace).toBe('no');
  });

  it('begins anew for a camera that was calibrated again, and is off for one that is not calibrated', () => {
    show(open(), 1, 3);
    const again = open([
      { name: 'front', calibration: { ...faceOn, cx: faceOn.cx + 1 } },
      CAMERAS[1] as (typeof CAMERAS)[1],
    ]);
    expect(again.inPlace).toBe('learning');
    expect(again.troubles).toEqual([]);
    expect(open([{ name: 'front', calibration: undefined }]).inPlace).toBe('none');
  });

  it('is not moved by a swing whose transaction failed', () => {
    const watch = open();
    const next = { ...watch.watch, cameras: [] };
    expect(() =>
      store.transact('a swing', () => {
        watch.write(next);
        throw new TypeError('the report does not fit');
      }),
    ).toThrow();
    expect(store.watches.read('bay-1')).toEqual({ cameras: [], pairs: [] });
    expect(watch.watch.cameras).toHaveLength(2);
  });

  it.each(['no json', '{"cameras":3}'])(
    'begins anew where the store holds what this version cannot read: %s',
    async (text) => {
      show(open(), 1, 3);
      await store.close();
      const sqlite = new SqliteDatabase(join(directory.path, 'swingbay.sqlite'));
      sqlite.prepare('update calibration_watches set watch = ?').run(text);
      sqlite.close();
      store = await openStoreIn(directory.path);
      expect(open().inPlace).toBe('learning');
    },
  );
});
