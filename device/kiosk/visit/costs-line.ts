import type { CoachCosts } from '../../api/contract/coach.ts';
import { number, text } from '../locales/text.ts';

const CENTS = 2;

/** What Claude cost today beside its limits, in a line. */
export function costsLine({ isOn, spent, limits }: CoachCosts): string {
  if (!isOn || limits === null) return text('words.costs.off');
  return text('words.costs.line', {
    money: moneyWords(spent.money, limits.bay.money),
    tokens: tokenWords(spent.tokens, limits.bay.tokens),
  });
}

export function moneyWords(spent: number, limit: number): string {
  return text('words.costs.money', { spent: number(spent, CENTS), limit: number(limit, CENTS) });
}

export function tokenWords(spent: number, limit: number): string {
  return text('words.costs.tokens', { spent: number(spent, 0), limit: number(limit, 0) });
}
