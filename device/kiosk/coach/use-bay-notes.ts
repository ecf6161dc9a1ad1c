import { useEffect, useState } from 'preact/hooks';
import type { SwingNote } from '../../api/contract/coaching.ts';
import type { BayApi } from '../connection/bay-api.ts';

/** A coach with a tablet stands beside the mat: what they draw is to be on the screen while it is spoken of. */
const LOOK_AGAIN_MS = 8_000;
const NONE: readonly SwingNote[] = [];

/** The notes for the player of the swing that the bay's screen shows, looked for again for as long as it does. */
export function useBayNotes(api: Pick<BayApi, 'fetchNotes'>, swingId: string | null): readonly SwingNote[] {
  const [known, setKnown] = useState<{ swingId: string; notes: readonly SwingNote[] } | null>(null);
  useEffect(() => {
    if (swingId === null) return;
    let isWanted = true;
    const look = () =>
      api.fetchNotes(swingId).then(
        (notes) => isWanted && setKnown({ swingId, notes }),
        // Without them the replay is what it was; the next look may find them.
        () => undefined,
      );
    void look();
    const again = setInterval(() => void look(), LOOK_AGAIN_MS);
    return () => {
      isWanted = false;
      clearInterval(again);
    };
  }, [api, swingId]);
  return known?.swingId === swingId ? known.notes : NONE;
}
