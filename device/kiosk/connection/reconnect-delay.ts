const FIRST_MS = 250;
const LONGEST_MS = 8_000;

/**
 * How long to wait before attempt `attempt` (from 0): doubling to {@link LONGEST_MS}, each with up to a quarter taken
 * off by `chance` (0–1), so that the screens of a facility do not come back in one instant.
 */
export function reconnectDelayMs(attempt: number, chance: number): number {
  const fullMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return Math.round(fullMs * (1 - 0.25 * chance));
}
