import { text } from '../../locales/text.ts';
import { FilmMaker } from './film-maker.tsx';
import { ShareLinks } from './share-links.tsx';
import type { TakeHomeCalls } from './take-home-calls.ts';
import './take-home.css';

/** Taking a swing home: as a video on the phone, and as a link for others. */
export function TakeHome({ swingId, calls }: { swingId: string; calls: TakeHomeCalls }) {
  return (
    <section class="take-home" aria-labelledby="take-home">
      <h2 id="take-home" class="take-home__title">
        {text('take-home.title')}
      </h2>
      <FilmMaker key={swingId} swingId={swingId} calls={calls} />
      <ShareLinks key={`links ${swingId}`} swingId={swingId} calls={calls} />
    </section>
  );
}
