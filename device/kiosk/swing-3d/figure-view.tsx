import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { SwingEvent } from '../../api/contract/report.ts';
import type { SwingJoints } from '../../api/contract/rest.ts';
import { wantsLessMotion } from '../design/less-motion.ts';
import { text } from '../locales/text.ts';
import type { ReplayPlayer } from '../replay/replay-player.ts';
import { fitCanvas } from '../skeleton/fit-canvas.ts';
import { drawFigure } from './draw-figure.ts';
import { between, lensOf, type Orbit, orbitOf, turned, VIEWS } from './orbit.ts';
import { spaceSwing } from './space-swing.ts';
import './figure-view.css';

/** Degrees of a drag over a hundredth of the canvas's width. */
const DRAG_DEGREES = 2.4;
const KEY_DEGREES = 6;
/** From one view to another. */
const TURNING_MS = 450;
const TURN_OF_KEY: Readonly<Record<string, readonly [turn: number, height: number]>> = {
  ArrowLeft: [-KEY_DEGREES, 0],
  ArrowRight: [KEY_DEGREES, 0],
  ArrowUp: [0, KEY_DEGREES],
  ArrowDown: [0, -KEY_DEGREES],
};

/** The swing in space, in step with the replay; a drag or the arrow keys turn it, buttons show the usual views. */
export function FigureView(props: {
  joints: Exclude<SwingJoints, { withheld: unknown }>;
  events: readonly SwingEvent[];
  player: ReplayPlayer;
}) {
  const { joints, events, player } = props;
  const swing = useMemo(() => spaceSwing(joints, events), [joints, events]);
  const canvas = useRef<HTMLCanvasElement>(null);
  const orbit = useRef<Orbit>(turned(orbitOf('face-on', joints.handedness), 25, 6));
  const redraw = useRef<() => void>(() => undefined);
  const turning = useRef(0);
  const [isTurned, setTurned] = useState(false);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d', { alpha: false }) ?? null;
    if (element === null || context === null) return;
    const draw = () => {
      const lens = lensOf(orbit.current, swing.centre, fitCanvas(element));
      drawFigure(context, swing, lens, player.timeMs);
      element.dataset['timeMs'] = player.timeMs.toFixed(1);
      element.dataset['turn'] = orbit.current.turn.toFixed(0);
      element.dataset['height'] = orbit.current.height.toFixed(0);
    };
    redraw.current = draw;
    const resized = new ResizeObserver(draw);
    resized.observe(element);
    const forget = player.onPlace(draw);
    return () => {
      forget();
      resized.disconnect();
      cancelAnimationFrame(turning.current);
    };
  }, [swing, player]);

  const turnBy = (turn: number, height: number) => {
    cancelAnimationFrame(turning.current);
    orbit.current = turned(orbit.current, turn, height);
    redraw.current();
    setTurned(true);
  };
  const turnTo = (wanted: Orbit) => {
    cancelAnimationFrame(turning.current);
    const [from, beganMs] = [orbit.current, performance.now()];
    const lengthMs = wantsLessMotion() ? 0 : TURNING_MS;
    const go = (nowMs: number) => {
      const share = lengthMs === 0 ? 1 : Math.min(1, Math.max(0, (nowMs - beganMs) / lengthMs));
      orbit.current = between(from, wanted, share * share * (3 - 2 * share));
      redraw.current();
      if (share < 1) turning.current = requestAnimationFrame(go);
    };
    go(beganMs);
  };
  const onKey = (key: KeyboardEvent) => {
    const by = TURN_OF_KEY[key.key];
    if (by === undefined) return;
    key.preventDefault();
    turnBy(...by);
  };
  const onDrag = (drag: PointerEvent) => {
    const element = canvas.current;
    if (element === null || !element.hasPointerCapture(drag.pointerId)) return;
    const perPixel = (100 / element.clientWidth) * DRAG_DEGREES;
    turnBy(-drag.movementX * perPixel, drag.movementY * perPixel);
  };
  return (
    <>
      <canvas
        ref={canvas}
        class="figure-view__canvas"
        // The arrow keys belong to the figure while it has the focus.
        role="application"
        aria-label={text('space.figure')}
        tabIndex={0}
        onKeyDown={onKey}
        onPointerDown={(press) => canvas.current?.setPointerCapture(press.pointerId)}
        onPointerMove={onDrag}
      />
      {!isTurned && <p class="figure-view__hint">{text('space.hint')}</p>}
      <div class="figure-view__views" role="group" aria-label={text('space.views')}>
        {VIEWS.map((view) => (
          <button
            type="button"
            key={view}
            class="figure-view__view"
            onClick={() => turnTo(orbitOf(view, joints.handedness))}
          >
            {text(`space.view.${view}`)}
          </button>
        ))}
      </div>
    </>
  );
}
