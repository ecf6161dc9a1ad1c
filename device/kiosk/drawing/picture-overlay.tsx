import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { fitPicture, type GolferPlace, type PictureFit, type Size } from '../skeleton/picture-fit.ts';
import './picture-overlay.css';

/** What lies over a replay's picture: it knows where the picture is under it, cut and enlarged as the replay does it. */
export function PictureOverlay(props: {
  /** Of the upright picture, in pixels. */
  picture: Size;
  /** As the replay under it has it. */
  place: GolferPlace | null;
  children: (fit: PictureFit, room: Size) => ComponentChildren;
}) {
  const { picture, place, children } = props;
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<Size | null>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () => setRoom({ width: element.clientWidth, height: element.clientHeight });
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    measure();
    return () => watch.disconnect();
  }, []);
  const isThere = room !== null && room.width > 0 && room.height > 0;
  return (
    <div ref={box} class="picture-overlay">
      {isThere && children(fitPicture(picture, room, place), room)}
    </div>
  );
}
