import type { SwingReport } from '../../api/contract/report.ts';
import type { Catalogue } from '../connection/catalogue.ts';
import { text } from '../locales/text.ts';
import { useLanguage } from '../locales/use-language.ts';
import { type CoachCue, coachCue } from './coach-cue.ts';
import { useHeldCue } from './use-held-cue.ts';
import { DrillDrawing } from './drill-drawing.tsx';
import { drillWords, faultWords, type MainDrill } from './fault-words.ts';
import './work-on-card.css';

/** One fault, one drill, one feel: more at once helps nobody on the mat. */
export function WorkOnCard(props: { report: SwingReport; catalogue: Catalogue; isHeld: boolean }) {
  const { report, catalogue, isHeld } = props;
  const fault = faultWords(report, catalogue);
  const drill = drillWords(report, catalogue);
  const cue = useHeldCue(coachCue(report, drill?.feel ?? null, useLanguage()), isHeld, report.id);
  return (
    <section class="work-on-card" data-clean={fault === null}>
      <header class="work-on-card__head">
        <h3 class="work-on-card__title">{fault?.name ?? text('fault.none')}</h3>
        {fault !== null && <p class="work-on-card__label">{text('fault.title')}</p>}
      </header>
      <p class="work-on-card__sentence">{fault?.sentence ?? text('fault.none.hint')}</p>
      {drill !== null && <DrillPart drill={drill} />}
      {cue !== null && <CueLine cue={cue} />}
    </section>
  );
}

/** Read at three metres; it has its room from the beginning, so that nothing moves when Claude's takes its place. */
function CueLine({ cue }: { cue: CoachCue }) {
  return (
    <p class="work-on-card__feel" data-from={cue.from}>
      <span class="work-on-card__by">{text(cue.from === 'claude' ? 'words.claude' : 'words.by')}</span>
      <span key={cue.words} class="work-on-card__cue">
        {cue.words}
      </span>
    </p>
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
