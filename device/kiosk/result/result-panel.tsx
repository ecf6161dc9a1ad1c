import { useState } from 'preact/hooks';
import type { Handedness, SwingReport } from '../../api/contract/report.ts';
import type { Catalogue } from '../connection/catalogue.ts';
import { text } from '../locales/text.ts';
import { LOAD_ATTEMPTS_MAX, type ScreenSwing } from '../screen/screen-state.ts';
import { AllNumbers } from './all-numbers.tsx';
import type { EarlierSwings } from './earlier-swings.ts';
import { HandSwitch } from './hand-switch.tsx';
import { MeasuringCard } from './measuring-card.tsx';
import { NoticeCard } from './notice-card.tsx';
import { NumberDetail } from './number-detail.tsx';
import { NumberList } from './number-list.tsx';
import { numberWords } from './number-words.ts';
import { useDensity } from './use-density.ts';
import { Verdict } from './verdict.tsx';
import { WorkOnCard } from './work-on-card.tsx';
import './result-panel.css';

type CorrectHand = (swingId: string, handedness: Handedness) => Promise<unknown>;

export function ResultPanel(props: {
  swing: ScreenSwing;
  catalogue: Catalogue;
  earlier: EarlierSwings;
  /** Somebody stands to the next ball: what they may look at stays. */
  isHeld: boolean;
  onCorrectHand: CorrectHand;
}) {
  const { swing, catalogue, earlier, isHeld, onCorrectHand } = props;
  if (swing.report === null) return <div class="result-panel">{insteadOfReport(swing)}</div>;
  return <ReportPanel report={swing.report} {...{ catalogue, earlier, isHeld, onCorrectHand }} />;
}

/** What taps on the numbers have opened, the newest last: keys of numbers, or `all`. */
type Opened = readonly string[];

function ReportPanel(props: {
  report: SwingReport;
  catalogue: Catalogue;
  earlier: EarlierSwings;
  isHeld: boolean;
  onCorrectHand: CorrectHand;
}) {
  const { report, catalogue, earlier, isHeld, onCorrectHand } = props;
  const [opened, setOpened] = useState<Opened>([]);
  const back = () => setOpened(opened.slice(0, -1));
  const open = (what: string) => setOpened([...opened, what]);
  const shown = opened.at(-1);
  const number = numberWords(report.metrics, catalogue).find(({ key }) => key === shown);
  const panel = useDensity(
    `${report.id} ${report.revision} ${catalogue.language} ${shown ?? ''} ${earlier.best?.id ?? ''}`,
  );
  if (number !== undefined) {
    const isOfFault = report.faults[0]?.evidence.includes(number.metric.id) === true;
    return (
      <div class="result-panel" data-kind="number">
        <NumberDetail number={number} report={report} earlier={earlier} isOfFault={isOfFault} onBack={back} />
      </div>
    );
  }
  if (shown === 'all') {
    return (
      <div class="result-panel" data-kind="numbers">
        <AllNumbers metrics={report.metrics} catalogue={catalogue} onOpen={open} onBack={back} />
      </div>
    );
  }
  return (
    <div ref={panel} class="result-panel" data-kind="report">
      <Verdict report={report} catalogue={catalogue}>
        <HandSwitch
          key={`${report.id} ${report.revision}`}
          report={report}
          onChange={(handedness) => onCorrectHand(report.id, handedness)}
        />
      </Verdict>
      <WorkOnCard report={report} catalogue={catalogue} isHeld={isHeld} />
      <NumberList report={report} catalogue={catalogue} earlier={earlier} onOpen={open} />
    </div>
  );
}

function insteadOfReport(swing: ScreenSwing) {
  if (swing.status === 'failed') return <NoticeCard title={text('result.failed')} hint={text('result.failed.hint')} />;
  if (swing.loadFailures >= LOAD_ATTEMPTS_MAX) {
    return <NoticeCard title={text('result.unavailable')} hint={text('result.unavailable.hint')} />;
  }
  return <MeasuringCard progress={swing.status === 'completed' ? 1 : swing.progress} />;
}
