import { useState } from 'preact/hooks';
import type { CoachExchanges as Page } from '../../api/contract/coach.ts';
import { number, text } from '../locales/text.ts';
import type { PhoneApi } from '../phone/phone-api.ts';
import type { PhoneProblem } from '../phone/phone-problem.ts';
import { hashOf } from './coach-place.ts';
import { type Exchange, hasFailed, nextWords, outcomeWords, tokensOf, tookWords } from './exchange-words.ts';
import { Notice, Refusal } from './notice.tsx';
import { clockWords, dayWords } from './swing-words.ts';
import { useAnswer } from './use-answer.ts';
import './coach-costs.css';

const LIST = '/coach/exchanges?limit=30';
/** A single question costs less than a cent. */
const SMALL = 4;

/** Every question to Claude and what became of it, so that whoever is asked why an answer did not come can say it. */
export function CoachExchanges({ api }: { api: PhoneApi }) {
  const { value, problem, again } = useAnswer<Page>(api, LIST);
  if (value === null) return <Notice problem={problem} onAgain={again} />;
  return (
    <main class="coach-screen__main">
      <a class="coach-button coach-costs__back" href={hashOf({ name: 'costs' })}>
        {text('exchanges.back')}
      </a>
      <h1 class="coach-screen__title">{text('exchanges.title')}</h1>
      {value.exchanges.length === 0 ? (
        <p class="coach-panel">{text('exchanges.none')}</p>
      ) : (
        <Pages key={value.exchanges[0]?.id} api={api} first={value} />
      )}
      <p class="coach-soft">
        {text('exchanges.hint')} {text('words.costs.hint')}
      </p>
    </main>
  );
}

function Pages({ api, first }: { api: PhoneApi; first: Page }) {
  const [{ exchanges, nextCursor }, setPages] = useState(first);
  const [isAsking, setIsAsking] = useState(false);
  const [problem, setProblem] = useState<PhoneProblem | null>(null);
  const older = (): void => {
    if (isAsking || nextCursor === null) return;
    setIsAsking(true);
    api
      .call<Page>('GET', `${LIST}&cursor=${encodeURIComponent(nextCursor)}`)
      .then(
        (page) => {
          setProblem(null);
          setPages((before) => ({ ...page, exchanges: [...before.exchanges, ...page.exchanges] }));
        },
        (refused: PhoneProblem) => setProblem(refused),
      )
      .finally(() => setIsAsking(false));
  };
  return (
    <>
      {/* Whoever has no wheel moves it by the arrows. */}
      <div class="coach-panel coach-costs__scroll" tabIndex={0} role="region" aria-label={text('exchanges.title')}>
        <table class="coach-costs__table coach-exchanges">
          <thead>
            <tr>
              {(['time', 'about', 'outcome', 'model', 'tokens', 'cost', 'latency'] as const).map((column) => (
                <th key={column} scope="col">
                  {text(`exchanges.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {exchanges.map((exchange) => (
              <Row key={exchange.id} exchange={exchange} />
            ))}
          </tbody>
        </table>
      </div>
      <Refusal problem={problem} />
      {nextCursor !== null && (
        // It keeps the focus while it asks: who presses it again only asks once.
        <button type="button" class="coach-button coach-costs__back" aria-disabled={isAsking} onClick={older}>
          {text('exchanges.older')}
        </button>
      )}
    </>
  );
}

function Row({ exchange }: { exchange: Exchange }) {
  const { sentAt, task, model, money, detail } = exchange;
  const [next, tokens] = [nextWords(exchange), tokensOf(exchange)];
  return (
    <tr>
      <th scope="row">
        <time dateTime={sentAt}>
          {dayWords(sentAt)}, {clockWords(sentAt)}
        </time>
      </th>
      <td>{text(`exchanges.about.${task}`)}</td>
      <td class="coach-exchanges__outcome" data-failed={hasFailed(exchange)}>
        <span>{outcomeWords(exchange)}</span>
        {next !== null && <span class="coach-soft">{next}</span>}
        {detail !== null && <code>{detail}</code>}
      </td>
      <td>
        <code>{model}</code>
      </td>
      <td>{tokens === null ? '–' : number(tokens, 0)}</td>
      <td>{tokens === null ? '–' : number(money, SMALL)}</td>
      <td>{tookWords(exchange)}</td>
    </tr>
  );
}
