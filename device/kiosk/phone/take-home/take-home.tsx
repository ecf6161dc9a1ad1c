import { text } from '../../locales/text.ts';
import { FilmMaker } from './film-maker.tsx';
import { ShareLinks } from './share-links.tsx';
import './take-home.css';

/** The phone's calls, as far as taking a swing home needs them. Paths begin behind `/api/v1`. */
export interface TakeHomeCalls {
  call<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T>;
  /** A file of the bay, with the login that it needs. */
  fetchVideo(path: string): Promise<Blob>;
}

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
