/** When balls are hit in a bay that is open: visits of three quarters of an hour from ten in the morning on, seeded. */
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const OPENS_HOUR = 10;
const CLOSES_HOUR = 22;
const VISIT_MINUTES = 45;
const SWINGS_A_VISIT = 17;

/**
 * The times of all swings of so many hours that end at `until`, oldest first: about 200 a day.
 * @param random from 0 to 1
 */
export function rangeHours(until: Date, hours: number, random: () => number): readonly Date[] {
  const times: Date[] = [];
  const beganMs = until.getTime() - hours * HOUR_MS;
  for (let hourMs = Math.ceil(beganMs / HOUR_MS) * HOUR_MS; hourMs < until.getTime(); hourMs += HOUR_MS) {
    const hour = new Date(hourMs).getUTCHours();
    if (hour < OPENS_HOUR || hour >= CLOSES_HOUR) continue;
    const visit = Array.from({ length: SWINGS_A_VISIT }, () => hourMs + random() * VISIT_MINUTES * MINUTE_MS);
    times.push(...visit.toSorted((a, b) => a - b).map((ms) => new Date(ms)));
  }
  return times.filter((time) => time.getTime() < until.getTime());
}
