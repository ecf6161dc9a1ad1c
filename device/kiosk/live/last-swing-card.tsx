import { EMPTY_CATALOGUE } from '../connection/catalogue.ts';
import { text } from '../locales/text.ts';
import { isAtTheBall } from '../result/coach-cue.ts';
import { CueLine } from '../result/cue-line.tsx';
import { drillWords, faultWords } from '../result/fault-words.ts';
import { NumberRow } from '../result/number-row.tsx';
import { numberWords } from '../result/number-words.ts';
import { ScoreDial } from '../result/score-dial.tsx';
import { TempoPicture } from '../result/tempo-picture.tsx';
import type { ScreenState, ScreenSwing } from '../screen/screen-state.ts';
import './last-swing-card.css';

const NUMBERS_SHOWN = 2;

/** The last result, kept beside the live picture: score, tempo, two numbers and the one thing to work on. */
export function LastSwingCard(props: { state: ScreenState; swing: ScreenSwing; onOpen: (swingId: string) => void }) {
  const { state, swing, onOpen } = props;
  const { report } = swing;
  if (report === null) return null;
  const catalogue = state.catalogue ?? EMPTY_CATALOGUE;
  const fault = faultWords(report, catalogue);
  const drill = drillWords(report, catalogue);
  return (
    <section class="last-swing-card" aria-labelledby="last-swing-title">
      <header class="last-swing-card__head">
        <h2 id="last-swing-title" class="last-swing-card__title">
          {text('session.last')}
        </h2>
        <button type="button" class="last-swing-card__open" onClick={() => onOpen(swing.id)}>
          {text('session.open')}
        </button>
      </header>
      <div class="last-swing-card__main">
        <ScoreDial score={report.score?.overall ?? null} size="medium" />
        <div class="last-swing-card__fault">
          {fault !== null && <p class="last-swing-card__label">{text('fault.title')}</p>}
          <p class="last-swing-card__name">{fault?.name ?? text('fault.none')}</p>
          {drill !== null && (
            <p class="last-swing-card__drill">
              {text('drill.title')} <strong>{drill.name}</strong>
            </p>
          )}
        </div>
      </div>
      <CueLine report={report} feel={drill?.feel ?? null} isHeld={isAtTheBall(state.bayState)} />
      <TempoPicture metrics={report.metrics} />
      <ul class="last-swing-card__numbers">
        {numberWords(report.metrics, catalogue)
          .slice(0, NUMBERS_SHOWN)
          .map((number) => (
            <NumberRow key={number.key} number={number} />
          ))}
      </ul>
    </section>
  );
}
