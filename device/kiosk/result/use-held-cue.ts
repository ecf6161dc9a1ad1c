import { useRef } from 'preact/hooks';
import type { CoachCue } from './coach-cue.ts';

/** The newest cue of a swing, but that what is shown stays while it is held. */
export function useHeldCue(cue: CoachCue | null, isHeld: boolean, swing: string): CoachCue | null {
  const shown = useRef({ swing, cue });
  if (!isHeld || shown.current.swing !== swing) shown.current = { swing, cue };
  return shown.current.cue;
}
