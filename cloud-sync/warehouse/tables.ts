/**
 * The one description of the warehouse's tables. What both dialects create, upsert and ask is generated from it.
 *
 * Every table is clustered by its player, so that a player's rows lie together, and the tables of swings are parted by
 * month. Routing and time therefore belong to every key: CrateDB asks it for both, PostgreSQL for the time.
 */
import type { WarehouseRows, WarehouseTableName } from '../../device/ports/warehouse.port.ts';
import { projectionOf } from '../../device/swing/embedding/embed-swing.ts';

export type ColumnType =
  | 'text'
  | 'texts'
  | 'boolean'
  | 'integer'
  | 'bigint'
  | 'double'
  | 'instant'
  /** An object whose keys may be new. */
  | 'object'
  /** An object that is kept but not searched. */
  | 'kept-object'
  /** A list of objects whose keys may be new. */
  | 'objects'
  | 'vector';

export interface WarehouseColumn {
  /** As the row names it. */
  readonly field: string;
  /** As the table names it. */
  readonly name: string;
  readonly type: ColumnType;
  readonly isNullable: boolean;
}

export interface WarehouseTable {
  readonly name: WarehouseTableName;
  readonly columns: readonly WarehouseColumn[];
  /** Without the part that parts it by time. */
  readonly key: readonly string[];
  readonly routing: string;
  /** The column by which it is parted; null for what is not. */
  readonly time: string | null;
  readonly indexes: readonly { readonly columns: readonly string[]; readonly include: readonly string[] }[];
}

/** As many as CrateDB's guide to sharding leaves room for in a partition of three nodes. */
export const SHARDS_PER_PARTITION = 6;

/** All spaces have as many; the swing's own file says how many. */
export const VECTOR_DIMENSIONS = projectionOf('space').dims;

export const VECTOR_COLUMNS = {
  space: 'vector_space',
  'face-on': 'vector_face_on',
  'down-the-line': 'vector_down_the_line',
} as const;

/** What the aggregates read, so that PostgreSQL answers them from the index alone. */
const COUNTED = ['facility', 'bay', 'user_id', 'kind', 'overall_score', 'club_speed_mps', 'carry_m'] as const;

type Fields<Row> = { readonly [Field in keyof Row & string]: ColumnType | `${ColumnType}?` };

const PLACE = {
  id: 'text',
  userId: 'text',
  swingId: 'text',
  facility: 'text',
  bay: 'text',
  recordedAt: 'instant',
  version: 'bigint',
} as const;

const FIELDS: { readonly [Table in WarehouseTableName]: Fields<WarehouseRows[Table]> } = {
  users: {
    id: 'text',
    username: 'text?',
    email: 'text?',
    createdAt: 'instant',
    updatedAt: 'instant',
    settings: 'object',
    version: 'bigint',
  },
  videos: {
    ...PLACE,
    camera: 'text',
    role: 'text',
    filename: 'text',
    objectKey: 'text',
    mediaType: 'text',
    sizeBytes: 'bigint',
    durationS: 'double',
    status: 'text',
    uploadedAt: 'instant?',
    metadata: 'object',
  },
  poses: {
    ...PLACE,
    camera: 'text',
    role: 'text',
    videoId: 'text?',
    frames: 'integer',
    landmarksKey: 'text',
    confidence: 'double?',
    embeddingVersion: 'integer?',
    vectorSpace: 'vector?',
    vectorFaceOn: 'vector?',
    vectorDownTheLine: 'vector?',
  },
  swing_analysis: {
    ...PLACE,
    sessionId: 'text',
    kind: 'text',
    isGuest: 'boolean',
    handedness: 'text',
    club: 'text?',
    overallScore: 'double?',
    clubSpeedMps: 'double?',
    ballSpeedMps: 'double?',
    carryM: 'double?',
    faults: 'texts',
    metrics: 'object',
    measured: 'kept-object',
    withheld: 'kept-object',
    feedback: 'objects',
    versions: 'object',
    documentKey: 'text',
    analysedAt: 'instant',
  },
  progress: {
    id: 'text',
    userId: 'text',
    facility: 'text',
    bay: 'text',
    recordedAt: 'instant',
    version: 'bigint',
    sessionId: 'text',
    swings: 'integer',
    meanScore: 'double?',
    metrics: 'object',
  },
};

const INDEXES: { readonly [Table in WarehouseTableName]: WarehouseTable['indexes'] } = {
  users: [],
  videos: [{ columns: ['swing_id'], include: [] }],
  poses: [{ columns: ['swing_id'], include: [] }],
  swing_analysis: [
    { columns: ['swing_id'], include: [] },
    { columns: ['recorded_at'], include: COUNTED },
    {
      columns: ['facility', 'recorded_at'],
      include: ['bay', 'user_id', 'kind', 'version', 'overall_score', 'club_speed_mps', 'carry_m'],
    },
  ],
  progress: [{ columns: ['recorded_at'], include: [] }],
};

function tableOf(name: WarehouseTableName): WarehouseTable {
  const isOfUsers = name === 'users';
  return {
    name,
    columns: Object.entries(FIELDS[name]).map(([field, type]) => ({
      field,
      name: columnName(field),
      type: type.replace('?', '') as ColumnType,
      isNullable: type.endsWith('?'),
    })),
    key: isOfUsers ? ['id'] : ['user_id', 'id'],
    routing: isOfUsers ? 'id' : 'user_id',
    time: isOfUsers ? null : 'recorded_at',
    indexes: INDEXES[name],
  };
}

function columnName(field: string): string {
  return field.replaceAll(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}

export const TABLES: { readonly [Table in WarehouseTableName]: WarehouseTable } = {
  users: tableOf('users'),
  videos: tableOf('videos'),
  poses: tableOf('poses'),
  swing_analysis: tableOf('swing_analysis'),
  progress: tableOf('progress'),
};
