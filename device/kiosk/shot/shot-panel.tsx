import { text, type TextKey } from '../locales/text.ts';
import { ShotFigure } from './shot-card.tsx';
import type { ShotNumber, ShotWords } from './shot-words.ts';
import './shot-panel.css';

/** Everything that the launch monitor said of the shot, the ball’s first. */
export function ShotPanel({ shot }: { shot: ShotWords }) {
  return (
    <div class="shot-panel">
      <h3 class="shot-panel__title">{text('shot.title')}</h3>
      <Part name="shot.ball" figures={shot.ball} />
      <Part name="shot.club" figures={shot.club} />
      <p class="shot-panel__device">{text('shot.measured-by', { device: shot.device })}</p>
    </div>
  );
}

function Part({ name, figures }: { name: TextKey; figures: readonly ShotNumber[] }) {
  if (figures.length === 0) return null;
  return (
    <section class="shot-panel__part">
      <h4 class="shot-panel__name">{text(name)}</h4>
      <dl class="shot-panel__figures">
        {figures.map((each) => (
          <ShotFigure key={each.key} figure={each} />
        ))}
      </dl>
    </section>
  );
}
