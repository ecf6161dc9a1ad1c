import { listed, text } from '../locales/text.ts';
import type { WithheldWords } from './number-words.ts';
import './withheld-list.css';

/** What was not measured, by its reason. */
export function WithheldList({ withheld, hasTitle }: { withheld: readonly WithheldWords[]; hasTitle: boolean }) {
  return (
    <div class="withheld-list">
      {hasTitle && <h4 class="withheld-list__title">{text('withheld.title')}</h4>}
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
