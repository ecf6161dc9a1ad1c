import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { textHere } from '../locales/text-here.ts';
import type { SectionProps } from './phone.ts';
import type { PhonePlaceName } from './phone-place.ts';

type Section = ComponentType<SectionProps>;

/** One line a section: each comes when somebody goes there, and stays in the phone's own copy from then on. */
export const SECTIONS: Readonly<Record<Exclude<PhonePlaceName, 'join'>, () => Promise<Section>>> = {
  swings: async () => (await import('./swings/swings-section.tsx')).SwingsSection,
  swing: async () => (await import('./swing/swing-section.tsx')).SwingSection,
  live: async () => (await import('./live/live-section.tsx')).LiveSection,
  progress: async () => (await import('./progress/progress-section.tsx')).ProgressSection,
  compare: async () => (await import('./compare/compare-section.tsx')).CompareSection,
  drills: async () => (await import('./drills/drills-section.tsx')).DrillsSection,
  visit: async () => (await import('./coach/visit-section.tsx')).VisitSection,
  week: async () => (await import('./coach/week-section.tsx')).WeekSection,
  me: async () => (await import('./me/me-section.tsx')).MeSection,
};

/** Shows the section of a place as soon as it has come. */
export function ShownSection(props: SectionProps & { name: keyof typeof SECTIONS }) {
  const { name, phone, place } = props;
  const [shown, setShown] = useState<{ name: string; Section: Section } | null>(null);
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    let isWanted = true;
    setMissing(false);
    SECTIONS[name]().then(
      (Section) => isWanted && setShown({ name, Section }),
      () => isWanted && setMissing(true),
    );
    return () => {
      isWanted = false;
    };
  }, [name]);
  if (isMissing) return <p class="phone-screen__missing">{textHere('phone.section.missing')}</p>;
  if (shown === null || shown.name !== name) return null;
  return <shown.Section phone={phone} place={place} />;
}
