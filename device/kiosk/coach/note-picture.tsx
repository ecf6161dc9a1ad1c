import { useEffect, useRef, useState } from 'preact/hooks';
import type { SwingNote } from '../../api/contract/coaching.ts';
import type { SwingReport } from '../../api/contract/report.ts';
import { DrawnMarks } from '../drawing/drawn-marks.tsx';
import { text } from '../locales/text.ts';
import type { PhoneApi } from '../phone/phone-api.ts';
import type { Size } from '../skeleton/picture-fit.ts';

/** The very picture that a coach drew on, taken from the clip, whole, with the drawing over it. */
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
    api.fetchFile(`/swings/${report.id}/video?camera=${encodeURIComponent(at.camera)}`, end.signal).then(
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
  return (
    <div ref={box} class="note-picture" style={{ aspectRatio: `${camera.width} / ${camera.height}` }}>
      {address === null ? (
        <p class="note-picture__waiting">{text(clip === undefined ? 'replay.no-clip' : 'replay.loading')}</p>
      ) : (
        <video
          class="note-picture__video"
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
      {room !== null && (
        <DrawnMarks
          shapes={drawings}
          picture={camera}
          fit={{ left: 0, top: 0, width: room.width, height: room.height }}
        />
      )}
    </div>
  );
}
