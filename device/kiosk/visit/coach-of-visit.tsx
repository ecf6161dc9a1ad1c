import { useEffect, useState } from 'preact/hooks';
import type { VisitCoach } from '../../api/contract/coach.ts';
import { text } from '../locales/text.ts';
import { useLanguage } from '../locales/use-language.ts';
import type { VisitApi } from './visit-api.ts';
import './coach-of-visit.css';

/** Claude's words take some seconds; who looks at the screen longer than this finds them. */
const LOOK_AGAIN_MS = 5_000;

/** A visit in a few sentences: the bay's own at once, Claude's in their place when they are there. */
export function CoachOfVisit(props: {
  api: Pick<VisitApi, 'fetchCoach'>;
  session: string;
  /** Null for guests. */
  player: string | null;
  /** How many swings were measured: with each there is more to say. */
  measured: number;
}) {
  const { api, session, player, measured } = props;
  const language = useLanguage();
  const [told, setTold] = useState<VisitCoach | null>(null);
  const golfer = told?.golfers.find((each) => each.player === player);
  const isWaiting = told === null || golfer?.claude.state === 'waiting' || golfer?.claude.state === 'not-asked';
  useEffect(() => {
    let isWanted = true;
    // A bay that does not answer leaves what was said; it is asked again.
    const ask = () =>
      void api.fetchCoach(session, language).then(
        (words) => isWanted && setTold(words),
        () => undefined,
      );
    ask();
    const timer = isWaiting ? setInterval(ask, LOOK_AGAIN_MS) : undefined;
    return () => {
      isWanted = false;
      clearInterval(timer);
    };
  }, [api, session, language, measured, isWaiting]);
  const claude = golfer?.claude.language === language ? golfer.claude.document : null;
  const words = claude ?? golfer?.offline;
  return (
    <section class="session-view__card coach-of-visit" aria-labelledby="summary-coach">
      <h3 id="summary-coach" class="session-view__name">
        {text('words.by')}
        {claude !== null && <span class="coach-of-visit__by">{text('words.claude')}</span>}
      </h3>
      <div class="coach-of-visit__words">
        {words === undefined ? (
          <p>{text(told === null ? 'words.loading' : 'words.visit.none')}</p>
        ) : (
          <>
            <p class="coach-of-visit__overview">{words.overview}</p>
            {claude === null && words.positives[0] !== undefined && (
              <p class="coach-of-visit__good">{words.positives[0]}</p>
            )}
          </>
        )}
      </div>
    </section>
  );
}
