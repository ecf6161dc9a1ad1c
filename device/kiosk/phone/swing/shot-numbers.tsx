import type { SwingReport } from '../../../api/contract/report.ts';
import { currentLanguage } from '../../locales/language.ts';
import { text } from '../../locales/text.ts';
import { shotWords } from '../../shot/shot-words.ts';
import { unitsFor } from '../../shot/units.ts';

/** The ball and the club as a launch monitor saw them. */
export function ShotNumbers({ shot }: { shot: NonNullable<SwingReport['shot']> }) {
  const { ball, club, device } = shotWords(
    shot,
    unitsFor(currentLanguage(), document.documentElement.dataset['units']),
  );
  return (
    <section class="phone-card">
      <h2 class="phone-card__title">{text('phone.shot')}</h2>
      <dl class="shot-numbers">
        {[...ball, ...club].map(({ key, name, value, unit, side }) => (
          <div key={key} class="shot-numbers__number">
            <dt>{name}</dt>
            <dd>
              {value}
              {unit === '°' ? '°' : ' '}
              <span>{[unit === '°' ? null : unit, side].filter((words) => words !== null).join(' ')}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p class="phone-card__hint">{device}</p>
    </section>
  );
}
