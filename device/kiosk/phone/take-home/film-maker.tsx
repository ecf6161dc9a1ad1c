import { useEffect, useState } from 'preact/hooks';
import type { ExportStatusBody } from '../../../api/contract/take-home.ts';
import { currentLanguage } from '../../locales/language.ts';
import { text } from '../../locales/text.ts';
import type { TakeHomeCalls } from './take-home-calls.ts';
import { problemWords } from './take-home-problem.ts';

type Shape = ExportStatusBody['order']['shape'];

const SHAPES: readonly Shape[] = ['portrait', 'landscape'];
const ASK_AGAIN_MS = 800;

interface MadeFilm {
  readonly address: string;
  readonly file: File;
}

/** Has the bay make a video, says how far it is, and gives it to the phone. */
export function FilmMaker({ swingId, calls }: { swingId: string; calls: TakeHomeCalls }) {
  const [shape, setShape] = useState<Shape>('portrait');
  const [status, setStatus] = useState<ExportStatusBody | null>(null);
  const [made, setMade] = useState<MadeFilm | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const isUnderWay = status !== null && (status.state === 'queued' || status.state === 'making');

  const ask = async () => {
    setProblem(null);
    setMade(null);
    try {
      const order = { language: currentLanguage(), shape };
      setStatus(await calls.call<ExportStatusBody>('POST', `/swings/${swingId}/exports`, order));
    } catch (error) {
      setStatus(null);
      setProblem(problemWords(error));
    }
  };

  useEffect(() => {
    if (!isUnderWay) return;
    // A call that was lost on the way is made up for by the next one.
    const timer = setInterval(() => {
      calls.call<ExportStatusBody>('GET', `/swings/${swingId}/exports/${status.id}`).then(setStatus, () => undefined);
    }, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [calls, swingId, status?.id, isUnderWay]);

  const url = status?.url ?? null;
  useEffect(() => {
    if (url === null) return;
    let isWanted = true;
    calls.fetchVideo(url.replace(/^\/api\/v1/, '')).then(
      (blob) => {
        if (!isWanted) return;
        const file = new File([blob], `swing-${swingId.slice(0, 8)}.mp4`, { type: 'video/mp4' });
        setMade({ address: URL.createObjectURL(file), file });
      },
      (error: unknown) => isWanted && setProblem(problemWords(error)),
    );
    return () => {
      isWanted = false;
    };
  }, [calls, swingId, url]);
  useEffect(() => () => (made === null ? undefined : URL.revokeObjectURL(made.address)), [made]);

  const words = problem ?? (status?.state === 'failed' ? text('take-home.failed') : null);
  return (
    <div class="take-home__card">
      <h3 class="take-home__part">{text('take-home.video')}</h3>
      <p class="take-home__words">{text('take-home.video.words')}</p>
      {made !== null ? (
        <FilmToKeep made={made} />
      ) : isUnderWay || (url !== null && problem === null) ? (
        <div role="status" class="take-home__waiting">
          <p>{text(status?.isHalted === true ? 'take-home.halted' : 'take-home.making')}</p>
          <progress
            class="take-home__progress"
            max={1}
            value={status?.progress ?? 0}
            aria-label={text('take-home.making')}
          />
        </div>
      ) : (
        <>
          <fieldset class="take-home__choice">
            <legend class="spoken-only">{text('take-home.shape')}</legend>
            {SHAPES.map((each) => (
              <label key={each} class="take-home__option">
                <input
                  type="radio"
                  name={`shape-${swingId}`}
                  checked={each === shape}
                  onChange={() => setShape(each)}
                />
                <span>{text(`take-home.shape.${each}`)}</span>
              </label>
            ))}
          </fieldset>
          <button type="button" class="take-home__button" data-main="true" onClick={() => void ask()}>
            {text('take-home.make')}
          </button>
        </>
      )}
      {words !== null && (
        <p class="take-home__problem" role="alert">
          {words}
        </p>
      )}
    </div>
  );
}

/** Saved by a link that every browser knows, and handed on where the phone's own sheet takes it. */
function FilmToKeep({ made }: { made: MadeFilm }) {
  // Phones offer their sheet to secure pages only; a bay in a local network often is none.
  const shares = 'canShare' in navigator && navigator.canShare({ files: [made.file] });
  return (
    <>
      <video class="take-home__video" src={made.address} controls playsInline muted preload="metadata" />
      <div class="take-home__buttons">
        <a class="take-home__button" data-main="true" href={made.address} download={made.file.name}>
          {text('take-home.save')}
        </a>
        {shares && (
          <button
            type="button"
            class="take-home__button"
            onClick={() => void navigator.share({ files: [made.file] }).catch(() => undefined)}
          >
            {text('take-home.share')}
          </button>
        )}
      </div>
    </>
  );
}
