import { useEffect, useState } from 'preact/hooks';
import { text } from '../locales/text.ts';
import type { Caption, CaptionLine } from './caption-line.ts';
import './cue-caption.css';

/** The spoken cue in writing. The place is always there, so that a screen reader notices what appears in it. */
export function CueCaption({ captions }: { captions: CaptionLine }) {
  const [caption, setCaption] = useState<Caption | null>(null);
  useEffect(() => captions.onChange(setCaption), [captions]);
  return (
    <div class="cue-caption" role="status" aria-live="polite" aria-label={text('caption.name')}>
      {caption !== null && (
        <p class="cue-caption__words" lang={caption.language}>
          {caption.text}
        </p>
      )}
    </div>
  );
}
