import type { BayHardware, BayWarning } from '../../api/contract/realtime.ts';
import { text } from '../locales/text.ts';
import { warningWords } from '../screen/warning-words.ts';
import { dispenserWords, teeWords } from './equipment-words.ts';
import { TeePicture } from './tee-picture.tsx';
import './equipment-panel.css';

/** More are rarely wrong at once, and two say more than where the ball is. */
const TROUBLES_MAX = 2;

/** Tee, balls, and what is wrong with them, with what to do about it. */
export function EquipmentPanel({ hardware, warnings }: { hardware: BayHardware; warnings: readonly BayWarning[] }) {
  const tee = teeWords(hardware);
  const dispenser = dispenserWords(hardware);
  const troubles = warningWords(warnings, []);
  const mood = hardware.isStopPressed ? 'stopped' : troubles.length > 0 ? 'trouble' : 'fine';
  const areThingsShown = mood !== 'stopped' && hardware.link === 'up' && troubles.length < TROUBLES_MAX;
  if (tee === null && dispenser === null && mood === 'fine') return null;
  return (
    <section class="equipment-panel" data-mood={mood} aria-label={text('equipment.title')}>
      <div class="equipment-panel__troubles" role="status" aria-live="polite">
        {troubles.slice(0, TROUBLES_MAX).map(({ code, title, hint }) => (
          <p class="equipment-panel__trouble" key={code}>
            <strong>{title}</strong>
            <span>{hint}</span>
          </p>
        ))}
      </div>
      {areThingsShown && (
        <div class="equipment-panel__things">
          {tee !== null && (
            <div class="equipment-panel__thing">
              <TeePicture tee={tee} />
              <p>
                <strong>{tee.title}</strong>
                {tee.height !== null && <span>{tee.height}</span>}
              </p>
            </div>
          )}
          {dispenser !== null && (
            <p class="equipment-panel__balls" data-low={dispenser.isLow}>
              {dispenser.credit !== null && <strong>{dispenser.credit}</strong>}
              {dispenser.stock !== null && <span>{dispenser.stock}</span>}
            </p>
          )}
        </div>
      )}
    </section>
  );
}
