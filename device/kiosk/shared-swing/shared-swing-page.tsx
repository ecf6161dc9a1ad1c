import { useEffect, useState } from 'preact/hooks';
import type { SharedSwing } from '../../api/contract/take-home.ts';
import { currentLanguage } from '../locales/language.ts';
import { LanguageSwitch } from '../locales/language-switch.tsx';
import { text } from '../locales/text.ts';
import { useLanguage } from '../locales/use-language.ts';
import { BayMark } from '../screen/bay-mark.tsx';
import { SharedFilm } from './shared-film.tsx';
import { SharedNumbers } from './shared-numbers.tsx';
import { SharedReplay } from './shared-replay.tsx';
import { LinkError, type LinkTrouble, type SharedSwingApi } from './shared-swing-api.ts';
import './shared-swing-page.css';

/** While a video is being made, its link asks so often how far it is. */
const ASK_AGAIN_MS = 1_500;

/** One swing, for somebody who was sent its link: seen again, in numbers, and as a video to keep. */
export function SharedSwingPage({ api }: { api: SharedSwingApi }) {
  const language = useLanguage();
  const [swing, setSwing] = useState<SharedSwing | null>(null);
  const [trouble, setTrouble] = useState<LinkTrouble | null>(null);
  const [asked, setAsked] = useState(0);

  useEffect(() => {
    let isWanted = true;
    api.fetchSwing(currentLanguage()).then(
      (found) => {
        if (!isWanted) return;
        setSwing(found);
        setTrouble(null);
      },
      (error: unknown) => {
        if (isWanted) setTrouble(error instanceof LinkError ? error.trouble : 'unreachable');
      },
    );
    return () => {
      isWanted = false;
    };
  }, [api, language, asked]);

  const isBeingMade = swing?.film?.state === 'queued' || swing?.film?.state === 'making';
  useEffect(() => {
    if (!isBeingMade) return;
    const timer = setInterval(() => setAsked((times) => times + 1), ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isBeingMade]);

  return (
    <div class="shared-swing">
      <header class="shared-swing__head">
        <BayMark />
        <span class="shared-swing__name">{text('app.name')}</span>
        <LanguageSwitch />
      </header>
      <main class="shared-swing__room">
        {trouble !== null && trouble !== 'unreachable' ? (
          <LinkNote trouble={trouble} />
        ) : swing === null ? (
          <p class="shared-swing__waiting" role="status">
            {text(trouble === null ? 'shared.loading' : 'shared.unreachable')}
          </p>
        ) : (
          <Swing api={api} swing={swing} />
        )}
        {trouble === 'unreachable' && (
          <button type="button" class="shared-swing__again" onClick={() => setAsked(asked + 1)}>
            {text('shared.again')}
          </button>
        )}
      </main>
    </div>
  );
}

function Swing({ api, swing }: { api: SharedSwingApi; swing: SharedSwing }) {
  const date = (when: string) =>
    new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'long' }).format(new Date(when));
  return (
    <>
      <h1 class="shared-swing__title">{text('shared.title')}</h1>
      <p class="shared-swing__when">{date(swing.recordedAt)}</p>
      {swing.film !== null && <SharedFilm api={api} film={swing.film} recordedAt={swing.recordedAt} />}
      {swing.views.length > 0 && <SharedReplay api={api} swing={swing} />}
      <SharedNumbers numbers={swing.numbers} />
      <p class="shared-swing__until">{text('shared.until', { date: date(swing.expiresAt) })}</p>
    </>
  );
}

/** Nothing of a swing: the link is over, or never was one. */
function LinkNote({ trouble }: { trouble: 'over' | 'unknown' }) {
  return (
    <section class="shared-swing__note">
      <h1 class="shared-swing__title">{text(`shared.${trouble}`)}</h1>
      <p>{text(`shared.${trouble}.hint`)}</p>
    </section>
  );
}
