/** Progress on standard error: a line that overwrites itself on a terminal, a rare plain line elsewhere. */
import type { AnalysisProgress, OnProgress } from '../analysis/analysis-request.ts';

const STAGES: Readonly<Record<AnalysisProgress['stage'], string>> = {
  probe: 'looking at the clip',
  pose: 'following the golfer',
  events: 'finding the swing',
  metrics: 'measuring',
  report: 'writing the report',
};
const BAR_CELLS = 24;
/** A short analysis says nothing into a log. */
const LOG_EVERY_MS = 3000;

export function progressOn(stream: NodeJS.WriteStream): { show: OnProgress; clear: () => void } {
  let saidAtMs = performance.now();
  let drawn = false;
  const show: OnProgress = ({ stage, fraction }) => {
    const percent = `${Math.round(fraction * 100)} %`;
    if (stream.isTTY) {
      const full = Math.round(fraction * BAR_CELLS);
      stream.write(
        `\r\x1b[2K${'━'.repeat(full)}${'─'.repeat(BAR_CELLS - full)} ${percent.padStart(5)}  ${STAGES[stage]}`,
      );
      drawn = true;
    } else if (performance.now() - saidAtMs >= LOG_EVERY_MS) {
      saidAtMs = performance.now();
      stream.write(`swingbay: ${STAGES[stage]}, ${percent}\n`);
    }
  };
  return {
    show,
    clear: () => {
      if (drawn) stream.write('\r\x1b[2K');
    },
  };
}
