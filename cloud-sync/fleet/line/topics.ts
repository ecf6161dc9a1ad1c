/** Where a bay and its fleet meet on the broker: `swingbay/v1/<facility>/<bay>/…`. */
export const BAY_SAYS = ['status', 'heartbeat', 'state', 'metrics', 'alert', 'ack', 'result', 'reported'] as const;
export type BaySays = (typeof BAY_SAYS)[number];

export const BAY_HEARS = ['command', 'desired'] as const;
export type BayHears = (typeof BAY_HEARS)[number];

/** The newest of them is kept by the broker for who comes later. */
export const RETAINED: ReadonlySet<BaySays> = new Set(['status', 'state', 'reported']);

export interface BayAddress {
  readonly facility: string;
  readonly bay: string;
}

/**
 * What the bay is called at the broker, which keeps one session by it and ends the other of two. A part of a topic holds
 * no slash, so no two bays share one, as bay `a-b` of `north` and bay `b` of `north-a` would with a dash.
 */
export function clientIdOf({ facility, bay }: BayAddress): string {
  return `swingbay/${facility}/${bay}`;
}

export function topicOf({ facility, bay }: BayAddress, what: BaySays | BayHears): string {
  return `swingbay/v1/${facility}/${bay}/${what}`;
}

/** What a topic of this bay is about; undefined for any other. */
export function heardOn(address: BayAddress, topic: string): BayHears | undefined {
  return BAY_HEARS.find((what) => topicOf(address, what) === topic);
}
