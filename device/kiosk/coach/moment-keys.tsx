import type { SwingReport } from '../../api/contract/report.ts';
import { EVENT_NAMES } from '../../api/contract/report.ts';
import { text } from '../locales/text.ts';
import type { ReplayPlayer } from '../replay/replay-player.ts';

/** The eight moments, each a press and a key away. What was not seen cannot be gone to. */
export function MomentKeys({ events, player }: { events: SwingReport['events']; player: ReplayPlayer }) {
  return (
    <div class="moment-keys" role="group" aria-label={text('replay.key-frames')}>
      {EVENT_NAMES.map((name, index) => {
        const event = events.find((each) => each.name === name);
        return (
          <button
            type="button"
            key={name}
            class="moment-keys__moment"
            aria-keyshortcuts={String(index + 1)}
            disabled={event === undefined}
            onClick={() => event !== undefined && player.goTo(event.timeMs)}
          >
            <kbd aria-hidden="true">{index + 1}</kbd> {text(`event.${name}`)}
          </button>
        );
      })}
    </div>
  );
}
