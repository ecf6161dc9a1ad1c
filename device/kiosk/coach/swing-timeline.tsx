import { useEffect, useState } from 'preact/hooks';
import type { SwingList, SwingSummary } from '../../api/contract/rest.ts';
import { counted, number, text } from '../locales/text.ts';
import type { PhoneApi } from '../phone/phone-api.ts';
import type { PhoneProblem } from '../phone/phone-problem.ts';
import { hashOf } from './coach-place.ts';
import { Refusal } from './notice.tsx';
import { clockWords, dayWords } from './swing-words.ts';
import './swing-timeline.css';

const PAGE = 60;

/** Every swing of the player, newest visit first. */
export function SwingTimeline(props: {
  api: Pick<PhoneApi, 'call'>;
  player: string;
  /** How many notes there are, by swing. */
  notes: Readonly<Record<string, number>>;
}) {
  const { api, player, notes } = props;
  const [swings, setSwings] = useState<readonly SwingSummary[]>([]);
  const [cursor, setCursor] = useState<string | null>('');
  const [problem, setProblem] = useState<PhoneProblem | null>(null);
  const more = async (from: string) => {
    const query = `player=${player}&limit=${PAGE}${from === '' ? '' : `&cursor=${from}`}`;
    try {
      const page = await api.call<SwingList>('GET', `/swings?${query}`);
      setSwings((known) => (from === '' ? page.swings : [...known, ...page.swings]));
      setCursor(page.nextCursor);
      setProblem(null);
    } catch (refused) {
      setProblem(refused as PhoneProblem);
    }
  };
  useEffect(() => void more(''), [api, player]);
  const visits = byVisit(swings);
  return (
    <section class="coach-panel" aria-labelledby="player-swings">
      <h2 id="player-swings" class="coach-panel__title">
        {text('coach.swings')}
      </h2>
      {visits.map(([session, each]) => (
        <div key={session} class="swing-timeline__visit">
          <h3 class="swing-timeline__day">{dayWords(each[0]?.recordedAt ?? '')}</h3>
          <ol class="swing-timeline__swings">
            {each.map((swing) => (
              <li key={swing.id}>
                <SwingLink swing={swing} notes={notes[swing.id] ?? 0} />
              </li>
            ))}
          </ol>
        </div>
      ))}
      <Refusal problem={problem} />
      {cursor !== null && cursor !== '' && (
        <p>
          <button type="button" class="coach-button" onClick={() => void more(cursor)}>
            {text('coach.swings.more')}
          </button>
        </p>
      )}
    </section>
  );
}

function SwingLink({ swing, notes }: { swing: SwingSummary; notes: number }) {
  const { id, kind, recordedAt, score, status } = swing;
  const words =
    kind === 'practice'
      ? text('kind.practice')
      : status === 'completed'
        ? text('score.none')
        : text('coach.swing.unmeasured');
  return (
    <a class="swing-timeline__swing" href={hashOf({ name: 'swing', id })}>
      <span class="coach-soft">{clockWords(recordedAt)}</span>
      <strong class="swing-timeline__score">{score === null ? '–' : number(score, 1)}</strong>
      {score === null && <span class="spoken-only">{words}</span>}
      {notes > 0 && <span class="swing-timeline__notes">{counted('coach.notes.count', notes)}</span>}
    </a>
  );
}

/** In the order in which they come, which is newest first. */
function byVisit(swings: readonly SwingSummary[]): (readonly [string, SwingSummary[]])[] {
  const visits = new Map<string, SwingSummary[]>();
  for (const swing of swings) visits.set(swing.session, [...(visits.get(swing.session) ?? []), swing]);
  return [...visits];
}
