import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ClipPoses } from '../../api/contract/rest.ts';
import type { SharedSwing } from '../../api/contract/take-home.ts';
import { text } from '../locales/text.ts';
import { ReplayControls } from '../replay/replay-controls.tsx';
import { ReplayPlayer } from '../replay/replay-player.ts';
import { ReplayTile } from '../replay/replay-tile.tsx';
import { swingPlace } from '../replay/swing-place.ts';
import type { SharedSwingApi } from './shared-swing-api.ts';
import './shared-replay.css';

const LEAD_MS = 500;
const TAIL_MS = 500;
const MOMENTS: readonly SharedSwing['events'][number]['name'][] = ['address', 'top', 'impact', 'finish'];

/** Every camera's clip in step, with the skeleton; moments to go to, and a slider to go anywhere. */
export function SharedReplay({ api, swing }: { api: SharedSwingApi; swing: SharedSwing }) {
  // The page asks again while a video is made; the replay goes on.
  const [{ views, events }] = useState(swing);
  const range = useMemo(() => rangeOf(views, events), [views, events]);
  const [isPlaying, setIsPlaying] = useState(true);
  const [player] = useState(() => new ReplayPlayer(range, setIsPlaying));
  const [timeMs, setTimeMs] = useState(range.fromMs);
  useEffect(() => player.onPlace(setTimeMs), [player]);
  useEffect(() => () => player.close(), [player]);
  return (
    <section aria-labelledby="shared-replay">
      <h2 id="shared-replay" class="shared-swing__part">
        {text('shared.replay')}
      </h2>
      <div class="shared-replay__pictures" data-count={views.length}>
        {views.map((view) => (
          <SharedTile key={view.camera} api={api} view={view} range={range} player={player} />
        ))}
      </div>
      <input
        type="range"
        class="shared-replay__slider"
        aria-label={text('replay.timeline')}
        min={range.fromMs}
        max={range.toMs}
        step={1}
        value={timeMs}
        onInput={(event) => player.goTo(Number(event.currentTarget.value))}
      />
      <div class="shared-replay__moments">
        {MOMENTS.flatMap((name) => events.filter((event) => event.name === name)).map((event) => (
          <button
            type="button"
            key={event.name}
            class="shared-replay__moment"
            onClick={() => player.goTo(event.timeMs)}
          >
            {text(`event.${event.name}`)}
          </button>
        ))}
      </div>
      <ReplayControls player={player} isPlaying={isPlaying} />
    </section>
  );
}

function SharedTile(props: {
  api: SharedSwingApi;
  view: SharedSwing['views'][number];
  range: { fromMs: number; toMs: number };
  player: ReplayPlayer;
}) {
  const { api, view, range, player } = props;
  const [address, setAddress] = useState<string | null>(null);
  const [isLost, setIsLost] = useState(false);
  const [poses, setPoses] = useState<ClipPoses | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let isWanted = true;
    api.fetchClip(view.camera).then(
      (blob) => {
        if (!isWanted) return;
        made = URL.createObjectURL(blob);
        setAddress(made);
      },
      () => setIsLost(true),
    );
    // Without poses the replay has no skeleton; that is no failure.
    if (view.hasPoses)
      api.fetchPoses(view.camera).then(
        (found) => isWanted && setPoses(found),
        () => undefined,
      );
    return () => {
      isWanted = false;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [api, view]);
  const place = useMemo(() => poses && swingPlace(poses, range.fromMs, range.toMs), [poses, range]);
  const camera = { name: view.camera, role: view.role, width: view.width, height: view.height, fps: view.fps };
  const [stage] = useState(camera);
  const drawing = useMemo(
    () => ({ fromMs: view.fromMs, place, skeleton: poses, path: null, ghost: null }),
    [view, place, poses],
  );
  if (address === null) {
    return (
      <p class="shared-replay__waiting" role="status">
        {text(isLost ? 'replay.no-clip' : 'replay.loading')}
      </p>
    );
  }
  return (
    <ReplayTile
      name={view.camera}
      camera={stage}
      address={address}
      isAbsent={false}
      drawing={drawing}
      player={player}
    />
  );
}

function rangeOf(views: SharedSwing['views'], events: SharedSwing['events']): { fromMs: number; toMs: number } {
  const clipFromMs = Math.min(...views.map(({ fromMs }) => fromMs));
  const clipToMs = Math.max(...views.map(({ toMs }) => toMs));
  const times = events.map((event) => event.timeMs);
  if (times.length === 0) return { fromMs: clipFromMs, toMs: clipToMs };
  const fromMs = Math.max(clipFromMs, Math.min(...times) - LEAD_MS);
  return { fromMs, toMs: Math.max(fromMs + 1, Math.min(clipToMs, Math.max(...times) + TAIL_MS)) };
}
