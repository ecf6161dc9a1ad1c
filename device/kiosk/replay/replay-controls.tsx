import { useState } from 'preact/hooks';
import { text } from '../locales/text.ts';
import type { ReplayPlayer, ReplaySpeed } from './replay-player.ts';
import './replay-controls.css';

const SPEEDS: readonly { speed: ReplaySpeed; name: 'quarter' | 'half' | 'full' }[] = [
  { speed: 0.25, name: 'quarter' },
  { speed: 0.5, name: 'half' },
  { speed: 1, name: 'full' },
];

export function ReplayControls({ player, isPlaying }: { player: ReplayPlayer; isPlaying: boolean }) {
  const [speed, setSpeed] = useState<ReplaySpeed>(0.25);
  return (
    <div class="replay-controls">
      <button
        type="button"
        class="replay-controls__button"
        aria-label={text('replay.back')}
        onClick={() => player.step(-1)}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M7 5v14M18 5 10 12l8 7Z" />
        </svg>
      </button>
      <button
        type="button"
        class="replay-controls__button"
        data-main="true"
        aria-label={text(isPlaying ? 'replay.pause' : 'replay.play')}
        onClick={() => (isPlaying ? player.pause() : player.play())}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d={isPlaying ? 'M8 5v14M16 5v14' : 'M8 4.5v15l11-7.5Z'} />
        </svg>
      </button>
      <button
        type="button"
        class="replay-controls__button"
        aria-label={text('replay.forward')}
        onClick={() => player.step(1)}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M17 5v14M6 5l8 7-8 7Z" />
        </svg>
      </button>
      <div class="replay-controls__speeds" role="group" aria-label={text('replay.speed')}>
        {SPEEDS.map((each) => (
          <button
            type="button"
            key={each.name}
            class="replay-controls__speed"
            aria-pressed={each.speed === speed}
            onClick={() => {
              setSpeed(each.speed);
              player.setSpeed(each.speed);
            }}
          >
            <span class="spoken-only">{text(`replay.speed.${each.name}.spoken`)}</span>
            <span aria-hidden="true">{text(`replay.speed.${each.name}`)}</span>
          </button>
        ))}
      </div>
    </div>
  );
}
