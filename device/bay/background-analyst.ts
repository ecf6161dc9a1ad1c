/** Opens the processes that analyse stored clips while nobody waits. */
import type { AnalysisConfig } from '../analysis/analysis.config.ts';
import { AnalysisPool } from '../analysis/analysis-pool.ts';
import type { Log } from '../telemetry/log.ts';
import type { BackgroundAnalyst } from './reanalysis-dispatcher.ts';

/** At the lowest priority a swing may take an hour on a busy bay; only a process that says nothing is given up. */
const TIME_LIMIT_MS = 3_600_000;

export function backgroundAnalyst(config: AnalysisConfig, log: Log): BackgroundAnalyst {
  return new AnalysisPool({
    config: { ...config, processes: 1, timeLimitMs: TIME_LIMIT_MS },
    log,
    lowPriority: true,
  });
}
