import { useEffect, useRef } from 'preact/hooks';
import { counted, text } from '../locales/text.ts';
import type { PhoneProblem } from '../phone/phone-problem.ts';
import type { NoteDraft } from './note-draft.ts';
import { Refusal } from './notice.tsx';

const WORDS_MAX = 2_000;
const VISIBILITIES = ['player', 'coach-only'] as const;

/** The words of a note and who may read them; its lines are drawn on the stage beside it. */
export function NoteEditor(props: {
  draft: NoteDraft;
  shapes: number;
  problem: PhoneProblem | null;
  onDraft: (draft: NoteDraft) => void;
  onSave: () => void;
  onCancel: () => void;
}) {
  const { draft, shapes, problem, onDraft, onSave, onCancel } = props;
  const words = useRef<HTMLTextAreaElement>(null);
  useEffect(() => words.current?.focus({ preventScroll: true }), []);
  const isEmpty = draft.words.trim() === '' && shapes === 0;
  return (
    <form
      class="note-editor"
      aria-label={text('coach.note.new')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmpty) onSave();
      }}
    >
      <label class="coach-field">
        {text('coach.note.words')}
        <textarea
          ref={words}
          rows={5}
          maxLength={WORDS_MAX}
          value={draft.words}
          onInput={(event) => onDraft({ ...draft, words: event.currentTarget.value })}
        />
      </label>
      <p class="coach-soft">{shapes === 0 ? text('coach.note.draw') : counted('coach.note.shapes', shapes)}</p>
      <fieldset class="note-editor__for">
        <legend>{text('coach.note.for')}</legend>
        {VISIBILITIES.map((each) => (
          <label key={each} class="note-editor__choice">
            <input
              type="radio"
              name="visibility"
              checked={draft.visibility === each}
              onChange={() => onDraft({ ...draft, visibility: each })}
            />
            {text(`coach.note.for.${each}`)}
          </label>
        ))}
      </fieldset>
      <Refusal problem={problem} />
      <div class="note-editor__end">
        <button type="submit" class="coach-button" data-main="true" disabled={isEmpty}>
          {text('coach.note.save')}
        </button>
        <button type="button" class="coach-button" onClick={onCancel}>
          {text('coach.note.cancel')}
        </button>
      </div>
    </form>
  );
}
