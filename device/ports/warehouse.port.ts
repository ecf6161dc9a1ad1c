/**
 * The warehouse of a fleet: what can be asked of many bays at once. Documents in the object store are the truth; every
 * row here is derived from them and can be made again.
 *
 * CONTRACT
 * - Nothing relies on a transaction: rows of one batch become visible one by one, in no order, and a batch that failed
 *   may be half there. Sending it again is always right.
 * - `upsert` is idempotent. Of two rows with the same key the one with the higher `version` stays, in whatever order
 *   they come; of equal versions the later one. `recordedAt` and `user` of an id never change: they say where its row
 *   lies.
 * - Rows come in any order: an analysis may precede its user. No row needs another.
 * - What was upserted is seen by `nearest`, `aggregate` and `countRows` after `settle`, perhaps earlier.
 * - Errors are BayErrors `warehouse/…`. `retryable` means that the line, the server or its credentials are at fault, not
 *   the rows; what is not retryable will never be taken as it is. The same batch is never half refused in silence:
 *   `upsert` resolves only when the server has acknowledged every row.
 * - One call uses one connection at a time, of at most {@link WAREHOUSE_CONNECTIONS_MAX}; further calls wait for one,
 *   for a bounded time, then fail as retryable. Nothing is queued beyond the call itself.
 * - After `close` every call rejects with `warehouse/closed`. `close` is idempotent, waits for running calls and leaves
 *   no connection behind.
 *
 * Consent is the caller's: whoever calls has asked whether the player's data may leave the bay.
 */
export const WAREHOUSE_CONNECTIONS_MAX = 4;

/** The similarity vector of a swing has so many numbers at most; a `cube` takes 100. */
export const WAREHOUSE_VECTOR_MAX = 96;

export const WAREHOUSE_TABLES = ['users', 'videos', 'poses', 'swing_analysis', 'progress'] as const;
export type WarehouseTableName = (typeof WAREHOUSE_TABLES)[number];

/** Anything that JSON can say; keys may be new, their types may not change. */
export type DynamicObject = { readonly [key: string]: DynamicValue };
export type DynamicValue = string | number | boolean | null | DynamicObject | readonly DynamicValue[];

interface VersionedRow {
  /** Rises with every change of the row: of what a report says, the report's revision. */
  readonly version: number;
}

export interface UserRow extends VersionedRow {
  readonly id: string;
  readonly username: string | null;
  readonly email: string | null;
  /** UTC, ISO 8601, as are all instants of rows. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly settings: DynamicObject;
}

/** Where and when a swing was made, on each of its rows. */
interface SwingPlace extends VersionedRow {
  readonly id: string;
  /** The player, or the visit of a guest. */
  readonly userId: string;
  readonly swingId: string;
  readonly facility: string;
  readonly bay: string;
  readonly recordedAt: string;
}

/** A clip of one camera; the film itself lies in the object store. */
export interface VideoRow extends SwingPlace {
  readonly camera: string;
  readonly role: string;
  readonly filename: string;
  readonly objectKey: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly durationS: number;
  readonly status: 'announced' | 'uploaded' | 'removed';
  /** Null until the object store has it whole. */
  readonly uploadedAt: string | null;
  readonly metadata: DynamicObject;
}

export type VectorSpace = 'space' | 'face-on' | 'down-the-line';

/** One swing as one camera saw it; landmarks of every frame lie in the object store. */
export interface PoseRow extends SwingPlace {
  readonly camera: string;
  readonly role: string;
  readonly videoId: string | null;
  readonly frames: number;
  readonly landmarksKey: string;
  /** Mean belief 0–1 of the pose model that it saw a person; null where the poses themselves were not at hand. */
  readonly confidence: number | null;
  readonly embeddingVersion: number | null;
  /** Of the swing, on one of its rows and in one of the spaces, which have nothing to say to each other. */
  readonly vectorSpace: readonly number[] | null;
  readonly vectorFaceOn: readonly number[] | null;
  readonly vectorDownTheLine: readonly number[] | null;
}

export interface SwingAnalysisRow extends SwingPlace {
  readonly sessionId: string;
  readonly kind: 'shot' | 'practice' | 'upload';
  readonly isGuest: boolean;
  readonly handedness: 'left' | 'right';
  readonly club: string | null;
  readonly overallScore: number | null;
  readonly clubSpeedMps: number | null;
  readonly ballSpeedMps: number | null;
  readonly carryM: number | null;
  readonly faults: readonly string[];
  /** By metric and moment, `shoulder_turn_top`: value, and low and high of its 90 % interval. */
  readonly metrics: DynamicObject;
  /** By the same keys: unit and method. Apart, since every key of `metrics` is a column to CrateDB. */
  readonly measured: DynamicObject;
  /** By metric and moment: why there is no number. */
  readonly withheld: DynamicObject;
  readonly feedback: readonly DynamicObject[];
  /** Software, algorithms, model and provider that made the numbers. */
  readonly versions: DynamicObject;
  readonly documentKey: string;
  readonly analysedAt: string;
}

/** What a visit did to a player's numbers. */
export interface ProgressRow extends VersionedRow {
  readonly id: string;
  readonly userId: string;
  readonly facility: string;
  readonly bay: string;
  /** When the visit began. */
  readonly recordedAt: string;
  readonly sessionId: string;
  readonly swings: number;
  readonly meanScore: number | null;
  readonly metrics: DynamicObject;
}

export interface WarehouseRows {
  readonly users: UserRow;
  readonly videos: VideoRow;
  readonly poses: PoseRow;
  readonly swing_analysis: SwingAnalysisRow;
  readonly progress: ProgressRow;
}

/** A batch may name a table or not. */
export type WarehouseBatch = { readonly [Table in WarehouseTableName]?: readonly WarehouseRows[Table][] };

export interface NeighbourQuery {
  readonly space: VectorSpace;
  readonly embeddingVersion: number;
  readonly vector: readonly number[];
  /** The swing itself, which is not its own neighbour. */
  readonly exceptSwing?: string;
  /** Only this player's swings. */
  readonly user?: string;
  readonly limit: number;
}

export interface SwingNeighbour {
  readonly swingId: string;
  readonly userId: string;
  readonly facility: string;
  readonly bay: string;
  readonly recordedAt: string;
  /** Euclidean; two swings of one golfer lie about 1 apart. */
  readonly distance: number;
}

export const NEIGHBOURS_MAX = 100;

/** The steps in which a fleet is looked at. */
export const AGGREGATE_INTERVALS = ['5m', '1h', '1d'] as const;
export type AggregateInterval = (typeof AGGREGATE_INTERVALS)[number];
export const AGGREGATE_SCOPES = ['bay', 'facility', 'fleet'] as const;
export type AggregateScope = (typeof AGGREGATE_SCOPES)[number];

export interface AggregateQuery {
  readonly interval: AggregateInterval;
  readonly scope: AggregateScope;
  /** UTC; half-open, so that two questions side by side count no swing twice. */
  readonly from: string;
  readonly to: string;
  readonly facility?: string;
  readonly bay?: string;
}

export interface FleetAggregate {
  /** UTC start of the interval; days are UTC days, since a fleet has no one time zone. */
  readonly from: string;
  /** Null where the scope is wider. */
  readonly facility: string | null;
  readonly bay: string | null;
  readonly swings: number;
  readonly shots: number;
  /** Different players; guests count by their visit. */
  readonly players: number;
  /** Null where no swing of the interval has one. */
  readonly meanScore: number | null;
  readonly meanClubSpeedMps: number | null;
  readonly meanCarryM: number | null;
}

/** More than these are not answered but refused, with `warehouse/too-much-asked`. */
export const AGGREGATES_MAX = 50_000;

/**
 * What is to be forgotten: a user with everything; or, where any of these is named, just what is named, be it nothing.
 */
export interface Forgotten {
  readonly user: string;
  /** These swings of theirs, with films and poses. */
  readonly swings?: readonly string[];
  /** What these visits of theirs were summed up to. */
  readonly visits?: readonly string[];
  /** Their row of `users`, unless it has a higher version: what was told of them later stands. */
  readonly profileUpTo?: number;
}

/** What a row of a swing was made of. */
export interface SwingSource {
  /** The object key of the report. */
  readonly documentKey: string;
  readonly facility: string;
}

export interface Warehouse {
  /** Creates what is missing of tables, indexes and views; idempotent, and safe beside other appliances doing so. */
  prepare(): Promise<void>;
  upsert(batch: WarehouseBatch): Promise<void>;
  /** Afterwards everything acknowledged so far is seen by every question. */
  settle(): Promise<void>;
  /** Nearest first. Rows of other spaces or versions are never named. */
  nearest(query: NeighbourQuery): Promise<readonly SwingNeighbour[]>;
  /** In the order of time, then facility and bay. Intervals without swings are left out. */
  aggregate(query: AggregateQuery): Promise<readonly FleetAggregate[]>;
  countRows(): Promise<Readonly<Record<WarehouseTableName, number>>>;
  /** What each swing’s row of a player was made of, by the swing. */
  documents(user: string): Promise<ReadonlyMap<string, SwingSource>>;
  /**
   * Removes what is named of everything that was acknowledged before; idempotent. Sums are right again when it resolves;
   * where it rejects, anything may be half gone, and forgetting the same again is right. What is sent again afterwards
   * comes back.
   */
  forget(whose: Forgotten): Promise<void>;
  close(): Promise<void>;
}
