import type { EventName, SwingReport } from '../../api/contract/report.ts';
import type { BayApi } from '../connection/bay-api.ts';
import { text } from '../locales/text.ts';
import type { GolferPlace } from '../skeleton/picture-fit.ts';
import { keyFrameCrop } from './key-frame-crop.ts';
import type { ReplayPlayer } from './replay-player.ts';
import './key-frame-strip.css';

/** The eight moments as pictures; a press shows that moment in every camera. */
export function KeyFrameStrip(props: {
  swingId: string;
  report: SwingReport;
  api: BayApi;
  places: ReadonlyMap<string, GolferPlace | null>;
  player: ReplayPlayer;
}) {
  const { swingId, report, api, places, player } = props;
  const camera = report.cameras.find((each) => each.role === 'face-on') ?? report.cameras[0];
  const pictureOf = (event: EventName) =>
    report.keyFrames.find((frame) => frame.event === event && frame.camera === camera?.name) ??
    report.keyFrames.find((frame) => frame.event === event);
  return (
    <section aria-label={text('replay.key-frames')}>
      <ol class="key-frame-strip">
        {report.events.map((event) => {
          const picture = pictureOf(event.name);
          return (
            <li key={event.name} class="key-frame-strip__item">
              <button type="button" class="key-frame-strip__button" onClick={() => player.goTo(event.timeMs)}>
                <span class="key-frame-strip__picture">
                  {picture !== undefined && (
                    <img
                      alt=""
                      src={api.keyFrameAddress(swingId, picture)}
                      style={{ objectViewBox: keyFrameCrop(picture, places.get(picture.camera) ?? null) }}
                    />
                  )}
                </span>
                <span class="key-frame-strip__name">{text(`event.${event.name}`)}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
