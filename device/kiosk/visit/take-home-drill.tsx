import type { GolferSummary } from '../../api/contract/visit-summary.ts';
import { type Catalogue, wordsOfId } from '../connection/catalogue.ts';
import { text } from '../locales/text.ts';
import { DrillDrawing } from '../result/drill-drawing.tsx';
import './take-home-drill.css';

/** The one drill for the one fault that was seen most; praise where none was. */
export function TakeHomeDrill({ golfer, catalogue }: { golfer: GolferSummary; catalogue: Catalogue }) {
  const { fault, drill, swings } = golfer;
  const words = catalogue.drills.find(({ id }) => id === drill);
  const faultName = catalogue.faults.find(({ id }) => id === fault?.id)?.name ?? (fault && wordsOfId(fault.id));
  const shots = swings.filter(({ kind }) => kind === 'shot').length;
  const hand = swings.findLast(({ handedness }) => handedness !== null)?.handedness ?? 'right';
  return (
    <section class="session-view__card take-home-drill" aria-labelledby="summary-drill">
      <h3 id="summary-drill" class="session-view__name">
        {text('summary.drill')}
      </h3>
      {fault === null || drill === null ? (
        <p class="session-view__hint">{text(shots === 0 ? 'summary.drill.no-shots' : 'summary.drill.none')}</p>
      ) : (
        <>
          <p class="take-home-drill__name">{words?.name ?? wordsOfId(drill)}</p>
          <p class="session-view__hint">
            {text('summary.drill.why', { fault: faultName ?? '', seen: fault.shots, shots })}
          </p>
          {words !== undefined && <DrillDrawing address={`${words.drawing}?hand=${hand}&lang=${catalogue.language}`} />}
          {words?.feel != null && (
            <p class="take-home-drill__feel">{text('summary.drill.feel', { feel: words.feel })}</p>
          )}
        </>
      )}
    </section>
  );
}
