/** When a bay may be interrupted for its upkeep: some hours of some days, by the clocks of the place where it stands. */
import { z } from 'zod';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
type Day = (typeof DAYS)[number];

const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day as 03:30');

export const updateWindowSchema = z.strictObject({
  from: timeSchema.describe('Begins at this time of day, as 03:30.'),
  to: timeSchema.describe('Ends before it; a time that is not later than `from` is one of the next day.'),
  days: z
    .array(z.enum(DAYS))
    .min(1)
    .max(7)
    .refine((days) => new Set(days).size === days.length, 'a day stands twice')
    .describe('Days on which it begins.'),
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, 'no time zone of the IANA, such as Europe/Berlin')
    .nullable()
    .describe('Of the IANA, such as Europe/Berlin; null takes the bay’s own.'),
});
export type UpdateWindow = z.infer<typeof updateWindowSchema>;

/** No window is one that is always open. */
export function isWindowOpen(window: UpdateWindow | null, wall: Date): boolean {
  if (window === null) return true;
  const { day, minute } = localTime(wall, window.timeZone);
  const from = minuteOf(window.from);
  const to = minuteOf(window.to);
  const begins = (on: Day): boolean => window.days.includes(on);
  if (from < to) return begins(day) && minute >= from && minute < to;
  return (begins(day) && minute >= from) || (begins(dayBefore(day)) && minute < to);
}

function localTime(wall: Date, timeZone: string | null): { day: Day; minute: number } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ weekday: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    ...(timeZone === null ? {} : { timeZone }),
  }).formatToParts(wall);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  return { day: part('weekday').toLowerCase() as Day, minute: Number(part('hour')) * 60 + Number(part('minute')) };
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function dayBefore(day: Day): Day {
  return DAYS[(DAYS.indexOf(day) + 6) % 7] ?? 'sunday';
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
