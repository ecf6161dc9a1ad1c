import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { ClipPoses } from '../../api/contract/rest.ts';
import { text } from '../locales/text.ts';
import { ReplayTile } from '../replay/replay-tile.tsx';
import type { ReplayPlayer } from '../replay/replay-player.ts';
import type { StageCamera } from '../replay/stage-camera.ts';
import { cameraWords } from '../screen/camera-words.ts';
import type { GolferPlace } from '../skeleton/picture-fit.ts';

/** One camera's replay with what lies over it. Without its file there is a word in its place. */
export function StageTile(props: {
  camera: StageCamera;
  /** Undefined while it comes, null where there is none. */
  address: string | null | undefined;
  fromMs: number;
  skeleton: ClipPoses | null;
  place: GolferPlace | null;
  player: ReplayPlayer;
  children: ComponentChildren;
}) {
  const { camera, address, fromMs, skeleton, place, player, children } = props;
  const drawing = useMemo(() => ({ fromMs, place, skeleton, path: null, ghost: null }), [fromMs, place, skeleton]);
  if (address == null) {
    return (
      <div class="coach-stage__tile" data-camera={camera.name}>
        <p class="coach-stage__waiting">
          {cameraWords(camera)}: {text(address === null ? 'replay.no-clip' : 'replay.loading')}
        </p>
      </div>
    );
  }
  return (
    <div class="coach-stage__tile" data-camera={camera.name}>
      <ReplayTile
        name={camera.name}
        camera={camera}
        address={address}
        isAbsent={false}
        drawing={drawing}
        player={player}
      >
        {children}
      </ReplayTile>
    </div>
  );
}
