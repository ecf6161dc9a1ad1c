import { expect, it } from 'vitest';
import { reconnectDelayMs } from './reconnect-delay.ts';

it('waits longer after each failed attempt, but never longer than eight seconds', () => {
  const delays = Array.from({ length: 40 }, (_, attempt) => reconnectDelayMs(attempt, 0));
  expect(delays.slice(0, 4)).toEqual([250, 500, 1000, 2000]);
  expect(Math.max(...delays)).toBe(8000);
});

it('spreads the screens of a facility by up to a quarter', () => {
  expect(reconnectDelayMs(3, 1)).toBe(1500);
});
