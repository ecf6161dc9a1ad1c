/** An instant as the store keeps it: times are compared as texts, which are in order only where all are UTC. */
export function utc(instant: string | undefined): string | undefined {
  return instant === undefined ? undefined : new Date(instant).toISOString();
}
