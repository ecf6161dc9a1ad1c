import type { SwingReport } from '../../api/contract/report.ts';
import type { Catalogue } from '../connection/catalogue.ts';
import { text } from '../locales/text.ts';
import { CueLine } from './cue-line.tsx';
import { DrillDrawing } from './drill-drawing.tsx';
import { drillWords, faultWords, type MainDrill } from './fault-words.ts';
import './work-on-card.css';

/** One fault, one drill, one feel: more at once helps nobody on the mat. */
export function WorkOnCard(props: { report: SwingReport; catalogue: Catalogue; isHeld: boolean }) {
  const { report, catalogue, isHeld } = props;
  const fault = faultWords(report, catalogue);
  const drill = drillWords(report, catalogue);
  return (
    <section class="work-on-card" data-clean={fault === null}>
      <header class="work-on-card__head">
        <h3 class="work-on-card__title">{fault?.name ?? text('fault.none')}</h3>
        {fault !== null && <p class="work-on-card__label">{text('fault.title')}</p>}
      </header>
      <p class="work-on-card__sentence">{fault?.sentence ?? text('fault.none.hint')}</p>
      {drill !== null && <DrillPart drill={drill} />}
      <CueLine report={report} feel={drill?.feel ?? null} isHeld={isHeld} />
    </section>
  );
}

/** Its drawing first, because it is understood first; then the steps, and the one thing to feel. */
function DrillPart({ drill }: { drill: MainDrill }) {
  return (
    <div class="work-on-card__drill" data-drawn={drill.drawing !== null}>
      {drill.drawing !== null && (
        <figure class="work-on-card__figure">
          <DrillDrawing address={drill.drawing} />
          {drill.dosage !== null && <figcaption class="work-on-card__dosage">{drill.dosage}</figcaption>}
        </figure>
      )}
      <div class="work-on-card__doing">
        <h4 class="work-on-card__drill-title">
          <span>{text('drill.title')}</span> {drill.name}
        </h4>
        <ol class="work-on-card__steps">
          {drill.steps.map((step, index) => (
            <li key={step} class="work-on-card__step">
              <span class="work-on-card__number" aria-hidden="true">
                {index + 1}
              </span>
              {step}
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}
