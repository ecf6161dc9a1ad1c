import type { BayState } from '../../api/contract/realtime.ts';
import { text } from '../locales/text.ts';
import './first-swing-guide.css';

const STEPS = ['mat', 'ready', 'swing'] as const;

/** Stands where the last swing will be: three steps, the one that is due lit; none where nobody is asked to swing. */
export function FirstSwingGuide({ bayState }: { bayState: BayState | null }) {
  const due = bayState === null ? null : bayState === 'empty' ? 'mat' : bayState === 'occupied' ? 'ready' : 'swing';
  return (
    <section class="first-swing-guide">
      <h2 class="first-swing-guide__title">{text('guide.title')}</h2>
      <ol class="first-swing-guide__steps">
        {STEPS.map((step, index) => (
          <li
            key={step}
            class="first-swing-guide__step"
            data-due={step === due}
            aria-current={step === due ? 'step' : undefined}
          >
            <span class="first-swing-guide__number" aria-hidden="true">
              {index + 1}
            </span>
            {text(`guide.step.${step}`)}
          </li>
        ))}
      </ol>
    </section>
  );
}
