import { z } from 'zod';
import { boardOnMatSchema } from './bay-frame.ts';
import { charucoBoardSchema } from './charuco-board.ts';

/** What an installer may set about calibration. */
export const calibrationConfigSchema = z.strictObject({
  board: charucoBoardSchema.prefault({}).describe('The ChArUco board that is carried before the cameras.'),
  boardOnMat: boardOnMatSchema.prefault({}).describe('How it lies on the mat for the axes of the bay.'),
});
