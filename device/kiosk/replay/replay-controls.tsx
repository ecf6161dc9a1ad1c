import { useState } from 'preact/hooks';
import { text, type TextKey } from '../locales/text.ts';
import type { ReplayPlayer } from './replay-player.ts';
import { FIRST_SPEED, REPLAY_SPEEDS, type ReplaySpeed } from './replay-speed.ts';
import './replay-controls.css';

const NAMES: Readonly<Record<ReplaySpeed, 'eighth' | 'quarter' | 'half' | 'full'>> = {
  0.125: 'eighth',
  0.25: 'quarter',
  0.5: 'half',
  1: 'full',
};

export function ReplayControls({ player, isPlaying }: { player: ReplayPlayer; isPlaying: boolean }) {
  const [speed, setSpeed] = useState<ReplaySpeed>(FIRST_SPEED);
  const choose = (chosen: ReplaySpeed) => {
    setSpeed(chosen);
    player.setSpeed(chosen);
  };
  return (
    <div class="replay-controls">
      <Control name="replay.back" path="M7 5v14M18 5 10 12l8 7Z" onPress={() => player.step(-1)} />
      <Control
        name={isPlaying ? 'replay.pause' : 'replay.play'}
        path={isPlaying ? 'M8 5v14M16 5v14' : 'M8 4.5v15l11-7.5Z'}
        isMain
        onPress={() => (isPlaying ? player.pause() : player.play())}
      />
      <Control name="replay.forward" path="M17 5v14M6 5l8 7-8 7Z" onPress={() => player.step(1)} />
      <div class="replay-controls__speeds" role="group" aria-label={text('replay.speed')}>
        {REPLAY_SPEEDS.map((each) => (
          <button
            type="button"
            key={each}
            class="replay-controls__speed"
            aria-pressed={each === speed}
            onClick={() => choose(each)}
          >
            <span class="spoken-only">{text(`replay.speed.${NAMES[each]}.spoken`)}</span>
            <span aria-hidden="true">{text(`replay.speed.${NAMES[each]}`)}</span>
          </button>
        ))}
      </div>
    </div>
  );
}

function Control(props: { name: TextKey; path: string; isMain?: boolean; onPress: () => void }) {
  const { name, path, isMain, onPress } = props;
  return (
    <button type="button" class="replay-controls__button" data-main={isMain} aria-label={text(name)} onClick={onPress}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d={path} />
      </svg>
    </button>
  );
}
