import { ByteBuffer } from 'flatbuffers';

/**
 * Reads the parts of a TFLite flatbuffer that the converter needs: tensors, constant data, operators and their options.
 *
 * Field numbers are those of TensorFlow's `schema.fbs`; a field's slot in a flatbuffer's vtable is 4 + 2 × number.
 * Nothing is copied: tensor data are views of the file.
 */

export type TensorType = 'float32' | 'float16' | 'int32' | 'other';

export interface SparseDimension {
  dense: boolean;
  size: number;
  segments: number[];
  indices: number[];
}

export interface Sparsity {
  traversalOrder: number[];
  blockMap: number[];
  dimensions: SparseDimension[];
}

export interface TfliteTensor {
  name: string;
  shape: number[];
  type: TensorType;
  /** Constant contents; null for a value computed at run time. */
  data: Uint8Array | null;
  sparsity: Sparsity | null;
}

export interface TfliteOperator {
  /** `BuiltinOperator` of the schema. */
  code: number;
  inputs: number[];
  outputs: number[];
  options: OptionsTable;
}

export interface TfliteModel {
  tensors: TfliteTensor[];
  inputs: number[];
  outputs: number[];
  operators: TfliteOperator[];
}

/** One flatbuffer table, read by field number. Absent fields give the default, as the format says. */
class Table {
  readonly #buffer: ByteBuffer;
  readonly #position: number;

  constructor(buffer: ByteBuffer, position: number) {
    this.#buffer = buffer;
    this.#position = position;
  }

  #field(number: number): number {
    const offset = this.#buffer.__offset(this.#position, 4 + 2 * number);
    return offset === 0 ? 0 : this.#position + offset;
  }

  int8(number: number, otherwise = 0): number {
    const at = this.#field(number);
    return at === 0 ? otherwise : this.#buffer.readInt8(at);
  }

  int32(number: number, otherwise = 0): number {
    const at = this.#field(number);
    return at === 0 ? otherwise : this.#buffer.readInt32(at);
  }

  text(number: number): string {
    const at = this.#field(number);
    return at === 0 ? '' : String(this.#buffer.__string(at));
  }

  table(number: number): Table | null {
    const at = this.#field(number);
    return at === 0 ? null : new Table(this.#buffer, this.#buffer.__indirect(at));
  }

  tables(number: number): Table[] {
    return this.#vector(number, 4, (at) => new Table(this.#buffer, this.#buffer.__indirect(at)));
  }

  int32s(number: number): number[] {
    return this.#vector(number, 4, (at) => this.#buffer.readInt32(at));
  }

  uint16s(number: number): number[] {
    return this.#vector(number, 2, (at) => this.#buffer.readUint16(at));
  }

  uint8s(number: number): number[] {
    return this.#vector(number, 1, (at) => this.#buffer.readUint8(at));
  }

  bytes(number: number): Uint8Array {
    const at = this.#field(number);
    if (at === 0) return new Uint8Array(0);
    const start = this.#buffer.__vector(at);
    return this.#buffer.bytes().subarray(start, start + this.#buffer.__vector_len(at));
  }

  #vector<T>(number: number, stride: number, read: (at: number) => T): T[] {
    const at = this.#field(number);
    if (at === 0) return [];
    const start = this.#buffer.__vector(at);
    return Array.from({ length: this.#buffer.__vector_len(at) }, (_, i) => read(start + i * stride));
  }
}

/** An operator's options; an absent table reads as all defaults. */
export type OptionsTable = Pick<Table, 'int8' | 'int32'>;

const defaultValue = (_: number, otherwise?: number): number => otherwise ?? 0;

const NO_OPTIONS: OptionsTable = { int8: defaultValue, int32: defaultValue };

const TENSOR_TYPES: Record<number, TensorType> = { 0: 'float32', 1: 'float16', 2: 'int32' };

/** `SparseIndexVector` of the schema: 1 = int32, 2 = uint16, 3 = uint8; each a table whose field 0 is the values. */
function sparseIndices(kind: number, table: Table | null): number[] {
  if (table === null) return [];
  if (kind === 1) return table.int32s(0);
  return kind === 2 ? table.uint16s(0) : table.uint8s(0);
}

function readSparsity(table: Table): Sparsity {
  return {
    traversalOrder: table.int32s(0),
    blockMap: table.int32s(1),
    dimensions: table.tables(2).map((dimension) => ({
      dense: dimension.int8(0) === 0,
      size: dimension.int32(1),
      segments: sparseIndices(dimension.int8(2), dimension.table(3)),
      indices: sparseIndices(dimension.int8(4), dimension.table(5)),
    })),
  };
}

export function readTflite(file: Uint8Array): TfliteModel {
  const buffer = new ByteBuffer(file);
  const model = new Table(buffer, buffer.readInt32(0));
  // Codes from 127 on stand in field 3 only; below that, field 0 carries the same number for older readers.
  const codes = model.tables(1).map((code) => Math.max(code.int8(0), code.int32(3)));
  const buffers = model.tables(4).map((entry) => entry.bytes(0));
  const graph = model.tables(2)[0] as Table;
  return {
    tensors: graph.tables(0).map((tensor) => {
      const data = buffers[tensor.int32(2)];
      const sparsity = tensor.table(6);
      return {
        name: tensor.text(3),
        shape: tensor.int32s(0),
        type: TENSOR_TYPES[tensor.int8(1)] ?? 'other',
        data: data === undefined || data.length === 0 ? null : data,
        sparsity: sparsity === null ? null : readSparsity(sparsity),
      };
    }),
    inputs: graph.int32s(1),
    outputs: graph.int32s(2),
    operators: graph.tables(3).map((operator) => ({
      code: codes[operator.int32(0)] ?? -1,
      inputs: operator.int32s(1),
      outputs: operator.int32s(2),
      options: operator.table(4) ?? NO_OPTIONS,
    })),
  };
}
