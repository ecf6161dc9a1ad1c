const DAY_MS = 86_400_000;

/** The Monday (UTC) of the week that an instant is in, `YYYY-MM-DD`: what a week's plan goes by. */
export function weekOf(instant: Date): string {
  const daysSince = (instant.getUTCDay() + 6) % 7;
  return new Date(instant.getTime() - daysSince * DAY_MS).toISOString().slice(0, 10);
}

/** What counts for the plan of a week: the four weeks before it, and itself. */
export function spanOfWeek(monday: string): { readonly from: string; readonly to: string } {
  const at = Date.parse(monday);
  return {
    from: new Date(at - 28 * DAY_MS).toISOString(),
    to: new Date(at + 7 * DAY_MS).toISOString(),
  };
}
