import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/**
 * How many rows of numbers the element has room for. The element's height must not depend on the answer, or the two
 * would chase each other: the style sheet gives it the room that is left.
 */
const ROW_REM = 5;
const GAP_REM = 0.9;
const ROWS_MIN = 1;

export function useRowsThatFit() {
  const room = useRef<HTMLDivElement>(null);
  const [rows, setRows] = useState(ROWS_MIN);
  useLayoutEffect(() => {
    const element = room.current;
    if (element === null) return;
    const count = () => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      setRows(Math.max(ROWS_MIN, Math.floor((element.clientHeight / rem + GAP_REM) / (ROW_REM + GAP_REM))));
    };
    const resized = new ResizeObserver(count);
    resized.observe(element);
    count();
    return () => resized.disconnect();
  }, []);
  return { room, rows };
}
