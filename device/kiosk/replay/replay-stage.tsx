import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { SwingReport } from '../../api/contract/report.ts';
import type { BayApi } from '../connection/bay-api.ts';
import { wantsLessMotion } from '../design/less-motion.ts';
import { text } from '../locales/text.ts';
import type { ScreenSwing } from '../screen/screen-state.ts';
import type { GolferPlace } from '../skeleton/picture-fit.ts';
import { DrawingsOverReplay } from '../coach/drawings-over-replay.tsx';
import { useBayNotes } from '../coach/use-bay-notes.ts';
import { KeyFrameStrip } from './key-frame-strip.tsx';
import { ReplayControls } from './replay-controls.tsx';
import { ReplayPlayer } from './replay-player.ts';
import { replayRange } from './replay-range.ts';
import { ReplayTile } from './replay-tile.tsx';
import { SpaceTile } from './space-tile.tsx';
import type { StageCamera } from './stage-camera.ts';
import { swingPlace } from './swing-place.ts';
import { Timeline } from './timeline.tsx';
import { useClipPoses } from './use-clip-poses.ts';
import { useDrawings } from './use-drawings.ts';
import { ALL_OVERLAYS, type Overlays, ViewTool, ViewTools } from './view-tools.tsx';
import './replay-stage.css';

const CAMERAS_SHOWN_MAX = 4;

/** The replay of one swing: every camera's clip in step, the timeline and the key moments below. */
export function ReplayStage(props: {
  swing: ScreenSwing;
  cameras: readonly StageCamera[];
  /** The best earlier swing and what the page calls it; null where there is none. */
  best: { readonly report: SwingReport; readonly name: string } | null;
  api: BayApi;
  lastPlace: (camera: string) => GolferPlace | null;
  /** Absent where there is nothing to compare with. */
  onCompare?: (() => void) | undefined;
  children: ComponentChildren;
}) {
  const { swing, best, api, lastPlace, onCompare } = props;
  const { report } = swing;
  const cameras = props.cameras.slice(0, CAMERAS_SHOWN_MAX);
  const [overlays, setOverlays] = useState<Overlays>(ALL_OVERLAYS);
  const [isInSpace, setInSpace] = useState(false);
  const [isPlaying, setIsPlaying] = useState(true);
  const [clipLengthMs, setClipLengthMs] = useState<number | null>(null);
  const range = useMemo(() => replayRange(report, clipLengthMs), [report, clipLengthMs]);
  const [player] = useState(() => new ReplayPlayer(range, setIsPlaying, wantsLessMotion()));
  const poses = useClipPoses(api, report);
  const earlierPoses = useClipPoses(api, overlays.ghost ? (best?.report ?? null) : null);
  const places = useMemo(
    () => new Map([...poses].map(([camera, each]) => [camera, swingPlace(each, range.fromMs, range.toMs)])),
    [poses, range],
  );
  const notes = useBayNotes(api, report === null ? null : swing.id);
  const drawings = useDrawings({
    report,
    poses,
    places,
    earlier: best === null ? null : { report: best.report, poses: earlierPoses },
    overlays,
  });
  useEffect(() => player.setRange(range), [player, range]);
  useEffect(() => player.setSlowness(report?.slowMotion.factor ?? null), [player, report]);
  useEffect(() => () => player.close(), [player]);
  return (
    <div class="replay-stage">
      <div class="replay-stage__pictures" data-count={cameras.length} data-space={isInSpace}>
        {isInSpace && report !== null && <SpaceTile api={api} report={report} player={player} />}
        {cameras.map((camera) => (
          <ReplayTile
            key={camera.name}
            name={camera.name}
            camera={camera}
            address={api.videoAddress(swing.id, camera.name)}
            isAbsent={report !== null && !report.clips.some((clip) => clip.camera === camera.name)}
            drawing={drawings(camera.name, lastPlace(camera.name))}
            timesMs={poses.get(camera.name)?.timesMs}
            player={player}
            onLength={setClipLengthMs}
          >
            <DrawingsOverReplay
              notes={notes}
              camera={camera}
              place={places.get(camera.name) ?? lastPlace(camera.name)}
              player={player}
              isPlaying={isPlaying}
            />
          </ReplayTile>
        ))}
      </div>
      {report !== null && (
        <ViewTools overlays={overlays} onOverlays={setOverlays} ghost={best?.name ?? null}>
          <ViewTool name="views.space" isOn={isInSpace} onPress={() => setInSpace(!isInSpace)} />
          {onCompare !== undefined && (
            <button type="button" class="view-tools__open" onClick={onCompare}>
              {text('beside.open')}
            </button>
          )}
        </ViewTools>
      )}
      <Timeline player={player} range={range} report={report} />
      {report !== null && report.events.length > 0 && (
        <KeyFrameStrip swingId={swing.id} report={report} api={api} places={places} player={player} />
      )}
      <div class="replay-stage__foot">
        <ReplayControls player={player} isPlaying={isPlaying} />
        {props.children}
      </div>
    </div>
  );
}
