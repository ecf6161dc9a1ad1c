import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * How tightly a panel is set: as loosely as its words allow. Languages differ by a third in length, and the longest
 * drill of the longest one must still leave room for the numbers below it.
 *
 * The panel's own height must not depend on the answer: the style sheet gives it the room that there is. What does not
 * fit shows in the panel, or in its last part, which is the one that gives way.
 */
const DENSITIES = ['rows', 'roomy', 'loose', 'tight', 'tighter', 'tightest', 'tightest-numbers'] as const;

/** `whenChanged` names what is said in the panel. */
export function useDensity(whenChanged: string) {
  const panel = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = panel.current;
    if (element === null) return;
    const choose = () => {
      for (const density of DENSITIES) {
        element.dataset['density'] = density;
        if (hasRoom(element) && hasRoom(element.lastElementChild ?? element)) return;
      }
    };
    const resized = new ResizeObserver(choose);
    // Its parts as well: a drawing comes later than the words beside it. What is chosen last does not change by itself.
    for (const each of [element, ...element.children]) if (each !== element.lastElementChild) resized.observe(each);
    choose();
    void document.fonts.ready.then(choose);
    document.fonts.addEventListener('loadingdone', choose);
    return () => {
      resized.disconnect();
      document.fonts.removeEventListener('loadingdone', choose);
    };
  }, [whenChanged]);
  return panel;
}

function hasRoom(element: Element): boolean {
  return element.scrollHeight <= element.clientHeight + 1;
}
