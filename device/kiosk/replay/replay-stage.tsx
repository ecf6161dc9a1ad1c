import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { BayApi } from '../connection/bay-api.ts';
import type { ScreenSwing } from '../screen/screen-state.ts';
import type { GolferPlace } from '../skeleton/picture-fit.ts';
import { DrawingsOverReplay } from '../coach/drawings-over-replay.tsx';
import { useBayNotes } from '../coach/use-bay-notes.ts';
import { KeyFrameStrip } from './key-frame-strip.tsx';
import { ReplayControls } from './replay-controls.tsx';
import { ReplayPlayer } from './replay-player.ts';
import { replayRange } from './replay-range.ts';
import { ReplayTile } from './replay-tile.tsx';
import type { StageCamera } from './stage-camera.ts';
import { swingPlace } from './swing-place.ts';
import { Timeline } from './timeline.tsx';
import { useClipPoses } from './use-clip-poses.ts';
import './replay-stage.css';

const CAMERAS_SHOWN_MAX = 4;

/** The replay of one swing: every camera's clip in step, the timeline and the key moments below. */
export function ReplayStage(props: {
  swing: ScreenSwing;
  cameras: readonly StageCamera[];
  api: BayApi;
  lastPlace: (camera: string) => GolferPlace | null;
  children: ComponentChildren;
}) {
  const { swing, api, lastPlace } = props;
  const { report } = swing;
  const cameras = props.cameras.slice(0, CAMERAS_SHOWN_MAX);
  const [isPlaying, setIsPlaying] = useState(true);
  const [clipLengthMs, setClipLengthMs] = useState<number | null>(null);
  const range = useMemo(() => replayRange(report, clipLengthMs), [report, clipLengthMs]);
  const [player] = useState(() => new ReplayPlayer(range, setIsPlaying));
  const poses = useClipPoses(api, report);
  const places = useMemo(
    () => new Map([...poses].map(([camera, each]) => [camera, swingPlace(each, range.fromMs, range.toMs)])),
    [poses, range],
  );
  const notes = useBayNotes(api, report === null ? null : swing.id);
  useEffect(() => player.setRange(range), [player, range]);
  useEffect(() => () => player.close(), [player]);
  return (
    <div class="replay-stage">
      <div class="replay-stage__pictures" data-count={cameras.length}>
        {cameras.map((camera) => (
          <ReplayTile
            key={camera.name}
            camera={camera}
            address={api.videoAddress(swing.id, camera.name)}
            fromMs={report?.clips.find((clip) => clip.camera === camera.name)?.fromMs ?? 0}
            isAbsent={report !== null && !report.clips.some((clip) => clip.camera === camera.name)}
            poses={poses.get(camera.name) ?? null}
            place={places.get(camera.name) ?? lastPlace(camera.name)}
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
