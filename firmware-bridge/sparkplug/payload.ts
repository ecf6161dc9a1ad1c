/**
 * Sparkplug B's payload as bytes: Google Protocol Buffers with the published field numbers.
 *
 *     Payload  1 timestamp   2 metrics …  3 seq        4 uuid         5 body
 *     Metric   1 name        2 alias      3 timestamp  4 datatype     5 is_historical
 *              6 transient   7 is_null    8 metadata   9 properties   then one value:
 *              10 int   11 long   12 float   13 double   14 boolean   15 string   16 bytes   17 data set   18 template
 *
 * Numbers of a sign travel as their two's complement in an unsigned field, so a value can only be read with its data
 * type at hand, which data and commands leave out: reading gives the wire's value, and {@link valueAs} its meaning.
 * Data sets, templates, properties and metadata are not used here and skipped when read.
 */
import protobuf from 'protobufjs';
import { payloadUnreadable } from './errors.ts';

/** Sparkplug's numbers for the data types that this node uses or understands in a command. */
export const DATA_TYPES = {
  Int8: 1,
  Int16: 2,
  Int32: 3,
  Int64: 4,
  UInt8: 5,
  UInt16: 6,
  UInt32: 7,
  UInt64: 8,
  Float: 9,
  Double: 10,
  Boolean: 11,
  String: 12,
  DateTime: 13,
  Text: 14,
} as const;
export type DataType = keyof typeof DATA_TYPES;

export type MetricValue = number | boolean | string;

export interface Metric {
  readonly name?: string;
  readonly alias?: number;
  /** UTC, milliseconds. */
  readonly timestamp?: number;
  readonly datatype?: number;
  readonly isHistorical?: boolean;
  /** A metric has a value or says that it has none. */
  readonly isNull?: boolean;
  readonly value?: MetricValue;
  /** Which field carries the value; what was read can be written again without knowing its data type. */
  readonly field?: ValueField;
}

export interface Payload {
  readonly timestamp?: number;
  readonly seq?: number;
  readonly metrics: readonly Metric[];
}

const VALUE_FIELDS = ['intValue', 'longValue', 'floatValue', 'doubleValue', 'booleanValue', 'stringValue'] as const;
type ValueField = (typeof VALUE_FIELDS)[number];

/** Presence is explicit, as published: a seq of 0 is there, a missing one is not. */
const { root: schema } = protobuf.parse(`
  syntax = "proto2";
  message Payload {
    optional uint64 timestamp = 1;
    repeated Metric metrics = 2;
    optional uint64 seq = 3;
  }
  message Metric {
    optional string name = 1;
    optional uint64 alias = 2;
    optional uint64 timestamp = 3;
    optional uint32 datatype = 4;
    optional bool is_historical = 5;
    optional bool is_null = 7;
    oneof value {
      uint32 int_value = 10;
      uint64 long_value = 11;
      float float_value = 12;
      double double_value = 13;
      bool boolean_value = 14;
      string string_value = 15;
    }
  }
`);
const PayloadType = schema.lookupType('Payload');

/** Longer ones are not read: no command is near it. */
const PAYLOAD_BYTES_MAX = 64 * 1024;
const METRICS_READ_MAX = 256;

const FIELD_OF: Readonly<Record<DataType, ValueField>> = {
  Int8: 'intValue',
  Int16: 'intValue',
  Int32: 'intValue',
  Int64: 'longValue',
  UInt8: 'intValue',
  UInt16: 'intValue',
  UInt32: 'intValue',
  UInt64: 'longValue',
  Float: 'floatValue',
  Double: 'doubleValue',
  Boolean: 'booleanValue',
  String: 'stringValue',
  DateTime: 'longValue',
  Text: 'stringValue',
};

const BITS: Partial<Readonly<Record<DataType, number>>> = {
  Int8: 8,
  Int16: 16,
  Int32: 32,
  UInt8: 8,
  UInt16: 16,
  UInt32: 32,
};

/**
 * A metric's value needs its data type to be written, also where the message leaves the type out: `typeOf` tells it for
 * a metric that carries none.
 */
export function encodePayload(payload: Payload, typeOf: (metric: Metric) => DataType | null = () => null): Uint8Array {
  const metrics = payload.metrics.map((metric) => {
    const { value, field, ...rest } = metric;
    if (value === undefined) return rest;
    if (field !== undefined) return { ...rest, [field]: field === 'longValue' ? wireValue('Int64', value) : value };
    const type = typeOf(metric) ?? dataTypeOf(metric.datatype) ?? guessType(value);
    return { ...rest, [FIELD_OF[type]]: wireValue(type, value) };
  });
  return PayloadType.encode(PayloadType.fromObject({ ...payload, metrics })).finish();
}

/** Throws `sparkplug/payload-unreadable` for bytes that are none, too many, or with more metrics than is sane. */
export function decodePayload(bytes: Uint8Array): Payload {
  if (bytes.length > PAYLOAD_BYTES_MAX) throw payloadUnreadable(`it has ${bytes.length} bytes`);
  let read: Record<string, unknown>;
  try {
    read = PayloadType.toObject(PayloadType.decode(bytes), { longs: String, arrays: true });
  } catch (error) {
    throw payloadUnreadable('it is not Protocol Buffers', error);
  }
  const metrics = read['metrics'] as Record<string, unknown>[];
  if (metrics.length > METRICS_READ_MAX) throw payloadUnreadable(`it has ${metrics.length} metrics`);
  return {
    ...picked(read, ['timestamp', 'seq']),
    metrics: metrics.map((metric) => {
      const field = VALUE_FIELDS.find((name) => Object.hasOwn(metric, name));
      const value = field === undefined ? {} : { field, value: readValue(field, metric[field]) };
      return { ...picked(metric, ['name', 'alias', 'timestamp', 'datatype', 'isHistorical', 'isNull']), ...value };
    }),
  };
}

/** What a value that was read means as `type`; null where the wire carried something else or a number out of range. */
export function valueAs(type: DataType, metric: Metric): MetricValue | null {
  if (metric.isNull === true || metric.value === undefined) return null;
  const { value } = metric;
  switch (FIELD_OF[type]) {
    case 'booleanValue':
      return typeof value === 'boolean' ? value : null;
    case 'stringValue':
      return typeof value === 'string' ? value : null;
    default:
      return typeof value === 'number' && Number.isFinite(value) ? signed(type, metric, value) : null;
  }
}

export function dataTypeOf(datatype: number | undefined): DataType | null {
  return (Object.keys(DATA_TYPES) as DataType[]).find((type) => DATA_TYPES[type] === datatype) ?? null;
}

function signed(type: DataType, { field }: Metric, value: number): number | null {
  const bits = BITS[type];
  if (bits === undefined) return (type === 'UInt64' || type === 'DateTime') && value < 0 ? value + 2 ** 64 : value;
  if (!Number.isInteger(value)) return null;
  const isSigned = type.startsWith('Int');
  const real = isSigned && field === 'intValue' && value >= 2 ** 31 ? value - 2 ** 32 : value;
  const [least, most] = isSigned ? [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1] : [0, 2 ** bits - 1];
  return real >= least && real <= most ? real : null;
}

function wireValue(type: DataType, value: MetricValue): MetricValue {
  if (typeof value !== 'number') return value;
  if (BITS[type] !== undefined) return value < 0 ? value + 2 ** 32 : value;
  return type === 'Int64' && value < 0 ? BigInt.asUintN(64, BigInt(Math.trunc(value))).toString() : value;
}

function guessType(value: MetricValue): DataType {
  return typeof value === 'boolean' ? 'Boolean' : typeof value === 'string' ? 'String' : 'Double';
}

const LONGS: readonly string[] = ['timestamp', 'seq', 'alias'];

/** Sixty-four bits are read as a number with sign: what counts from below zero stays near zero, and so exact. */
function readValue(field: ValueField, value: unknown): MetricValue {
  return field === 'longValue' ? Number(BigInt.asIntN(64, BigInt(String(value)))) : (value as MetricValue);
}

function picked(from: Record<string, unknown>, names: readonly string[]): Record<string, never> {
  const present = names.filter((name) => Object.hasOwn(from, name));
  return Object.fromEntries(
    present.map((name) => [name, LONGS.includes(name) ? Number(from[name]) : from[name]]),
  ) as Record<string, never>;
}
