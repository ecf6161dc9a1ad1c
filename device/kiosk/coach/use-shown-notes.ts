import { useEffect, useState } from 'preact/hooks';
import type { SwingNote } from '../../api/contract/coaching.ts';
import type { ReplayPlayer } from '../replay/replay-player.ts';
import { isShownWith } from './note-draft.ts';

/** While the replay runs a drawing stays long enough to be seen, in the swing's own time. */
const RUNNING_REACH_MS = 100;

/** The notes whose drawings lie over a camera's picture just now. Draws anew only when they change. */
export function useShownNotes(
  player: ReplayPlayer,
  notes: readonly SwingNote[],
  camera: { readonly name: string; readonly fps: number },
  isPlaying: boolean,
): readonly SwingNote[] {
  const [shown, setShown] = useState<readonly SwingNote[]>([]);
  const reachMs = isPlaying ? RUNNING_REACH_MS : 500 / camera.fps;
  useEffect(
    () =>
      player.onPlace((timeMs) => {
        const now = notes.filter((note) => note.drawings.length > 0 && isShownWith(note, camera.name, timeMs, reachMs));
        setShown((before) => (isSame(before, now) ? before : now));
      }),
    [player, notes, camera.name, reachMs],
  );
  return shown;
}

const isSame = (a: readonly SwingNote[], b: readonly SwingNote[]): boolean =>
  a.length === b.length && a.every((note, index) => note === b[index]);
