import { useEffect, useMemo, useState } from 'preact/hooks';
import type { SwingReport } from '../../../api/contract/report.ts';
import type { ClipPoses } from '../../../api/contract/rest.ts';
import { text } from '../../locales/text.ts';
import { ReplayControls } from '../../replay/replay-controls.tsx';
import { ReplayPlayer } from '../../replay/replay-player.ts';
import { replayRange } from '../../replay/replay-range.ts';
import { handPath } from '../../replay/hand-path.ts';
import { ReplayTile } from '../../replay/replay-tile.tsx';
import { swingPlace } from '../../replay/swing-place.ts';
import { Timeline } from '../../replay/timeline.tsx';
import { cameraWords } from '../../screen/camera-words.ts';
import { Action } from '../controls/action.tsx';
import { Choice } from '../controls/choice.tsx';
import { FilePicture } from '../file-picture.tsx';
import type { PhoneApi } from '../phone-api.ts';
import { useSeen } from '../use-seen.ts';
import { MomentStrip } from './moment-strip.tsx';
import { type Clip, useClip } from './use-clip.ts';
import './phone-replay.css';

/** One camera at a time, as large as a hand-held screen allows; the others are a tap away, at the same moment. */
export function PhoneReplay({ api, report }: { api: PhoneApi; report: SwingReport }) {
  const { cameras } = report;
  const [name, setName] = useState(cameras.find(({ role }) => role === 'face-on')?.name ?? cameras[0]?.name ?? '');
  const camera = cameras.find((each) => each.name === name);
  const [isDrawn, setDrawn] = useState(true);
  const [isPlaying, setIsPlaying] = useState(true);
  const [clipLengthMs, setClipLengthMs] = useState<number | null>(null);
  const range = useMemo(() => replayRange(report, clipLengthMs), [report, clipLengthMs]);
  const [player] = useState(() => new ReplayPlayer(range, setIsPlaying));
  useEffect(() => player.setRange(range), [player, range]);
  useEffect(() => () => player.close(), [player]);

  const held = report.clips.find((clip) => clip.camera === name);
  const ofCamera = `/swings/${report.id}`;
  const query = `camera=${encodeURIComponent(name)}`;
  const clip = useClip(api, held === undefined ? null : `${ofCamera}/video?${query}`);
  const hasPoses = report.landmarks.some((each) => each.camera === name);
  const poses = useSeen<ClipPoses>(api, hasPoses ? `${ofCamera}/poses?${query}` : null).value;
  const place = useMemo(() => (poses === null ? null : swingPlace(poses, range.fromMs, range.toMs)), [poses, range]);
  const drawing = useMemo(
    () => ({
      ...{ fromMs: held?.fromMs ?? 0, place, ghost: null },
      skeleton: isDrawn ? poses : null,
      path: isDrawn && poses !== null ? handPath(poses, report.events) : null,
    }),
    [held, place, poses, isDrawn, report],
  );
  if (camera === undefined) return null;
  return (
    <section class="phone-replay" aria-label={text('phone.replay')}>
      <div class="phone-replay__picture">
        {clip.address === null ? (
          <Waiting api={api} report={report} camera={name} clip={held === undefined ? null : clip} />
        ) : (
          <ReplayTile
            key={`${name} ${clip.address}`}
            name={name}
            camera={camera}
            address={clip.address}
            isAbsent={false}
            drawing={drawing}
            timesMs={poses?.timesMs}
            player={player}
            onLength={setClipLengthMs}
          />
        )}
      </div>
      <Timeline player={player} range={range} report={report} />
      <div class="phone-replay__controls">
        <ReplayControls player={player} isPlaying={isPlaying} />
        <button
          type="button"
          class="phone-replay__skeleton"
          aria-label={text('phone.replay.skeleton')}
          aria-pressed={isDrawn}
          onClick={() => setDrawn(!isDrawn)}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M12 6.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM12 6.5V14M12 9.5 7 12.5M12 9.5l5 3M12 14l-3.5 7M12 14l3.5 7" />
          </svg>
        </button>
      </div>
      {cameras.length > 1 && (
        <Choice
          label={text('phone.replay.camera')}
          isLabelSpokenOnly
          options={cameras.map((each) => ({ value: each.name, words: cameraWords(each) }))}
          chosen={name}
          onChoose={setName}
        />
      )}
      <MomentStrip api={api} report={report} camera={name} player={player} />
    </section>
  );
}

/** A still of the swing while its clip is on the way; where none comes, why, and a way to ask again where that can help. */
function Waiting(props: { api: PhoneApi; report: SwingReport; camera: string; clip: Clip | null }) {
  const { api, report, camera, clip } = props;
  const still =
    report.keyFrames.find((frame) => frame.event === 'top' && frame.camera === camera) ?? report.keyFrames[0];
  return (
    <div class="phone-replay__waiting">
      {still !== undefined && (
        <FilePicture api={api} path={`/swings/${report.id}/frames/${still.sha256}`} class="phone-replay__still" />
      )}
      {clip?.problem?.retryable === true ? (
        <div class="phone-replay__notice" role="status">
          <p>{clip.problem.words.title}</p>
          <p class="phone-replay__hint">{clip.problem.words.hint}</p>
          <Action kind="quiet" onPress={clip.tryAgain}>
            {text('remote.again')}
          </Action>
        </div>
      ) : (
        <p class="phone-replay__notice" role="status">
          {text(clip === null || clip.problem !== null ? 'replay.no-clip' : 'replay.loading')}
        </p>
      )}
    </div>
  );
}
