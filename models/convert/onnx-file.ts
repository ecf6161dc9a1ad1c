import protobuf from 'protobufjs';

/**
 * Writes an ONNX model: the few messages of `onnx.proto` that a static float graph needs, and their encoding.
 *
 * protobufjs writes fields in the order of their numbers, so equal graphs give equal bytes.
 */

export type OnnxAttribute =
  | { name: string; type: 1; f: number }
  | { name: string; type: 2; i: number }
  | { name: string; type: 3; s: Uint8Array }
  | { name: string; type: 7; ints: number[] };

export interface OnnxNode {
  opType: string;
  name: string;
  input: string[];
  output: string[];
  attribute: OnnxAttribute[];
}

export interface OnnxTensor {
  name: string;
  dims: number[];
  dataType: 1 | 7;
  rawData: Uint8Array;
}

export interface OnnxValue {
  name: string;
  shape: number[];
}

export interface OnnxGraph {
  name: string;
  node: OnnxNode[];
  initializer: OnnxTensor[];
  input: OnnxValue[];
  output: OnnxValue[];
}

/** Opset 13 is the newest that every runtime we aim at reads; IR 7 is the first that carries it. */
const IR_VERSION = 7;
const OPSET = 13;
export const FLOAT = 1;
export const INT64 = 7;

const field = (type: string, id: number) => ({ type, id });
const list = (type: string, id: number) => ({ type, id, rule: 'repeated' });

const ONNX_SUBSET = protobuf.Root.fromJSON({
  nested: {
    ModelProto: {
      fields: {
        irVersion: field('int64', 1),
        producerName: field('string', 2),
        graph: field('GraphProto', 7),
        opsetImport: list('OperatorSetIdProto', 8),
      },
    },
    OperatorSetIdProto: { fields: { domain: field('string', 1), version: field('int64', 2) } },
    GraphProto: {
      fields: {
        node: list('NodeProto', 1),
        name: field('string', 2),
        initializer: list('TensorProto', 5),
        input: list('ValueInfoProto', 11),
        output: list('ValueInfoProto', 12),
      },
    },
    NodeProto: {
      fields: {
        input: list('string', 1),
        output: list('string', 2),
        name: field('string', 3),
        opType: field('string', 4),
        attribute: list('AttributeProto', 5),
      },
    },
    AttributeProto: {
      fields: {
        name: field('string', 1),
        f: field('float', 2),
        i: field('int64', 3),
        s: field('bytes', 4),
        ints: list('int64', 8),
        type: field('int32', 20),
      },
    },
    TensorProto: {
      fields: {
        dims: list('int64', 1),
        dataType: field('int32', 2),
        name: field('string', 8),
        rawData: field('bytes', 9),
      },
    },
    ValueInfoProto: { fields: { name: field('string', 1), type: field('TypeProto', 2) } },
    TypeProto: { fields: { tensorType: field('TensorTypeProto', 1) } },
    TensorTypeProto: { fields: { elemType: field('int32', 1), shape: field('TensorShapeProto', 2) } },
    TensorShapeProto: { fields: { dim: list('DimensionProto', 1) } },
    DimensionProto: { fields: { dimValue: field('int64', 1) } },
  },
});

const valueInfo = (value: OnnxValue) => ({
  name: value.name,
  type: { tensorType: { elemType: FLOAT, shape: { dim: value.shape.map((dimValue) => ({ dimValue })) } } },
});

export function writeOnnx(graph: OnnxGraph): Uint8Array {
  return ONNX_SUBSET.lookupType('ModelProto')
    .encode({
      irVersion: IR_VERSION,
      producerName: 'swingbay',
      opsetImport: [{ domain: '', version: OPSET }],
      graph: { ...graph, input: graph.input.map(valueInfo), output: graph.output.map(valueInfo) },
    })
    .finish();
}
