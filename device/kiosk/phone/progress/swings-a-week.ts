/** How much somebody plays. Pure; weeks begin on Mondays, where the phone is. */
export interface Week {
  readonly monday: Date;
  readonly shots: number;
}

/** The last weeks, the one that `now` lies in included; oldest first. */
export function swingsAWeek(
  visits: readonly { readonly startedAt: string; readonly shots: number }[],
  weeks: number,
  now: Date,
): Week[] {
  const counts = new Map<number, number>();
  for (const { startedAt, shots } of visits) {
    const monday = mondayOf(new Date(startedAt)).getTime();
    counts.set(monday, (counts.get(monday) ?? 0) + shots);
  }
  return Array.from({ length: weeks }, (_, n) => {
    const monday = mondayOf(now);
    monday.setDate(monday.getDate() - 7 * (weeks - 1 - n));
    return { monday, shots: counts.get(monday.getTime()) ?? 0 };
  });
}

function mondayOf(moment: Date): Date {
  const day = new Date(moment.getFullYear(), moment.getMonth(), moment.getDate());
  day.setDate(day.getDate() - ((day.getDay() + 6) % 7));
  return day;
}
