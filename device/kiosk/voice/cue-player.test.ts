import { describe, expect, it } from 'vitest';
import { CuePlayer, type Sound } from './cue-player.ts';

class ScriptedSound implements Sound {
  volume = 1;
  isPlaying = false;
  play(): Promise<void> {
    this.isPlaying = true;
    return Promise.reject(new DOMException('not touched yet', 'NotAllowedError'));
  }
  pause(): void {
    this.isPlaying = false;
  }
}

const cue = (url: string | null) => ({ text: 'x', language: 'en' as const, url, volume: 0.4 });

describe('the cue player of a page', () => {
  const playerWith = () => {
    const sounds: ScriptedSound[] = [];
    const player = new CuePlayer(() => {
      const sound = new ScriptedSound();
      sounds.push(sound);
      return sound;
    });
    return { player, sounds };
  };

  it('plays one cue at a time at the bay’s volume, also where the browser refuses', () => {
    const { player, sounds } = playerWith();
    player.play(cue('/a'));
    player.play(cue('/b'));
    expect(sounds.map(({ isPlaying, volume }) => ({ isPlaying, volume }))).toEqual([
      { isPlaying: false, volume: 0.4 },
      { isPlaying: true, volume: 0.4 },
    ]);
  });

  it('is silent at once when it is hushed, and where the appliance speaks itself', () => {
    const { player, sounds } = playerWith();
    player.play(cue('/a'));
    player.hush();
    player.play(cue(null));
    expect(sounds.map(({ isPlaying }) => isPlaying)).toEqual([false]);
  });
});
