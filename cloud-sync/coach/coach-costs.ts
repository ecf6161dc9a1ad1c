/**
 * What exchanges cost, and whether one more may be afforded.
 *
 * Money is counted in whole picos, millionths of a millionth of the currency: the price of a single token then is a
 * whole number, and sums are exact up to nine thousand units of the currency, more than any budget here.
 */
import type { CoachQuestion, CoachUsage } from '../../device/ports/coach.port.ts';
import type { CoachConfig, ModelPrices } from './coach.config.ts';

export const PICO = 1e12;
const TOKENS_PRICED = 1e6;

export interface Amount {
  readonly tokens: number;
  readonly pico: number;
}

export type Way = 'direct' | 'batch';

export function tokensOf({ input, cacheRead, cacheWrite5m, cacheWrite1h, output }: CoachUsage): number {
  return input + cacheRead + cacheWrite5m + cacheWrite1h + output;
}

export function costPico(usage: CoachUsage, prices: ModelPrices, way: Way): number {
  const share = way === 'batch' ? prices.batchShare : 1;
  const perToken = (price: number): number => Math.round((price * share * PICO) / TOKENS_PRICED);
  return (
    usage.input * perToken(prices.input) +
    usage.output * perToken(prices.output) +
    usage.cacheRead * perToken(prices.cacheRead) +
    usage.cacheWrite5m * perToken(prices.cacheWrite5m) +
    usage.cacheWrite1h * perToken(prices.cacheWrite1h)
  );
}

/** A token is a byte or more of the text; this is for what the service adds around it. */
const FRAMING_TOKENS = 1_000;
/** The service's own rule is a token for 750 pixels; no model is known to count more than one for 400. */
const PIXELS_A_TOKEN = 400;

/** The most that a question can come to, whatever the answer: what is set aside for it before it is sent. */
export function mostOf(question: CoachQuestion, prices: ModelPrices, way: Way): Amount {
  const texts = [
    question.instructions,
    JSON.stringify(question.answerSchema),
    ...question.turns.map(({ text }) => text),
    ...question.pictures.map(({ caption }) => caption),
  ];
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const pixels = question.pictures.reduce((sum, { width, height }) => sum + width * height, 0);
  const input = FRAMING_TOKENS + bytes + Math.ceil(pixels / PIXELS_A_TOKEN);
  const output = question.outputTokensMax;
  // Whichever way the input is counted, it is counted once.
  const dearest = Math.max(prices.input, prices.cacheRead, prices.cacheWrite5m, prices.cacheWrite1h);
  const usage = { input, output, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
  return { tokens: input + output, pico: costPico(usage, { ...prices, input: dearest }, way) };
}

/** What the bay may use in a day: its own limit, or its share of the facility's where that is less. */
export function dailyLimit({ budget }: Pick<CoachConfig, 'budget'>): Amount {
  const { bay, facility, facilityBays } = budget;
  return {
    tokens: Math.min(bay.tokensPerDay, Math.floor(facility.tokensPerDay / facilityBays)),
    pico: Math.floor(Math.min(bay.moneyPerDay, facility.moneyPerDay / facilityBays) * PICO),
  };
}

export function isAffordable(most: Amount, spent: Amount, limit: Amount): boolean {
  return spent.tokens + most.tokens <= limit.tokens && spent.pico + most.pico <= limit.pico;
}

export function sumOf(one: Amount, other: Amount): Amount {
  return { tokens: one.tokens + other.tokens, pico: one.pico + other.pico };
}

/**
 * Whether no day can bear a question, though nothing else were asked, not even at a batch's price. Where the limit is
 * nothing, coaching rests until there is a budget again.
 */
export function isTooDear(question: CoachQuestion, prices: ModelPrices, limit: Amount): boolean {
  if (limit.tokens === 0 || limit.pico === 0) return false;
  return !isAffordable(mostOf(question, prices, 'batch'), { tokens: 0, pico: 0 }, limit);
}
