import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { SwingNote } from '../../api/contract/coaching.ts';
import type { DrawingColour } from '../../api/contract/drawing.ts';
import type { SwingReport } from '../../api/contract/report.ts';
import { DrawingBoard } from '../drawing/drawing-board.tsx';
import type { DrawingState, DrawingStep, ShapeKind } from '../drawing/drawing-state.ts';
import { DrawingTools } from '../drawing/drawing-tools.tsx';
import { PictureOverlay } from '../drawing/picture-overlay.tsx';
import { text } from '../locales/text.ts';
import type { PhoneApi } from '../phone/phone-api.ts';
import { ReplayControls } from '../replay/replay-controls.tsx';
import type { ReplayPlayer } from '../replay/replay-player.ts';
import { type ReplayRange } from '../replay/replay-range.ts';
import { swingPlace } from '../replay/swing-place.ts';
import { Timeline } from '../replay/timeline.tsx';
import { cameraWords } from '../screen/camera-words.ts';
import { DrawingsOverReplay } from './drawings-over-replay.tsx';
import { MomentKeys } from './moment-keys.tsx';
import { orderOf, type Pressed, type StageOrder } from './stage-shortcuts.ts';
import { StageTile } from './stage-tile.tsx';
import { CAMERAS_SHOWN_MAX, useClipFiles } from './use-clip-files.ts';
import { usePoses } from './use-poses.ts';
import './coach-stage.css';

/** What is being drawn, and on which camera; null while nobody writes a note. */
export interface StageDrawing {
  readonly camera: string;
  readonly state: DrawingState;
  readonly onStep: (step: DrawingStep) => void;
}

/** Every view of the swing in step, to be searched picture by picture, and drawn on. */
export function CoachStage(props: {
  api: PhoneApi;
  report: SwingReport;
  notes: readonly SwingNote[];
  player: ReplayPlayer;
  range: ReplayRange;
  isPlaying: boolean;
  drawing: StageDrawing | null;
  /** A camera was chosen to draw on, or a tool was taken while nobody drew. */
  onDraw: (camera: string) => void;
}) {
  const { api, report, notes, player, range, isPlaying, drawing, onDraw } = props;
  const stage = useRef<HTMLElement>(null);
  const [hasSkeleton, setSkeleton] = useState(true);
  const [kind, setKind] = useState<ShapeKind>('line');
  const [colour, setColour] = useState<DrawingColour>('amber');
  const files = useClipFiles(api, report);
  const poses = usePoses(api, report);
  const places = useMemo(
    () => new Map([...poses].map(([name, each]) => [name, swingPlace(each, range.fromMs, range.toMs)])),
    [poses, range],
  );
  const cameras = report.cameras.slice(0, CAMERAS_SHOWN_MAX);
  /** A drawing belongs to its picture: with lines on it, the replay stands still. */
  const isHeld = drawing !== null && (drawing.state.shapes.length > 0 || drawing.state.draft !== null);
  useEffect(() => stage.current?.focus({ preventScroll: true }), []);

  const take = (tool: ShapeKind) => {
    drawing?.onStep({ step: 'cancel' });
    setKind(tool);
  };
  const obey = (order: StageOrder) => {
    switch (order.order) {
      case 'play-or-pause':
        return isHeld ? undefined : isPlaying ? player.pause() : player.play();
      case 'step':
        return isHeld ? undefined : player.step(order.frames);
      case 'event': {
        const event = report.events.find(({ name }) => name === order.event);
        return isHeld || event === undefined ? undefined : player.goTo(event.timeMs);
      }
      case 'skeleton':
        return setSkeleton((before) => !before);
      case 'draw':
        take(order.kind);
        return drawing === null && cameras[0] !== undefined ? onDraw(cameras[0].name) : undefined;
      case 'undo':
      case 'redo':
        return drawing?.onStep({ step: order.order });
    }
  };
  const key = (event: KeyboardEvent) => {
    const order = orderOf(pressedIn(event));
    if (order === null) return;
    event.preventDefault();
    obey(order);
  };
  return (
    <section
      ref={stage}
      class="coach-stage"
      aria-label={text('coach.stage')}
      // Keys act while the focus is somewhere in here, and nowhere else.
      tabIndex={-1}
      onKeyDown={key}
    >
      <div class="coach-stage__pictures" data-count={cameras.length}>
        {cameras.map((camera) => {
          const place = places.get(camera.name) ?? null;
          return (
            <StageTile
              key={camera.name}
              camera={camera}
              address={report.clips.some((clip) => clip.camera === camera.name) ? files.get(camera.name) : null}
              fromMs={report.clips.find((clip) => clip.camera === camera.name)?.fromMs ?? 0}
              skeleton={hasSkeleton ? (poses.get(camera.name) ?? null) : null}
              place={place}
              player={player}
            >
              {drawing?.camera === camera.name ? (
                <PictureOverlay picture={camera} place={place}>
                  {(fit, room) => (
                    <DrawingBoard
                      state={drawing.state}
                      onStep={drawing.onStep}
                      kind={kind}
                      colour={colour}
                      picture={camera}
                      fit={fit}
                      room={room}
                      label={text('drawing.board', { camera: cameraWords(camera) })}
                    />
                  )}
                </PictureOverlay>
              ) : (
                <DrawingsOverReplay notes={notes} camera={camera} place={place} player={player} isPlaying={isPlaying} />
              )}
              {drawing?.camera !== camera.name && (
                <button
                  type="button"
                  class="coach-button coach-stage__draw"
                  aria-disabled={isHeld}
                  onClick={() => !isHeld && onDraw(camera.name)}
                >
                  {text('coach.draw')}
                  <span class="spoken-only"> {cameraWords(camera)}</span>
                </button>
              )}
            </StageTile>
          );
        })}
      </div>
      {drawing !== null && (
        <DrawingTools
          kind={kind}
          colour={colour}
          state={drawing.state}
          onKind={take}
          onColour={setColour}
          onStep={drawing.onStep}
        />
      )}
      {isHeld && <p class="coach-soft">{text('coach.draw.held')}</p>}
      <div class="coach-stage__transport" inert={isHeld}>
        <Timeline player={player} range={range} report={report} />
        <MomentKeys events={report.events} player={player} />
      </div>
      <div class="coach-stage__foot">
        <div class="coach-stage__transport" inert={isHeld}>
          <ReplayControls player={player} isPlaying={isPlaying} />
        </div>
        <button
          type="button"
          class="coach-button"
          aria-pressed={hasSkeleton}
          aria-keyshortcuts="S"
          onClick={() => setSkeleton(!hasSkeleton)}
        >
          {text('coach.skeleton')}
        </button>
      </div>
      <details class="coach-stage__keys">
        <summary>{text('coach.keys')}</summary>
        <p>{text('coach.keys.replay')}</p>
        <p>{text('coach.keys.drawing')}</p>
        <p>{text('drawing.keys')}</p>
      </details>
    </section>
  );
}

function pressedIn(event: KeyboardEvent): Pressed {
  const target = event.target as HTMLElement;
  const isSlider = target instanceof HTMLInputElement && target.type === 'range';
  return {
    key: event.key,
    isShift: event.shiftKey,
    isCommand: event.ctrlKey || event.metaKey,
    isAlt: event.altKey,
    on: isSlider
      ? 'slider'
      : target.matches('input, textarea, select')
        ? 'field'
        : target.matches('button, a, summary')
          ? 'button'
          : 'stage',
  };
}
