import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { text } from '../locales/text.ts';
import './panel.css';
import './pill.css';

/**
 * The frame of what somebody opened by a tap: its name, a way back, and the keyboard's: it starts at the name, and
 * Escape leaves.
 */
export function Panel(props: {
  name: string;
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  actions?: ComponentChildren;
}) {
  const { name, title, onClose, children, actions } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  // Before anybody can press a key: Escape must find the panel.
  useLayoutEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const leave = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
  };
  return (
    <section class={`panel ${name}`} aria-labelledby={`${name}-title`} onKeyDown={leave}>
      <header class="panel__head">
        <h2 id={`${name}-title`} class="panel__title" tabIndex={-1} ref={heading}>
          {title}
        </h2>
        <div class="panel__actions">
          {actions}
          <button type="button" class="pill" onClick={onClose}>
            {text('panel.back')}
          </button>
        </div>
      </header>
      <div class={`panel__body ${name}__body`}>{children}</div>
    </section>
  );
}
