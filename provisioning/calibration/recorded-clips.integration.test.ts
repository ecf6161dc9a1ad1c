import { expect, it } from 'vitest';
import { clip, clipsAvailable } from '../../device/capture/clips.fixture.ts';
import { CalibrationThread } from './calibration-thread.ts';
import { parseBoard } from './charuco-board.ts';
import { readRecordedViews } from './recorded-views.ts';

const BOARD = parseBoard('columns=4,rows=5,dictionary=DICT_4X4_1000,squareM=0.054,markerRatio=0.75,inverted');
/** What the owner of the recordings found by other means, in pixels. */
const OWNERS_FOCAL_PX = [895, 704, 637, 640];
/** Some fifteen seconds of computing, on a machine that may have others to serve. */
const MS_MAX = 600_000;

it.skipIf(!clipsAvailable)(
  'finds four real cameras from a carried board: below a pixel, the owner’s focal lengths, halves that agree',
  async () => {
    const views = OWNERS_FOCAL_PX.map((_, i) => ({
      name: `cam-${i}`,
      file: clip(`multicam/caliscope_extrinsic_cam_${i}.mp4`),
    }));
    const { cameras } = await readRecordedViews(views, BOARD, { times: clip('multicam/caliscope_timestamps.csv') });
    const thread = new CalibrationThread(BOARD);
    const { solution } = await thread.ask({ type: 'solve', cameras, mat: null });
    await thread.close();
    for (const [i, { calibration, reprojectionPx }] of solution.cameras.entries()) {
      const owners = OWNERS_FOCAL_PX[i] as number;
      expect(reprojectionPx).toBeLessThan(1);
      expect(Math.abs((calibration.fx + calibration.fy) / 2 - owners) / owners).toBeLessThan(0.03);
    }
    expect(solution.pairs).toHaveLength(6);
    for (const { halvesPercent } of solution.pairs) expect(halvesPercent).toBeLessThan(2);
  },
  MS_MAX,
);
