import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { SwingNote } from '../../api/contract/coaching.ts';
import type { DrawingColour } from '../../api/contract/drawing-bounds.ts';
import type { SwingReport } from '../../api/contract/report.ts';
import type { ShapeKind } from '../drawing/drawing-state.ts';
import { DrawingTools } from '../drawing/drawing-tools.tsx';
import { text } from '../locales/text.ts';
import type { PhoneApi } from '../phone/phone-api.ts';
import type { ReplayPlayer } from '../replay/replay-player.ts';
import type { ReplayRange } from '../replay/replay-range.ts';
import { swingPlace } from '../replay/swing-place.ts';
import { OverPicture, type StageDrawing } from './over-picture.tsx';
import { orderOf, type Pressed, type StageOrder } from './stage-shortcuts.ts';
import { StageTile } from './stage-tile.tsx';
import { StageTransport } from './stage-transport.tsx';
import { CAMERAS_SHOWN_MAX, useClipFiles } from './use-clip-files.ts';
import { usePoses } from './use-poses.ts';
import './coach-stage.css';

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
              <OverPicture
                camera={camera}
                place={place}
                notes={notes}
                player={player}
                isPlaying={isPlaying}
                drawing={drawing?.camera === camera.name ? drawing : null}
                tool={{ kind, colour }}
                onDraw={isHeld ? null : () => onDraw(camera.name)}
              />
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
      <StageTransport
        player={player}
        range={range}
        report={report}
        isPlaying={isPlaying}
        isHeld={isHeld}
        hasSkeleton={hasSkeleton}
        onSkeleton={() => setSkeleton(!hasSkeleton)}
      />
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
