import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import './controls.css';

/** One thing to fill in, with its name above and what is to be known about it below. */
export function Field(
  props: {
    label: string;
    hint?: string;
    error?: string | null;
    value: string;
    onValue: (value: string) => void;
  } & Pick<JSX.InputHTMLAttributes<HTMLInputElement>, 'type' | 'autoComplete' | 'inputMode' | 'required' | 'maxLength'> &
    Pick<JSX.InputHTMLAttributes<HTMLInputElement>, 'minLength' | 'pattern' | 'min' | 'max' | 'step' | 'name'>,
) {
  const { label, hint, error, value, onValue, ...input } = props;
  const id = useId();
  const below = error ?? hint;
  return (
    <div class="field">
      <label class="field__label" for={id}>
        {label}
      </label>
      <input
        {...input}
        id={id}
        class="field__input"
        value={value}
        aria-invalid={error == null ? undefined : true}
        aria-describedby={below === undefined ? undefined : `${id}-below`}
        onInput={(typed) => onValue(typed.currentTarget.value)}
      />
      {below !== undefined && (
        <p id={`${id}-below`} class="field__below" data-error={error != null}>
          {below}
        </p>
      )}
    </div>
  );
}
