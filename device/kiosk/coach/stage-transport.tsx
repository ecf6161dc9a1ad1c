import type { SwingReport } from '../../api/contract/report.ts';
import { text } from '../locales/text.ts';
import { ReplayControls } from '../replay/replay-controls.tsx';
import type { ReplayPlayer } from '../replay/replay-player.ts';
import type { ReplayRange } from '../replay/replay-range.ts';
import { Timeline } from '../replay/timeline.tsx';
import { MomentKeys } from './moment-keys.tsx';

/** The way through the swing: timeline, moments and controls. It rests while a picture is held for its drawing. */
export function StageTransport(props: {
  player: ReplayPlayer;
  range: ReplayRange;
  report: SwingReport;
  isPlaying: boolean;
  isHeld: boolean;
  hasSkeleton: boolean;
  onSkeleton: () => void;
}) {
  const { player, range, report, isPlaying, isHeld, hasSkeleton, onSkeleton } = props;
  return (
    <>
      {isHeld && <p class="coach-soft">{text('coach.draw.held')}</p>}
      <div class="coach-stage__transport" inert={isHeld}>
        <Timeline player={player} range={range} report={report} />
        <MomentKeys events={report.events} player={player} />
      </div>
      <div class="coach-stage__foot">
        <div class="coach-stage__transport" inert={isHeld}>
          <ReplayControls player={player} isPlaying={isPlaying} />
        </div>
        <button
          type="button"
          class="coach-button"
          aria-pressed={hasSkeleton}
          aria-keyshortcuts="S"
          onClick={onSkeleton}
        >
          {text('coach.skeleton')}
        </button>
      </div>
      <details class="coach-stage__keys">
        <summary>{text('coach.keys')}</summary>
        <p>{text('coach.keys.replay')}</p>
        <p>{text('coach.keys.drawing')}</p>
        <p>{text('drawing.keys')}</p>
      </details>
    </>
  );
}
