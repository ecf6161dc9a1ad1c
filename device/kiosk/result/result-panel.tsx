import type { Catalogue } from '../connection/catalogue.ts';
import { text } from '../locales/text.ts';
import { LOAD_ATTEMPTS_MAX, type ScreenSwing } from '../screen/screen-state.ts';
import { MeasuringCard } from './measuring-card.tsx';
import { NoticeCard } from './notice-card.tsx';
import { NumberList } from './number-list.tsx';
import { useDensity } from './use-density.ts';
import { Verdict } from './verdict.tsx';
import { WorkOnCard } from './work-on-card.tsx';
import './result-panel.css';

export function ResultPanel({ swing, catalogue }: { swing: ScreenSwing; catalogue: Catalogue }) {
  const { report } = swing;
  const panel = useDensity(`${swing.id} ${report?.revision} ${catalogue.language}`);
  if (report !== null) {
    return (
      <div ref={panel} class="result-panel" data-kind="report">
        <Verdict report={report} catalogue={catalogue} />
        <WorkOnCard report={report} catalogue={catalogue} />
        <NumberList metrics={report.metrics} catalogue={catalogue} />
      </div>
    );
  }
  return <div class="result-panel">{insteadOfReport(swing)}</div>;
}

function insteadOfReport(swing: ScreenSwing) {
  if (swing.status === 'failed') return <NoticeCard title={text('result.failed')} hint={text('result.failed.hint')} />;
  if (swing.loadFailures >= LOAD_ATTEMPTS_MAX) {
    return <NoticeCard title={text('result.unavailable')} hint={text('result.unavailable.hint')} />;
  }
  return <MeasuringCard progress={swing.status === 'completed' ? 1 : swing.progress} />;
}
