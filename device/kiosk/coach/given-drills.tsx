import { useState } from 'preact/hooks';
import type { AssignedDrillBody } from '../../api/contract/coaching.ts';
import type { Catalogue } from '../connection/catalogue.ts';
import { counted, text } from '../locales/text.ts';
import type { PhoneApi } from '../phone/phone-api.ts';
import type { PhoneProblem } from '../phone/phone-problem.ts';
import { Refusal } from './notice.tsx';
import { dayWords, drillName } from './swing-words.ts';
import './given-drills.css';

/** The drills that the player was given, and a form that gives another. */
export function GivenDrills(props: {
  api: Pick<PhoneApi, 'call'>;
  catalogue: Catalogue;
  coach: string;
  player: string;
  drills: readonly AssignedDrillBody[];
  onChange: () => void;
}) {
  const { api, catalogue, coach, player, drills, onChange } = props;
  const [problem, setProblem] = useState<PhoneProblem | null>(null);
  const takeBack = async (id: string) => {
    try {
      await api.call('DELETE', `/users/${player}/drills/${id}`);
      setProblem(null);
      onChange();
    } catch (refused) {
      setProblem(refused as PhoneProblem);
    }
  };
  return (
    <section class="coach-panel" aria-labelledby="player-drills">
      <h2 id="player-drills" class="coach-panel__title">
        {text('coach.drills')}
      </h2>
      {drills.length === 0 && <p class="coach-soft">{text('coach.drills.none')}</p>}
      <ul class="given-drills">
        {drills.map((each) => (
          <li key={each.id} class="given-drills__drill">
            <div>
              <strong>{drillName(catalogue, each.drill)}</strong>
              <p class="coach-soft">
                {text('coach.dose', each.dose)} · {dayWords(each.assignedAt)} ·{' '}
                {each.timesDone === 0 ? text('coach.drill.not-done') : counted('coach.drill.done', each.timesDone)}
              </p>
              {each.note !== '' && <p>{each.note}</p>}
            </div>
            {each.coach.id === coach && (
              <button type="button" class="coach-button" onClick={() => void takeBack(each.id)}>
                {text('coach.drill.take-back')}
                <span class="spoken-only"> {drillName(catalogue, each.drill)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      <Refusal problem={problem} />
      <GiveDrill api={api} catalogue={catalogue} player={player} onGiven={onChange} />
    </section>
  );
}

/** @param suggested the drill that the swing in view calls for */
export function GiveDrill(props: {
  api: Pick<PhoneApi, 'call'>;
  catalogue: Catalogue;
  player: string;
  suggested?: string | undefined;
  onGiven: () => void;
}) {
  const { api, catalogue, player, suggested, onGiven } = props;
  const [problem, setProblem] = useState<PhoneProblem | null>(null);
  const [given, setGiven] = useState<string | null>(null);
  const give = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const fields = new FormData(form);
    const said = (name: string) => {
      const value = fields.get(name);
      return typeof value === 'string' ? value : '';
    };
    const drill = said('drill');
    const dose = { rehearsals: Number(said('rehearsals')), balls: Number(said('balls')) };
    try {
      await api.call('POST', `/users/${player}/drills`, { drill, note: said('note'), dose });
      form.reset();
      setProblem(null);
      setGiven(drill);
      onGiven();
    } catch (refused) {
      setProblem(refused as PhoneProblem);
    }
  };
  return (
    <form class="give-drill" aria-label={text('coach.drill.give')} onSubmit={(event) => void give(event)}>
      <label class="coach-field">
        {text('coach.drill.which')}
        <select name="drill" required>
          {catalogue.drills.map(({ id, name }) => (
            <option key={id} value={id} selected={id === suggested}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <div class="give-drill__dose">
        <label class="coach-field">
          {text('coach.drill.rehearsals')}
          <input name="rehearsals" type="number" min="0" max="200" value="10" required />
        </label>
        <label class="coach-field">
          {text('coach.drill.balls')}
          <input name="balls" type="number" min="0" max="200" value="5" required />
        </label>
      </div>
      <label class="coach-field">
        {text('coach.drill.note')}
        <textarea name="note" rows={2} maxLength={500} />
      </label>
      <Refusal problem={problem} />
      <button type="submit" class="coach-button" data-main="true">
        {text('coach.drill.give')}
      </button>
      <p class="coach-soft" role="status">
        {given !== null && text('coach.drill.given', { drill: drillName(catalogue, given) })}
      </p>
    </form>
  );
}
