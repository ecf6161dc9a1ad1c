import type { DrillsDone, RecommendedDrills } from '../../../api/contract/accounts.ts';
import type { DrillEffects } from '../../../api/contract/progress.ts';
import { type Catalogue, wordsOfId } from '../../connection/catalogue.ts';
import { counted, text } from '../../locales/text.ts';
import { shortDate } from '../progress/date-words.ts';
import { effectWords } from './drill-words.ts';

type DrillBody = Catalogue['drills'][number];

/** What was looked up for the list and for the page of one drill alike. */
export interface LookedUp {
  readonly recommended: RecommendedDrills | null;
  /** Newest first. */
  readonly done: DrillsDone['drills'];
  readonly effects: DrillEffects['drills'];
}

const HISTORY_SHOWN = 20;

/** First what the last shots call for, then every drill by its fault, then what was done. */
export function DrillList({ recommended, done, effects, catalogue }: LookedUp & { catalogue: Catalogue }) {
  return (
    <>
      {recommended !== null && <Recommended recommended={recommended} catalogue={catalogue} />}
      {effects.length > 0 && <Effects effects={effects} catalogue={catalogue} />}
      <section aria-labelledby="drills-all">
        <h2 id="drills-all" class="progress__heading">
          {text('practice.all')}
        </h2>
        {faultsOf(catalogue).map(({ id, name, sentence, drills }) => (
          <details key={id} class="progress__more">
            <summary>
              {name} <span class="progress__soft">{counted('practice.count', drills.length)}</span>
            </summary>
            <p class="drills__about">{sentence}</p>
            <ul class="drills__links">
              {drills.map((drill) => (
                <DrillLink key={drill.id} drill={drill} />
              ))}
            </ul>
          </details>
        ))}
      </section>
      {done.length > 0 && (
        <section aria-labelledby="drills-done">
          <h2 id="drills-done" class="progress__heading">
            {text('practice.history')}
          </h2>
          <ul class="drills__history">
            {done.slice(0, HISTORY_SHOWN).map(({ id, drill, notes, doneAt }) => (
              <li key={id}>
                <a href={`#drills/${drill}`}>{nameOf(drill, catalogue)}</a>
                <span class="progress__soft">{shortDate(doneAt)}</span>
                {notes !== null && notes !== '' && <q class="drills__notes">{notes}</q>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Recommended({ recommended, catalogue }: { recommended: RecommendedDrills; catalogue: Catalogue }) {
  const { swings, faults, drills } = recommended;
  const shown = drills.flatMap((id) => catalogue.drills.find((drill) => drill.id === id) ?? []);
  return (
    <section class="phone-card" aria-labelledby="drills-for-you">
      <h2 id="drills-for-you" class="phone-card__title">
        {text('practice.recommended')}
      </h2>
      {shown.length === 0 && (
        <p class="phone-card__hint">
          {text(swings === 0 ? 'practice.recommended.no-shots' : 'practice.recommended.none')}
        </p>
      )}
      <ul class="drills__links">
        {shown.map((drill) => {
          const fault = faults.find(({ id }) => drill.faults.includes(id));
          const name = catalogue.faults.find(({ id }) => id === fault?.id)?.name;
          const why =
            fault === undefined || name === undefined
              ? null
              : text('practice.why', { fault: name, seen: fault.swings, swings });
          return <DrillLink key={drill.id} drill={drill} why={why} />;
        })}
      </ul>
    </section>
  );
}

function Effects({ effects, catalogue }: { effects: DrillEffects['drills']; catalogue: Catalogue }) {
  const told = effects.flatMap(({ drill, effect, begunAt }) => (effect === null ? [] : [{ drill, effect, begunAt }]));
  if (told.length === 0) return null;
  return (
    <section class="phone-card" aria-labelledby="drills-effect">
      <h2 id="drills-effect" class="phone-card__title">
        {text('practice.effect')}
      </h2>
      <ul class="progress__findings">
        {told.map(({ drill, effect, begunAt }) => {
          const { tone, sentence, noise } = effectWords(effect, catalogue);
          return (
            <li key={drill} class="progress__finding" data-tone={tone}>
              <a href={`#drills/${drill}`}>
                <span class="progress__finding-title">{nameOf(drill, catalogue)}</span>
                <span>{text('practice.effect.since', { date: shortDate(begunAt), sentence })}</span>
                {noise !== null && <span class="progress__soft">{noise}</span>}
              </a>
            </li>
          );
        })}
      </ul>
      <p class="phone-card__hint">{text('practice.effect.caution')}</p>
    </section>
  );
}

function DrillLink({ drill, why = null }: { drill: DrillBody; why?: string | null }) {
  return (
    <li>
      <a class="drills__link" href={`#drills/${drill.id}`}>
        <span class="progress__row-name">{drill.name}</span>
        {why !== null && <span>{why}</span>}
        <span class="progress__soft">{drill.dosage}</span>
      </a>
    </li>
  );
}

const nameOf = (drill: string, catalogue: Catalogue): string =>
  catalogue.drills.find(({ id }) => id === drill)?.name ?? wordsOfId(drill);

/** Faults in the order of the swing, each with the drills that work on it, the best for it first. */
function faultsOf(catalogue: Catalogue) {
  return catalogue.faults
    .map(({ id, name, sentence }) => ({
      ...{ id, name, sentence },
      drills: catalogue.drills
        .filter(({ faults }) => faults.includes(id))
        .toSorted((a, b) => a.faults.indexOf(id) - b.faults.indexOf(id)),
    }))
    .filter(({ drills }) => drills.length > 0);
}
