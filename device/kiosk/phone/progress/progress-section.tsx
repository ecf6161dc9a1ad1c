import { text } from '../../locales/text.ts';
import type { SectionProps } from '../phone.ts';

/** Stands where the section will be. */
export function ProgressSection({ place }: SectionProps) {
  return (
    <h1 class="phone-screen__title" data-place={place.name}>
      {text('phone.tab.progress')}
    </h1>
  );
}
