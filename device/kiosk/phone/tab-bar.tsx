import { text } from '../locales/text.ts';
import { hashOf, type PhonePlaceName } from './phone-place.ts';
import './tab-bar.css';

const TABS = ['swings', 'progress', 'drills', 'me'] as const;
type Tab = (typeof TABS)[number];

const SIGNS: Readonly<Record<Tab, string>> = {
  swings: 'M5 20h8M8 20 16 5M16 5l4 2M18.5 18.5a1.5 1.5 0 1 0 0 .01',
  progress: 'M4 19V5M4 19h16M7.5 15l4-4.5 3 2.5 5-6.5',
  drills: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Z',
  me: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4.5 20c.8-3.6 3.7-5.5 7.5-5.5s6.7 1.9 7.5 5.5',
};

/** Which tab a place belongs to. */
function tabOf(place: PhonePlaceName): Tab {
  if (place === 'progress' || place === 'compare') return 'progress';
  if (place === 'week') return 'drills';
  return place === 'drills' || place === 'me' ? place : 'swings';
}

/** At the lower edge, where a thumb is. */
export function TabBar({ place }: { place: PhonePlaceName }) {
  return (
    <nav class="tab-bar" aria-label={text('phone.tabs')}>
      {TABS.map((tab) => (
        <a
          key={tab}
          class="tab-bar__tab"
          href={hashOf({ name: tab })}
          aria-current={tab === tabOf(place) ? 'page' : undefined}
        >
          <svg class="tab-bar__sign" viewBox="0 0 24 24" aria-hidden="true">
            <path d={SIGNS[tab]} />
          </svg>
          {text(`phone.tab.${tab}`)}
        </a>
      ))}
    </nav>
  );
}
