import { useId, useState } from 'preact/hooks';
import type { CompletedDrill } from '../../../api/contract/accounts.ts';
import type { Catalogue } from '../../connection/catalogue.ts';
import { counted, listed, text } from '../../locales/text.ts';
import { Action } from '../controls/action.tsx';
import { ProblemNote } from '../controls/problem-note.tsx';
import { useTask } from '../controls/use-task.ts';
import type { Phone } from '../phone.ts';
import { shortDate } from '../progress/date-words.ts';
import type { LookedUp } from './drill-list.tsx';
import { DrillPicture } from './drill-picture.tsx';
import { effectWords } from './drill-words.ts';

const NOTES_MAX = 500;

/** One drill: why, how it looks, how it is done, and to say that it was done. */
export function DrillPage(
  props: LookedUp & {
    phone: Phone;
    drill: Catalogue['drills'][number];
    isLeft: boolean;
    onDone: () => void;
  },
) {
  const { phone, drill, isLeft, recommended, done, effects, onDone } = props;
  const { catalogue } = phone;
  const times = done.filter((each) => each.drill === drill.id);
  const effect = effects.find((each) => each.drill === drill.id)?.effect ?? null;
  const why = recommended?.faults.find(({ id }) => drill.faults.includes(id));
  const namesOfFaults = catalogue.faults.filter(({ id }) => drill.faults.includes(id)).map(({ name }) => name);
  return (
    <>
      <a class="progress__back" href="#drills">
        {text('practice.all')}
      </a>
      <h1 class="phone-screen__title">{drill.name}</h1>
      <p class="progress__moment">
        {why === undefined || recommended === null
          ? text('practice.for', { faults: listed(namesOfFaults) })
          : text('practice.why', {
              fault: catalogue.faults.find(({ id }) => id === why.id)?.name ?? '',
              seen: why.swings,
              swings: recommended.swings,
            })}
      </p>
      <section class="phone-card" aria-label={text('practice.how')}>
        <DrillPicture phone={phone} drawing={drill.drawing} name={drill.name} isLeft={isLeft} />
        <ol class="drill-steps">
          {drill.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <dl class="drill-facts">
          <dt>{text('practice.feel')}</dt>
          <dd>{drill.feel}</dd>
          <dt>{text('practice.dose')}</dt>
          <dd>{drill.dosage}</dd>
          {drill.equipment.length > 0 && (
            <>
              <dt>{text('practice.equipment')}</dt>
              <dd>{listed(drill.equipment)}</dd>
            </>
          )}
          <dt>{text('practice.easier')}</dt>
          <dd>{drill.easier}</dd>
        </dl>
      </section>
      <SayDone phone={phone} drill={drill.id} onDone={onDone} />
      {times.length > 0 && (
        <section class="phone-card" aria-labelledby="drill-times">
          <h2 id="drill-times" class="phone-card__title">
            {counted('practice.times', times.length)}
          </h2>
          {effect !== null && <Effect words={effectWords(effect, catalogue)} />}
          <ul class="drills__history">
            {times.map(({ id, notes, doneAt }) => (
              <li key={id}>
                <span>{shortDate(doneAt)}</span>
                {notes !== null && notes !== '' && <q class="drills__notes">{notes}</q>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Effect({ words }: { words: ReturnType<typeof effectWords> }) {
  return (
    <div>
      <p class="progress__verdict drill-effect" data-tone={words.tone}>
        {words.sentence}
      </p>
      {words.noise !== null && <p class="phone-card__hint">{words.noise}</p>}
    </div>
  );
}

function SayDone({ phone, drill, onDone }: { phone: Phone; drill: string; onDone: () => void }) {
  const [notes, setNotes] = useState('');
  const [isSaid, setSaid] = useState(false);
  const task = useTask();
  const id = useId();
  const say = () =>
    task.run(async () => {
      await phone.api.call<CompletedDrill>('POST', `/drills/${drill}/complete`, { notes: notes.trim() || null });
      setNotes('');
      setSaid(true);
      onDone();
    });
  return (
    <form
      class="phone-card"
      onSubmit={(event) => {
        event.preventDefault();
        void say();
      }}
    >
      <div class="field">
        <label class="field__label" for={id}>
          {text('practice.notes')}
        </label>
        <textarea
          id={id}
          class="field__input drill-notes"
          maxLength={NOTES_MAX}
          rows={2}
          value={notes}
          onInput={(typed) => {
            setNotes(typed.currentTarget.value);
            setSaid(false);
          }}
        />
      </div>
      <ProblemNote problem={task.problem} />
      <p class="drill-said" role="status">
        {isSaid ? text('practice.said') : ''}
      </p>
      <Action kind="main" type="submit" isRunning={task.isRunning}>
        {text('practice.done')}
      </Action>
    </form>
  );
}
