import { useEffect, useRef, useState } from 'preact/hooks';
import type { LiveCamera } from '../../api/contract/realtime.ts';
import { text } from '../locales/text.ts';
import { cameraWords } from '../screen/camera-words.ts';
import type { LiveFeed } from './live-feed.ts';
import './camera-tile.css';

export function CameraTile({ camera, feed }: { camera: LiveCamera; feed: LiveFeed }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isStill, setIsStill] = useState(true);
  const words = cameraWords(camera);
  useEffect(() => {
    if (canvas.current === null) return;
    return feed.show(camera.name, canvas.current, setIsStill);
  }, [camera.name, feed]);
  return (
    <figure class="camera-tile" data-camera={camera.name}>
      <canvas
        ref={canvas}
        class="camera-tile__picture"
        role="img"
        aria-label={text('camera.picture', { camera: words })}
      />
      {isStill && <p class="camera-tile__waiting">{text('camera.waiting')}</p>}
      <figcaption class="camera-tile__name">{words}</figcaption>
    </figure>
  );
}
