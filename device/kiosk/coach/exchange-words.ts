/** What became of a question to Claude, in the words of the page. Pure. */
import type { CoachExchanges } from '../../api/contract/coach.ts';
import { listed, number, text, textIfKnown } from '../locales/text.ts';

export type Exchange = CoachExchanges['exchanges'][number];

const MS_PER_S = 1_000;

/** Whether a player was shown this answer. */
function isShown({ state, verdict }: Pick<Exchange, 'state' | 'verdict'>): boolean {
  return state === 'answered' && verdict === 'grounded';
}

export function outcomeWords(exchange: Pick<Exchange, 'state' | 'verdict' | 'problems' | 'isRepair'>): string {
  const { state, verdict, problems, isRepair } = exchange;
  if (state !== 'answered') return text(`exchanges.outcome.${state}`);
  if (verdict === null) return text('exchanges.outcome.gone');
  if (verdict === 'grounded') return text(isRepair ? 'exchanges.outcome.repaired' : 'exchanges.outcome.grounded');
  if (verdict === 'no-document') return text('exchanges.outcome.no-document');
  const kinds = problems.map((kind) => textIfKnown(`exchanges.problem.${kind}`) ?? text('exchanges.problem.unknown'));
  // Texts go with their player; that it was refused stays in the book.
  return text('exchanges.outcome.ungrounded', {
    problems: kinds.length === 0 ? text('exchanges.problem.unknown') : listed([...new Set(kinds)]),
  });
}

/** What was shown or will be instead; null where it was shown, is on its way, or nobody is there to be shown anything. */
export function nextWords(exchange: Pick<Exchange, 'state' | 'verdict' | 'question'>): string | null {
  const { state, question } = exchange;
  return isShown(exchange) || state === 'open' || question === null ? null : text(`exchanges.next.${question}`);
}

/** Batches are answered within a day, and say nothing of how long one question took. */
export function tookWords({ way, latencyMs }: Pick<Exchange, 'way' | 'latencyMs'>): string {
  if (way === 'batch') return text('exchanges.batch');
  return latencyMs === null ? '–' : text('exchanges.seconds', { seconds: number(latencyMs / MS_PER_S, 1) });
}

/** Null while nobody knows them: what is set aside for such a question stands with the costs of its day. */
export function tokensOf({ state, tokens }: Pick<Exchange, 'state' | 'tokens'>): number | null {
  if (state === 'open' || state === 'lost') return null;
  return tokens.input + tokens.cacheRead + tokens.cacheWrite + tokens.output;
}

/** What whoever looks for failures is to see first. */
export function hasFailed(exchange: Pick<Exchange, 'state' | 'verdict'>): boolean {
  return exchange.state !== 'open' && !isShown(exchange);
}
