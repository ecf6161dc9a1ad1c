import type { ComponentChildren } from 'preact';
import './controls.css';

/** A button for a thumb. */
export function Action(props: {
  kind?: 'main' | 'plain' | 'quiet' | 'danger';
  type?: 'button' | 'submit';
  isRunning?: boolean;
  isDisabled?: boolean;
  onPress?: () => void;
  children: ComponentChildren;
}) {
  const { kind = 'plain', type = 'button', isRunning = false, isDisabled = false, onPress, children } = props;
  return (
    <button
      type={type}
      class="action"
      data-main={kind === 'main'}
      data-quiet={kind === 'quiet'}
      data-danger={kind === 'danger'}
      disabled={isDisabled || isRunning}
      aria-busy={isRunning}
      onClick={onPress}
    >
      {isRunning && <span class="action__turning" aria-hidden="true" />}
      {children}
    </button>
  );
}
