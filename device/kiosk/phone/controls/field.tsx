import type { InputHTMLAttributes } from 'preact';
import { useId } from 'preact/hooks';
import './controls.css';

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | null;
  readonly value: string;
  readonly type?: 'text' | 'email' | 'password' | 'number';
  readonly name?: string;
  readonly autoComplete?: string;
  readonly inputMode?: 'email' | 'numeric' | 'decimal';
  readonly pattern?: string;
  readonly required?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly onValue: (value: string) => void;
}

/** One thing to fill in, with its name above and what is to be known about it below. */
export function Field(props: FieldProps) {
  const { label, hint, error, value, onValue, type = 'text', ...others } = props;
  // The types of this element tell each kind of input from the others; which one it is, is known only here.
  const input = { ...others, type } as InputHTMLAttributes;
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
