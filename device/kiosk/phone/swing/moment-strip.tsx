import type { EventName, SwingReport } from '../../../api/contract/report.ts';
import { text } from '../../locales/text.ts';
import type { ReplayPlayer } from '../../replay/replay-player.ts';
import { FilePicture } from '../file-picture.tsx';
import type { PhoneApi } from '../phone-api.ts';

/** The eight moments as pictures, to be swiped; a tap stands still at one. */
export function MomentStrip(props: { api: PhoneApi; report: SwingReport; camera: string; player: ReplayPlayer }) {
  const { api, report, camera, player } = props;
  if (report.events.length === 0) return null;
  const pictureOf = (event: EventName) =>
    report.keyFrames.find((frame) => frame.event === event && frame.camera === camera);
  return (
    <ol class="moment-strip" aria-label={text('replay.key-frames')}>
      {report.events.map(({ name, timeMs }) => {
        const picture = pictureOf(name);
        return (
          <li key={name}>
            <button type="button" class="moment-strip__moment" onClick={() => player.goTo(timeMs)}>
              {picture === undefined ? (
                <span class="moment-strip__picture" />
              ) : (
                <FilePicture
                  key={picture.sha256}
                  api={api}
                  path={`/swings/${report.id}/frames/${picture.sha256}`}
                  class="moment-strip__picture"
                />
              )}
              {text(`event.${name}`)}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
