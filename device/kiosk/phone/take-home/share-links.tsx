import { useEffect, useRef, useState } from 'preact/hooks';
import type { ShareBody, ShareList } from '../../../api/contract/take-home.ts';
import { currentLanguage } from '../../locales/language.ts';
import { text } from '../../locales/text.ts';
import { QrCode } from '../../visit/qr-code.tsx';
import type { TakeHomeCalls } from './take-home-calls.ts';
import { problemWords } from './take-home-problem.ts';

const DAYS = [1, 7, 30] as const;

/** Gives out links to the swing, shows those that are good, and ends them. */
export function ShareLinks({ swingId, calls }: { swingId: string; calls: TakeHomeCalls }) {
  const [links, setLinks] = useState<readonly ShareBody[]>([]);
  const [days, setDays] = useState<number>(7);
  const [hasFilm, setHasFilm] = useState(true);
  const [problem, setProblem] = useState<string | null>(null);
  const path = `/swings/${swingId}/shares`;

  useEffect(() => {
    let isWanted = true;
    calls.call<ShareList>('GET', path).then(
      ({ shares }) => isWanted && setLinks(shares),
      // Whoever cannot see their links just now learns why when they make one.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [calls, path]);

  const attempt = async (work: () => Promise<void>) => {
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(problemWords(error));
    }
  };
  const give = () =>
    attempt(async () => {
      const film = hasFilm ? { language: currentLanguage() } : null;
      const link = await calls.call<ShareBody>('POST', path, { days, film });
      setLinks((known) => [link, ...known]);
    });
  const end = (id: string) =>
    attempt(async () => {
      await calls.call<void>('DELETE', `${path}/${id}`);
      setLinks((known) => known.filter((link) => link.id !== id));
    });

  return (
    <div class="take-home__card">
      <h3 class="take-home__part">{text('take-home.link')}</h3>
      <p class="take-home__words">{text('take-home.link.words')}</p>
      <fieldset class="take-home__choice">
        <legend class="spoken-only">{text('take-home.days')}</legend>
        {DAYS.map((each) => (
          <label key={each} class="take-home__option">
            <input type="radio" name={`days-${swingId}`} checked={each === days} onChange={() => setDays(each)} />
            <span>{text(`take-home.days.${each}`)}</span>
          </label>
        ))}
      </fieldset>
      <label class="take-home__check">
        <input type="checkbox" checked={hasFilm} onChange={(event) => setHasFilm(event.currentTarget.checked)} />
        <span>{text('take-home.with-video')}</span>
      </label>
      <button type="button" class="take-home__button" data-main="true" onClick={() => void give()}>
        {text('take-home.give')}
      </button>
      {problem !== null && (
        <p class="take-home__problem" role="alert">
          {problem}
        </p>
      )}
      {links.length > 0 && (
        <ul class="take-home__links" aria-label={text('take-home.links')}>
          {links.map((link) => (
            <ShareLink key={link.id} link={link} onEnd={() => void end(link.id)} />
          ))}
        </ul>
      )}
    </div>
  );
}

function ShareLink({ link, onEnd }: { link: ShareBody; onEnd: () => void }) {
  const [copied, setCopied] = useState<'copied' | 'selected' | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const [isQrShown, setIsQrShown] = useState(false);
  const address = `${location.origin}${link.path}`;
  const date = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium' }).format(new Date(link.expiresAt));
  const until = text('take-home.until', { date });
  const take = async () => {
    const isCopied = await copy(address);
    // What cannot be copied for somebody is selected, so that the phone's own menu copies it.
    if (!isCopied) field.current?.focus();
    setCopied(isCopied ? 'copied' : 'selected');
  };
  return (
    <li class="take-home__link">
      <span class="take-home__until">
        {until}
        {link.hasFilm && ` · ${text('take-home.video')}`}
      </span>
      <input
        ref={field}
        class="take-home__address"
        readOnly
        value={address}
        aria-label={text('take-home.address', { date })}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div class="take-home__buttons">
        <button type="button" class="take-home__button" onClick={() => void take()}>
          {text(copied === 'copied' ? 'take-home.copied' : 'take-home.copy')}
        </button>
        {'share' in navigator && (
          <button
            type="button"
            class="take-home__button"
            onClick={() => void navigator.share({ url: address }).catch(() => undefined)}
          >
            {text('take-home.share')}
          </button>
        )}
        <button
          type="button"
          class="take-home__button"
          aria-expanded={isQrShown}
          onClick={() => setIsQrShown(!isQrShown)}
        >
          {text('take-home.qr')}
        </button>
        <button type="button" class="take-home__button" data-ends="true" onClick={onEnd}>
          {text('take-home.end')}
          <span class="spoken-only">{`: ${until}`}</span>
        </button>
      </div>
      {copied === 'selected' && <p role="status">{text('take-home.selected')}</p>}
      {isQrShown && (
        <div class="take-home__qr">
          <QrCode content={address} label={text('take-home.qr.label', { date })} />
        </div>
      )}
    </li>
  );
}

/** By the clipboard; a page without encryption may not use it, and a browser may refuse it. */
async function copy(words: string): Promise<boolean> {
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard === undefined) return false;
  return clipboard.writeText(words).then(
    () => true,
    () => false,
  );
}
