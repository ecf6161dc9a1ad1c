import { useId } from 'preact/hooks';
import './controls.css';

/** On or off, and what that means. */
export function Switch(props: {
  label: string;
  hint?: string;
  isOn: boolean;
  isDisabled?: boolean;
  onTurn: (isOn: boolean) => void;
}) {
  const { label, hint, isOn, isDisabled = false, onTurn } = props;
  const id = useId();
  return (
    <div class="switch">
      <div class="switch__words">
        <span id={id} class="switch__label">
          {label}
        </span>
        {hint !== undefined && (
          <p id={`${id}-hint`} class="switch__hint">
            {hint}
          </p>
        )}
      </div>
      <button
        type="button"
        role="switch"
        class="switch__button"
        aria-checked={isOn}
        aria-labelledby={id}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        disabled={isDisabled}
        onClick={() => onTurn(!isOn)}
      >
        <span class="switch__knob" />
      </button>
    </div>
  );
}
