import type { ComponentProps } from 'preact';
import { text } from '../locales/text.ts';
import { usePart } from '../replay/use-part.ts';
import type { CompareView } from './compare-view.tsx';

/** The comparison is fetched when somebody asks for it: the page itself starts without. */
export function ComparePart(props: ComponentProps<typeof CompareView>) {
  const Part = usePart(() => import('./compare-view.tsx').then((part) => part.CompareView));
  if (Part !== null && Part !== 'lost') return <Part {...props} />;
  return (
    <section class="notice-card" role="status">
      <p class="notice-card__title">{text(Part === null ? 'beside.loading' : 'beside.lost')}</p>
      <button type="button" class="view-tools__tool" onClick={props.onBack}>
        {text('result.back')}
      </button>
    </section>
  );
}
