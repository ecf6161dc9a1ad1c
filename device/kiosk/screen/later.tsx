import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { text } from '../locales/text.ts';
import './later.css';

/**
 * A part of the screen that is not needed to begin with: its code comes when it is first shown, or when the screen has
 * nothing else to do. What is loaded once stays.
 */
export interface LaterPart<Props extends object> {
  /** Null until it is there. */
  component: ComponentType<Props> | null;
  load(): Promise<ComponentType<Props>>;
}

export function laterPart<Props extends object>(fetchPart: () => Promise<ComponentType<Props>>): LaterPart<Props> {
  const part: LaterPart<Props> = {
    component: null,
    async load() {
      part.component ??= await fetchPart();
      return part.component;
    },
  };
  return part;
}

/** Shows a part as soon as it is there. A bay that was updated meanwhile no longer has it: the page is loaded anew. */
export function Later<Props extends object>({ part, props }: { part: LaterPart<Props>; props: Props }) {
  const [, drawAgain] = useState(0);
  useEffect(() => {
    if (part.component !== null) return;
    let isWanted = true;
    part.load().then(
      () => isWanted && drawAgain((times) => times + 1),
      () => isWanted && location.reload(),
    );
    return () => {
      isWanted = false;
    };
  }, [part]);
  const Component = part.component;
  if (Component === null) return <p class="later">{text('panel.coming')}</p>;
  return <Component {...props} />;
}
