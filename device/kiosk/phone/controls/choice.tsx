import { useId } from 'preact/hooks';
import './controls.css';

/** One of a few, all to be seen. */
export function Choice<Value extends string>(props: {
  label: string;
  options: readonly { readonly value: Value; readonly words: string }[];
  chosen: Value | null;
  isLabelSpokenOnly?: boolean;
  onChoose: (value: Value) => void;
}) {
  const { label, options, chosen, isLabelSpokenOnly = false, onChoose } = props;
  const name = useId();
  return (
    <fieldset class="choice">
      <legend class={isLabelSpokenOnly ? 'spoken-only' : 'field__label'}>{label}</legend>
      <div class="choice__options">
        {options.map(({ value, words }) => (
          <label key={value} class="choice__option">
            <input type="radio" name={name} value={value} checked={value === chosen} onChange={() => onChoose(value)} />
            <span>{words}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
