import { text } from '../locales/text.ts';
import './measuring-card.css';

/** Says that the numbers are on their way, and how far they are. */
export function MeasuringCard({ progress }: { progress: number | null }) {
  const percent = Math.round((progress ?? 0) * 100);
  return (
    <section class="measuring-card" role="status" aria-live="polite">
      <p class="measuring-card__title">{text('result.measuring')}</p>
      <p class="measuring-card__hint">{text('result.measuring.hint')}</p>
      <div
        class="measuring-card__track"
        role="progressbar"
        aria-label={text('result.measuring')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <span class="measuring-card__bar" style={{ width: `${Math.max(4, percent)}%` }} />
      </div>
    </section>
  );
}
