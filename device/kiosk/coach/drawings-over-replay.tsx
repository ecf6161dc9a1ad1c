import type { SwingNote } from '../../api/contract/coaching.ts';
import { DrawnMarks } from '../drawing/drawn-marks.tsx';
import { PictureOverlay } from '../drawing/picture-overlay.tsx';
import type { ReplayPlayer } from '../replay/replay-player.ts';
import type { StageCamera } from '../replay/stage-camera.ts';
import type { GolferPlace } from '../skeleton/picture-fit.ts';
import { useShownNotes } from './use-shown-notes.ts';

/** What coaches drew, over the replay of the picture that they drew on: for the coach, the phone and the bay alike. */
export function DrawingsOverReplay(props: {
  notes: readonly SwingNote[];
  camera: StageCamera;
  /** As the replay's tile has it. */
  place: GolferPlace | null;
  player: ReplayPlayer;
  isPlaying: boolean;
}) {
  const { notes, camera, place, player, isPlaying } = props;
  const shown = useShownNotes(player, notes, camera, isPlaying);
  return (
    <PictureOverlay picture={camera} place={place}>
      {(fit, room) => (
        <DrawnMarks shapes={shown.flatMap(({ drawings }) => drawings)} picture={camera} fit={fit} room={room} />
      )}
    </PictureOverlay>
  );
}
