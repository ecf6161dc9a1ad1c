import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { SwingWarp } from '../compare/swing-warp.ts';
import { text } from '../locales/text.ts';
import { cameraWords } from '../screen/camera-words.ts';
import { ReplayCanvas, type ReplayDrawing } from './replay-canvas.ts';
import type { ReplayPlayer } from './replay-player.ts';
import type { StageCamera } from './stage-camera.ts';
import './replay-tile.css';

/** A clip is written while its swing is already on the screen: ask again until it is there, but not for ever. */
const RETRY_MS = 400;
const ATTEMPTS_MAX = 25;

export function ReplayTile(props: {
  /** Its name among the player's videos. */
  name: string;
  camera: StageCamera;
  /** What stands on the tile; the camera's words where absent. */
  label?: string;
  address: string;
  isAbsent: boolean;
  drawing: ReplayDrawing;
  timesMs?: readonly number[] | undefined;
  warp?: SwingWarp | undefined;
  player: ReplayPlayer;
  onLength?: (lengthMs: number) => void;
  /** What lies over the picture. */
  children?: ComponentChildren;
}) {
  const { name, camera, address, isAbsent, drawing, timesMs, warp, player, onLength } = props;
  const { fromMs } = drawing;
  const video = useRef<HTMLVideoElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef<ReplayCanvas | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [isReady, setIsReady] = useState(false);
  const words = props.label ?? cameraWords(camera);

  useEffect(() => {
    if (video.current === null || canvas.current === null) return;
    const shown = new ReplayCanvas(canvas.current, video.current);
    drawn.current = shown;
    return () => {
      drawn.current = null;
      shown.close();
      player.remove(name);
    };
  }, [name, player]);

  useEffect(() => drawn.current?.setDrawing(drawing), [drawing]);

  useEffect(() => {
    if (video.current === null || !isReady) return;
    player.add(name, { video: video.current, fromMs, framePeriodMs: 1000 / camera.fps, timesMs, warp });
  }, [player, name, camera.fps, fromMs, timesMs, warp, isReady]);

  const ready = () => {
    setIsReady(true);
    const seconds = video.current?.duration ?? Number.NaN;
    if (Number.isFinite(seconds)) onLength?.(seconds * 1000);
    drawn.current?.redraw();
  };
  const failed = () => {
    setIsReady(false);
    if (attempt >= ATTEMPTS_MAX) return;
    setAttempt(attempt + 1);
    setTimeout(() => video.current?.load(), RETRY_MS);
  };
  const isGivenUp = isAbsent || attempt >= ATTEMPTS_MAX;
  return (
    <figure class="replay-tile" data-camera={camera.name} data-name={name} data-ready={isReady}>
      <video
        ref={video}
        class="replay-tile__video"
        src={isAbsent ? undefined : address}
        muted
        playsInline
        preload="auto"
        aria-hidden="true"
        tabIndex={-1}
        onLoadedData={ready}
        onError={failed}
      />
      <canvas
        ref={canvas}
        class="replay-tile__picture"
        role="img"
        aria-label={text('replay.picture', { camera: words })}
      />
      {props.children}
      {!isReady && <p class="replay-tile__waiting">{text(isGivenUp ? 'replay.no-clip' : 'replay.loading')}</p>}
      <figcaption class="replay-tile__name">{words}</figcaption>
    </figure>
  );
}
