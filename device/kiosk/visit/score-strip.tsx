import { useLayoutEffect, useRef } from 'preact/hooks';
import type { GolferSummary } from '../../api/contract/visit-summary.ts';
import { number, text } from '../locales/text.ts';
import { clubWords } from '../locales/club-words.ts';
import './score-strip.css';

/** Of the room for a bar and its number, for each point of ten. */
const BAR_PERCENT = 7.6;

/** The visit's swings as bars of their scores, in their order; a tap shows one again. */
export function ScoreStrip(props: { golfer: GolferSummary; onOpen: (swingId: string) => void }) {
  const { golfer, onOpen } = props;
  const strip = useRef<HTMLOListElement>(null);
  useLayoutEffect(() => {
    // Where not all have room, the newest are seen first.
    if (strip.current !== null) strip.current.scrollLeft = strip.current.scrollWidth;
  }, [golfer]);
  return (
    <ol ref={strip} class="score-strip" aria-label={text('summary.swings')}>
      {golfer.swings.map(({ id, kind, score, club }, at) => {
        const isBest = id === golfer.best;
        const said = score === null ? text(kind === 'practice' ? 'kind.practice' : 'score.none') : number(score, 1);
        const named = [text('session.swing', { number: at + 1 }), said, club === null ? '' : clubWords(club)];
        return (
          <li key={id} class="score-strip__swing" data-best={isBest}>
            <button type="button" class="score-strip__button" onClick={() => onOpen(id)}>
              <span class="spoken-only">
                {[...named, isBest ? text('summary.best') : ''].filter((word) => word !== '').join(', ')}
              </span>
              <span class="score-strip__room" aria-hidden="true">
                <span class="score-strip__score">{score === null ? '–' : number(score, 1)}</span>
                <span class="score-strip__bar" style={{ height: `${(score ?? 0) * BAR_PERCENT}%` }} />
              </span>
              <span class="score-strip__number" aria-hidden="true">
                {at + 1}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
