import { useEffect, useRef, useState } from 'preact/hooks';
import type { SwingNote } from '../../api/contract/coaching.ts';
import type { SwingReport } from '../../api/contract/report.ts';
import type { PicturePoint } from '../../api/contract/drawing.ts';
import { DrawnMarks } from '../drawing/drawn-marks.tsx';
import { fitAround } from '../drawing/picture-geometry.ts';
import { text } from '../locales/text.ts';
import type { PhoneApi } from '../phone/phone-api.ts';
import type { Size } from '../skeleton/picture-fit.ts';

/** The very picture that a coach drew on, taken from the clip and cut round the drawing that lies over it. */
export function NotePicture(props: {
  api: Pick<PhoneApi, 'fetchFile'>;
  report: SwingReport;
  at: NonNullable<SwingNote['at']>;
  drawings: SwingNote['drawings'];
}) {
  const { api, report, at, drawings } = props;
  const camera = report.cameras.find(({ name }) => name === at.camera);
  const clip = report.clips.find((each) => each.camera === at.camera);
  const box = useRef<HTMLDivElement>(null);
  const [address, setAddress] = useState<string | null>(null);
  const [room, setRoom] = useState<Size | null>(null);
  useEffect(() => {
    if (clip === undefined) return;
    const end = new AbortController();
    let made: string | null = null;
    api.fetchFile(`/swings/${report.id}/video?camera=${encodeURIComponent(at.camera)}`, 'clip', end.signal).then(
      (file) => {
        if (end.signal.aborted) return;
        made = URL.createObjectURL(file);
        setAddress(made);
      },
      () => undefined,
    );
    return () => {
      end.abort();
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [api, report, at.camera]);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const watch = new ResizeObserver(() => setRoom({ width: element.clientWidth, height: element.clientHeight }));
    watch.observe(element);
    return () => watch.disconnect();
  }, [camera === undefined]);
  if (camera === undefined) return null;
  /** Half a picture in, so that rounding never lands on the one before. */
  const seconds = Math.max(0, (at.timeMs - (clip?.fromMs ?? 0) + 500 / camera.fps) / 1000);
  const points = drawings.flatMap((shape): readonly PicturePoint[] => shape.points);
  const fit = room === null ? null : fitAround(points, camera, room);
  return (
    <div ref={box} class="note-picture">
      {(address === null || fit === null) && (
        <p class="note-picture__waiting">{text(clip === undefined ? 'replay.no-clip' : 'replay.loading')}</p>
      )}
      {address !== null && fit !== null && (
        <video
          class="note-picture__video"
          style={{ left: `${fit.left}px`, top: `${fit.top}px`, width: `${fit.width}px`, height: `${fit.height}px` }}
          src={address}
          muted
          playsInline
          preload="auto"
          aria-hidden="true"
          tabIndex={-1}
          onLoadedMetadata={(event) => {
            event.currentTarget.currentTime = seconds;
          }}
        />
      )}
      {room !== null && fit !== null && <DrawnMarks shapes={drawings} picture={camera} fit={fit} room={room} />}
    </div>
  );
}
