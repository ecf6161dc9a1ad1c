import { describe, expect, it } from 'vitest';
import { openStoreIn, temporaryDirectory } from '../store/fixtures/store-in-directory.ts';
import { analysisToDo } from './analysis-filing.ts';
import { type AnalysisOrderOfBay, analysisOrderSchema, reanalysisOrderSchema } from './analysis-order.ts';

const ORDER: AnalysisOrderOfBay = {
  views: [
    {
      ...{ camera: 'face-on', role: 'face-on', sha256: null, file: '/dev/shm/clip.mp4', frameTimesNs: [1, 2] },
      ...{ stamped: 'arrival', calibration: null, searchArea: null },
    },
  ],
  impactNs: 5e9,
  sound: null,
};
const STAMP = { by: 'beam', atNs: 5e9, uncertaintyNs: 2e5 } as const;

describe('an order for an analysis', () => {
  it('has no stamp of a beam where it is older than beams', () => {
    expect(analysisOrderSchema.parse(ORDER).impactStamp).toBeNull();
  });

  it('says no club where it is older than clubs, or nobody said one', () => {
    expect(analysisOrderSchema.parse(ORDER).club).toBeNull();
  });

  it('keeps the beam’s stamp and the club on its way to the analysis, and to every later one', async () => {
    const directory = temporaryDirectory();
    const store = await openStoreIn(directory.path);
    try {
      const order = analysisOrderSchema.parse(JSON.parse(JSON.stringify({ ...ORDER, impactStamp: STAMP, club: 'I7' })));
      const again = reanalysisOrderSchema.parse({ reanalysis: { model: 'heavy' }, order });
      const { id } = store.swings.recordSwing({
        ...{ id: '01890a5d-ac96-774b-bcce-b302099a8057', kind: 'shot', bay: 'bay', session: 'visit', player: null },
        ...{ bootId: 'boot', monotonicNs: 1, missing: [], media: [] },
      });
      const toDo = analysisToDo(store, id, order);
      expect([toDo.impactStamp, toDo.identity.club]).toEqual([STAMP, 'I7']);
      expect([again.order?.impactStamp, again.order?.club]).toEqual([STAMP, 'I7']);
    } finally {
      await store.close();
      directory.remove();
    }
  });
});
