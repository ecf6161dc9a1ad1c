import { text } from '../../locales/text.ts';

const PLACES = [
  { name: 'overview', href: '#progress' },
  { name: 'goals', href: '#progress/goals' },
  { name: 'compare', href: '#compare' },
] as const;

export type ProgressTab = (typeof PLACES)[number]['name'];

/** From one look at one's progress to the others. */
export function ProgressTabs({ current }: { current: ProgressTab }) {
  return (
    <nav class="progress-tabs" aria-label={text('progress.tabs')}>
      {PLACES.map(({ name, href }) => (
        <a key={name} href={href} aria-current={name === current ? 'page' : undefined}>
          {text(`progress.tab.${name}`)}
        </a>
      ))}
    </nav>
  );
}
