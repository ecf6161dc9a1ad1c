import type { CalibrationSolution } from '../../provisioning/calibration/calibration-solution.ts';
import type { CharucoBoard } from '../../provisioning/calibration/charuco-board.ts';
import { BayError } from '../errors/bay-error.ts';

export async function calibrateLive(_options: {
  configFile: string;
  board: CharucoBoard;
  name: string;
  say: (s: string) => void;
}): Promise<CalibrationSolution> {
  throw new BayError('calibration/not-live', 'pending');
}
