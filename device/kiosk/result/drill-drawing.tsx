import { useEffect, useState } from 'preact/hooks';

/** Asked for once: a drawing that does not come is left out, since the steps say the same. */
const ANSWER_MS_MAX = 10_000;

/**
 * A drill's drawing, from the bay itself, as a part of the page: an image of its own would have none of the page's
 * letters, and a bay may have no others.
 */
export function DrillDrawing({ address }: { address: string }) {
  const [drawing, setDrawing] = useState('');
  useEffect(() => {
    let isWanted = true;
    fetch(address, { signal: AbortSignal.timeout(ANSWER_MS_MAX) })
      .then((answer) => (answer.ok ? answer.text() : ''))
      .then(
        (svg) => isWanted && setDrawing(svg),
        () => {},
      );
    return () => {
      isWanted = false;
    };
  }, [address]);
  return <div class="work-on-card__drawing" aria-hidden="true" dangerouslySetInnerHTML={{ __html: drawing }} />;
}
