import { useEffect, useState } from 'preact/hooks';

/** A part of the page that is fetched when it is first shown: null until it is there, `lost` where it does not come. */
export function usePart<Part>(load: () => Promise<Part>): Part | 'lost' | null {
  const [part, setPart] = useState<{ readonly part: Part } | 'lost' | null>(null);
  useEffect(() => {
    let isWanted = true;
    load().then(
      (loaded) => isWanted && setPart({ part: loaded }),
      () => isWanted && setPart('lost'),
    );
    return () => {
      isWanted = false;
    };
  }, []);
  return part === null || part === 'lost' ? part : part.part;
}
