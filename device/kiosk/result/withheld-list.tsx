import { listed } from '../locales/text.ts';
import type { WithheldWords } from './number-words.ts';
import './withheld-list.css';

/** What was not measured, by its reason. */
export function WithheldList({ withheld }: { withheld: readonly WithheldWords[] }) {
  return (
    <div class="withheld-list">
      <ul class="withheld-list__reasons">
        {withheld.map((each) => (
          <li key={each.reason}>
            <span class="withheld-list__names">{listed(each.names)}</span>
            <span class="withheld-list__reason">{each.reason}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
