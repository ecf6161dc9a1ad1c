/** Files of shots by the columns of the configuration, for whoever takes files of others. */
import type { ShotFileReader } from '../../device/ports/shot-file.port.ts';
import { columnsNotGiven } from './errors.ts';
import type { ShotFileConfig } from './launch-monitor.config.ts';
import { readShotLines } from './shot-file.ts';

/** @param config null where nobody has said what the columns mean */
export function csvShotReader(config: ShotFileConfig | null): ShotFileReader {
  return {
    source: 'arccos',
    read(text, linesMax) {
      if (config === null) throw columnsNotGiven();
      return readShotLines(text, config, linesMax);
    },
  };
}
