import type { SwingReport } from '../../api/contract/report.ts';
import { text } from '../locales/text.ts';
import { useLanguage } from '../locales/use-language.ts';
import { coachCue } from './coach-cue.ts';
import { useHeldCue } from './use-held-cue.ts';
import './cue-line.css';

/**
 * The one thing to feel, read at three metres. It has its room from the beginning, so that nothing moves when Claude's
 * takes the place of the bay's own; and while it is held nothing changes at all.
 */
export function CueLine(props: { report: SwingReport; feel: string | null; isHeld: boolean }) {
  const { report, feel, isHeld } = props;
  const cue = useHeldCue(coachCue(report, feel, useLanguage()), isHeld, report.id);
  if (cue === null) return null;
  return (
    <p class="cue-line" data-from={cue.from}>
      <span class="cue-line__by">{text(cue.from === 'claude' ? 'words.claude' : 'words.by')}</span>
      <span key={cue.words} class="cue-line__words">
        {cue.words}
      </span>
    </p>
  );
}
