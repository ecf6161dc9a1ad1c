import { useEffect, useState } from 'preact/hooks';
import type { SharedSwing } from '../../api/contract/take-home.ts';
import { text } from '../locales/text.ts';
import type { SharedSwingApi } from './shared-swing-api.ts';
import './shared-film.css';

type Film = NonNullable<SharedSwing['film']>;

/**
 * The video, to see and to keep. It is fetched whole, because a player of the browser cannot bring the link's token; it
 * has a few megabytes.
 */
export function SharedFilm({ api, film, recordedAt }: { api: SharedSwingApi; film: Film; recordedAt: string }) {
  const [address, setAddress] = useState<string | null>(null);
  const [isLost, setIsLost] = useState(false);
  const isDone = film.state === 'done';

  useEffect(() => {
    if (!isDone) return;
    let made: string | null = null;
    let isWanted = true;
    api.fetchFilm().then(
      (blob) => {
        if (!isWanted) return;
        made = URL.createObjectURL(blob);
        setAddress(made);
      },
      () => setIsLost(true),
    );
    return () => {
      isWanted = false;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [api, isDone]);

  return (
    <section class="shared-film" aria-label={text('shared.film')}>
      {address !== null ? (
        <>
          <video class="shared-film__video" src={address} controls playsInline muted preload="auto" />
          <a class="shared-film__keep" href={address} download={`swing-${recordedAt.slice(0, 10)}.mp4`}>
            {text('take-home.save')}
          </a>
        </>
      ) : isLost || film.state === 'failed' ? (
        <p>{text('shared.film.failed')}</p>
      ) : (
        <div role="status" class="shared-film__waiting">
          <p>{text(film.isHalted ? 'take-home.halted' : 'take-home.making')}</p>
          <progress class="take-home__progress" max={1} value={film.progress} aria-label={text('take-home.making')} />
        </div>
      )}
    </section>
  );
}
