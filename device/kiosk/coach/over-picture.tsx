import type { SwingNote } from '../../api/contract/coaching.ts';
import type { DrawingColour } from '../../api/contract/drawing-bounds.ts';
import { DrawingBoard } from '../drawing/drawing-board.tsx';
import type { DrawingState, DrawingStep, ShapeKind } from '../drawing/drawing-state.ts';
import { PictureOverlay } from '../drawing/picture-overlay.tsx';
import { text } from '../locales/text.ts';
import type { ReplayPlayer } from '../replay/replay-player.ts';
import type { StageCamera } from '../replay/stage-camera.ts';
import { cameraWords } from '../screen/camera-words.ts';
import type { GolferPlace } from '../skeleton/picture-fit.ts';
import { DrawingsOverReplay } from './drawings-over-replay.tsx';

/** What is being drawn, and on which camera. */
export interface StageDrawing {
  readonly camera: string;
  readonly state: DrawingState;
  readonly onStep: (step: DrawingStep) => void;
}

/** Over one camera's picture: the board while it is drawn on, else what was drawn on this picture before. */
export function OverPicture(props: {
  camera: StageCamera;
  place: GolferPlace | null;
  notes: readonly SwingNote[];
  player: ReplayPlayer;
  isPlaying: boolean;
  /** Null while nobody draws on this camera. */
  drawing: StageDrawing | null;
  tool: { readonly kind: ShapeKind; readonly colour: DrawingColour };
  /** Null while another picture is being drawn on. */
  onDraw: (() => void) | null;
}) {
  const { camera, place, notes, player, isPlaying, drawing, tool, onDraw } = props;
  if (drawing !== null) {
    return (
      <PictureOverlay picture={camera} place={place}>
        {(fit, room) => (
          <DrawingBoard
            state={drawing.state}
            onStep={drawing.onStep}
            kind={tool.kind}
            colour={tool.colour}
            picture={camera}
            fit={fit}
            room={room}
            label={text('drawing.board', { camera: cameraWords(camera) })}
          />
        )}
      </PictureOverlay>
    );
  }
  return (
    <>
      <DrawingsOverReplay notes={notes} camera={camera} place={place} player={player} isPlaying={isPlaying} />
      {onDraw !== null && (
        <button type="button" class="coach-button coach-stage__draw" onClick={onDraw}>
          {text('coach.draw')}
          <span class="spoken-only"> {cameraWords(camera)}</span>
        </button>
      )}
    </>
  );
}
