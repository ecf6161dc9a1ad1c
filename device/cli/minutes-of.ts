import { InvalidArgumentError } from 'commander';

/** Minutes as an option says them, 0 or more; what is no such number would be waited for without an end. */
export function minutesOf(text: string): number {
  const minutes = Number(text);
  if (text.trim() !== '' && Number.isFinite(minutes) && minutes >= 0) return minutes;
  throw new InvalidArgumentError('A number of minutes is needed, 0 or more.');
}
