import { number as say, text } from '../locales/text.ts';
import type { ScreenSwing } from './screen-state.ts';
import './session-list.css';

/** The session's swings, newest first, to go back to. Numbers count from the session's first swing. */
export function SessionList(props: {
  swings: readonly ScreenSwing[];
  openId: string | null;
  onOpen: (swingId: string) => void;
}) {
  const { swings, openId, onOpen } = props;
  return (
    <nav class="session-list" aria-label={text('session.title')}>
      <ol class="session-list__swings">
        {swings.map((swing, index) => {
          const number = swings.length - index;
          return (
            <li key={swing.id}>
              <button
                type="button"
                class="session-list__swing"
                data-status={swing.status}
                aria-current={swing.id === openId ? 'true' : undefined}
                onClick={() => onOpen(swing.id)}
              >
                <span class="spoken-only">{spoken(swing, number)}</span>
                <span class="session-list__number" aria-hidden="true">
                  {number}
                </span>
                <span class="session-list__score" aria-hidden="true">
                  {shortScore(swing)}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

const scoreOf = (swing: ScreenSwing) => swing.report?.score?.overall ?? swing.score;

function shortScore(swing: ScreenSwing): string {
  if (swing.status === 'queued' || swing.status === 'analysing') return '…';
  const score = scoreOf(swing);
  return score === null ? '–' : say(score, 1);
}

function spoken(swing: ScreenSwing, number: number): string {
  const score = scoreOf(swing);
  if (swing.status === 'failed') return text('session.swing.failed', { number });
  if (swing.status !== 'completed') return text('session.swing.measuring', { number });
  if (score !== null) return text('session.swing.score', { number, score: say(score, 1) });
  return text(swing.kind === 'practice' ? 'session.swing.practice' : 'session.swing', { number });
}
