import { useEffect, useMemo, useState } from 'preact/hooks';
import type { SwingReport } from '../../api/contract/report.ts';
import type { ClipPoses } from '../../api/contract/rest.ts';
import type { BayApi } from '../connection/bay-api.ts';
import { wantsLessMotion } from '../design/less-motion.ts';
import { text } from '../locales/text.ts';
import { handPath } from '../replay/hand-path.ts';
import type { ReplayDrawing } from '../replay/replay-canvas.ts';
import { ReplayControls } from '../replay/replay-controls.tsx';
import { ReplayPlayer } from '../replay/replay-player.ts';
import { replayRange } from '../replay/replay-range.ts';
import { ReplayTile } from '../replay/replay-tile.tsx';
import { swingPlace } from '../replay/swing-place.ts';
import { Timeline } from '../replay/timeline.tsx';
import { useClipPoses } from '../replay/use-clip-poses.ts';
import { cameraWords } from '../screen/camera-words.ts';
import { swingWarp } from './swing-warp.ts';

interface Named {
  readonly report: SwingReport;
  readonly name: string;
}

/** One view of two swings, the earlier one bent in time so that both are at the same place of the swing. */
export function ComparedReplays({ api, now, earlier }: { api: BayApi; now: Named; earlier: Named }) {
  const cameras = now.report.cameras.filter(({ name, role }) =>
    earlier.report.cameras.some((each) => each.name === name && each.role === role),
  );
  const [chosen, setChosen] = useState(0);
  const [isPlaying, setIsPlaying] = useState(true);
  const range = useMemo(() => replayRange(now.report, null), [now.report]);
  const [player] = useState(() => new ReplayPlayer(range, setIsPlaying, wantsLessMotion()));
  const warp = useMemo(() => swingWarp(now.report.events, earlier.report.events), [now.report, earlier.report]);
  const [poses, earlierPoses] = [useClipPoses(api, now.report), useClipPoses(api, earlier.report)];
  useEffect(() => () => player.close(), [player]);
  const camera = cameras[chosen] ?? cameras[0];
  if (camera === undefined || warp === null) return <p class="compare-view__words">{text('beside.no-view')}</p>;
  return (
    <>
      <div class="compared-replays__pictures">
        <SwingTile api={api} swing={earlier} camera={camera.name} poses={earlierPoses} player={player} warp={warp} />
        <SwingTile api={api} swing={now} camera={camera.name} poses={poses} player={player} />
      </div>
      <Timeline player={player} range={range} report={now.report} />
      <div class="compared-replays__foot">
        <ReplayControls player={player} isPlaying={isPlaying} />
        {cameras.length > 1 && (
          <div class="compared-replays__views" role="group" aria-label={text('beside.view')}>
            {cameras.map((each, index) => (
              <button
                type="button"
                key={each.name}
                class="compare-view__other"
                aria-pressed={each === camera}
                onClick={() => setChosen(index)}
              >
                {cameraWords(each)}
              </button>
            ))}
          </div>
        )}
      </div>
    </>
  );
}

function SwingTile(props: {
  api: BayApi;
  swing: Named;
  camera: string;
  poses: ReadonlyMap<string, ClipPoses>;
  player: ReplayPlayer;
  warp?: ReturnType<typeof swingWarp>;
}) {
  const { api, swing, camera, poses, player, warp } = props;
  const { report, name } = swing;
  const seen = report.cameras.find((each) => each.name === camera);
  const clip = report.clips.find((each) => each.camera === camera);
  const track = poses.get(camera) ?? null;
  const drawing = useMemo((): ReplayDrawing => {
    const { fromMs, toMs } = replayRange(report, null);
    return {
      fromMs: clip?.fromMs ?? 0,
      place: track === null ? null : swingPlace(track, fromMs, toMs),
      skeleton: track,
      path: track === null ? null : handPath(track, report.events),
      ghost: null,
    };
  }, [report, clip, track]);
  if (seen === undefined) return null;
  return (
    <ReplayTile
      key={`${report.id} ${camera}`}
      name={`${report.id} ${camera}`}
      camera={seen}
      label={name}
      address={api.videoAddress(report.id, camera)}
      isAbsent={clip === undefined}
      drawing={drawing}
      timesMs={track?.timesMs}
      warp={warp ?? undefined}
      player={player}
    />
  );
}
