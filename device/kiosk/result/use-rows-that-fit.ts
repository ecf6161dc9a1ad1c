import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/**
 * How many rows of numbers the element has room for. The element's height must not depend on the answer, or the two
 * would chase each other: the style sheet gives it the room that is left.
 */
const NUMBER_ROW = { heightRem: 5, gapRem: 0.9 };
const ROWS_MIN = 1;

/** `row` is what the style sheet makes of one; keep one object, not a new one each time. */
export function useRowsThatFit(row: { readonly heightRem: number; readonly gapRem: number } = NUMBER_ROW) {
  const room = useRef<HTMLDivElement>(null);
  const [rows, setRows] = useState(ROWS_MIN);
  useLayoutEffect(() => {
    const element = room.current;
    if (element === null) return;
    const count = () => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      setRows(Math.max(ROWS_MIN, Math.floor((element.clientHeight / rem + row.gapRem) / (row.heightRem + row.gapRem))));
    };
    const resized = new ResizeObserver(count);
    resized.observe(element);
    count();
    return () => resized.disconnect();
  }, [row]);
  return { room, rows };
}
