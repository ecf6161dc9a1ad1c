import { text } from '../locales/text.ts';
import type { ShotNumber, ShotWords } from './shot-words.ts';
import './shot-card.css';

/** The ball beside the body: what it did, in five numbers, and a tap for the rest. */
export function ShotCard(props: { shot: ShotWords; isOpen: boolean; onToggle: () => void }) {
  const { shot, isOpen, onToggle } = props;
  return (
    <section class="shot-card" aria-label={text('shot.title')}>
      <svg class="shot-card__ball" viewBox="0 0 48 48" aria-hidden="true">
        <path
          d="M3 41Q20 9 45 7"
          fill="none"
          stroke="var(--lime)"
          stroke-width="3"
          stroke-dasharray="1 6"
          stroke-linecap="round"
        />
        <circle cx="36" cy="12" r="9" fill="var(--ink)" />
      </svg>
      {shot.first.length === 0 ? (
        <p class="shot-card__none">{text('shot.none')}</p>
      ) : (
        <dl class="shot-card__numbers">
          {shot.first.map((each) => (
            <ShotFigure key={each.key} figure={each} />
          ))}
        </dl>
      )}
      {shot.ball.length + shot.club.length > 0 && (
        <button type="button" class="shot-card__more" aria-expanded={isOpen} onClick={onToggle}>
          {text(isOpen ? 'shot.less' : 'shot.more')}
        </button>
      )}
    </section>
  );
}

export function ShotFigure({ figure }: { figure: ShotNumber }) {
  return (
    <div class="shot-figure" data-key={figure.key}>
      <dt class="shot-figure__name">{figure.name}</dt>
      <dd class="shot-figure__value">
        {figure.value}
        <span class="shot-figure__unit" data-tight={figure.unit === '°'}>
          {figure.unit}
        </span>
        {figure.side !== null && <span class="shot-figure__side">{figure.side}</span>}
      </dd>
    </div>
  );
}
