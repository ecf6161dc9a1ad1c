import { useEffect, useRef, useState } from 'preact/hooks';
import type { LiveCamera } from '../../api/contract/realtime.ts';
import { text } from '../locales/text.ts';
import { cameraWords } from '../screen/camera-words.ts';
import type { RemoteFeed, RemotePictureState } from './remote-feed.ts';
import './remote-view.css';

/** One camera of the bay, live with the skeleton, on a phone or any other page that is not the bay's own screen. */
export function RemoteView({ feed, camera }: { feed: RemoteFeed; camera: LiveCamera }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<RemotePictureState>('waiting');
  const words = cameraWords(camera);
  useEffect(() => {
    if (canvas.current === null || video.current === null) return;
    setState('waiting');
    return feed.show(camera.name, { canvas: canvas.current, video: video.current, onState: setState });
  }, [camera.name, feed]);
  return (
    <figure
      class="remote-view"
      data-camera={camera.name}
      data-state={state}
      style={{ '--shape': `${camera.width} / ${camera.height}` }}
    >
      <video ref={video} class="remote-view__source" muted playsInline aria-hidden="true" tabIndex={-1} />
      <canvas
        ref={canvas}
        class="remote-view__picture"
        role="img"
        aria-label={text('camera.picture', { camera: words })}
      />
      <div role="status">{state !== 'showing' && <Waiting state={state} />}</div>
      <figcaption class="remote-view__name">{words}</figcaption>
    </figure>
  );
}

function Waiting({ state }: { state: Exclude<RemotePictureState, 'showing'> }) {
  if (state === 'waiting') return <p class="remote-view__waiting">{text('camera.waiting')}</p>;
  return (
    <p class="remote-view__waiting">
      {text(state === 'full' ? 'remote.full' : 'remote.unsupported')}
      <span class="remote-view__hint">{text(state === 'full' ? 'remote.full.hint' : 'remote.unsupported.hint')}</span>
    </p>
  );
}
