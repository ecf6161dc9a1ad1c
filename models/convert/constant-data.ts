import { UnsupportedModelError } from '../errors.ts';
import type { Sparsity, TfliteTensor } from './tflite-file.ts';

/** Turns a TFLite constant, stored half precision or sparse, into plain 32-bit floats in the tensor's own order. */
export function constantFloats(tensor: TfliteTensor): Float32Array {
  if (tensor.data === null) throw new UnsupportedModelError(`Tensor ${tensor.name} is not a constant.`);
  const stored = storedFloats(tensor, tensor.data);
  return tensor.sparsity === null ? stored : densify(stored, tensor.sparsity, tensor);
}

export function constantIntegers(tensor: TfliteTensor): number[] {
  if (tensor.data === null || tensor.type !== 'int32') {
    throw new UnsupportedModelError(`Tensor ${tensor.name} is not an integer constant.`);
  }
  const view = new DataView(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength);
  return Array.from({ length: tensor.data.byteLength / 4 }, (_, i) => view.getInt32(4 * i, true));
}

function storedFloats(tensor: TfliteTensor, data: Uint8Array): Float32Array {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (tensor.type === 'float32') {
    return Float32Array.from({ length: data.byteLength / 4 }, (_, i) => view.getFloat32(4 * i, true));
  }
  if (tensor.type !== 'float16') throw new UnsupportedModelError(`Tensor ${tensor.name} is not a float constant.`);
  const floats = new Float32Array(data.byteLength / 2);
  for (let i = 0; i < floats.length; i++) floats[i] = halfToFloat(view.getUint16(2 * i, true));
  return floats;
}

/** IEEE 754 binary16: 1 sign bit, 5 exponent bits (bias 15), 10 fraction bits. Exact in 32 bits. */
export function halfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/**
 * Expands TFLite's compressed rows. Only what these models use is read: dimensions in their own order, no blocks,
 * dense outer dimensions and one sparse innermost one, whose `segments` delimit each row's `indices`.
 */
function densify(values: Float32Array, sparsity: Sparsity, tensor: TfliteTensor): Float32Array {
  const inner = sparsity.dimensions.at(-1);
  const isPlain =
    sparsity.blockMap.length === 0 &&
    sparsity.traversalOrder.every((dimension, i) => dimension === i) &&
    sparsity.dimensions.slice(0, -1).every((dimension) => dimension.dense);
  if (!isPlain || inner === undefined || inner.dense) {
    throw new UnsupportedModelError(`Tensor ${tensor.name} is sparse in a way that the converter does not read.`);
  }
  const rowLength = tensor.shape.at(-1) as number;
  const dense = new Float32Array(tensor.shape.reduce((product, size) => product * size, 1));
  for (let row = 0; row + 1 < inner.segments.length; row++) {
    for (let at = inner.segments[row] as number; at < (inner.segments[row + 1] as number); at++) {
      dense[row * rowLength + (inner.indices[at] as number)] = values[at] as number;
    }
  }
  return dense;
}

/** Little-endian bytes of the floats, whatever the machine's own order. */
export function floatBytes(floats: Float32Array): Uint8Array {
  const bytes = new Uint8Array(floats.length * 4);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < floats.length; i++) view.setFloat32(4 * i, floats[i] as number, true);
  return bytes;
}

export function integerBytes(integers: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(integers.length * 8);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < integers.length; i++) view.setBigInt64(8 * i, BigInt(integers[i] as number), true);
  return bytes;
}

/** OHWI, as TFLite stores convolution weights, to OIHW, as ONNX wants them. */
export function toOutputInputHeightWidth(weights: Float32Array, shape: readonly number[]): Float32Array {
  const [outputs, height, width, inputs] = shape as [number, number, number, number];
  const moved = new Float32Array(weights.length);
  let at = 0;
  for (let o = 0; o < outputs; o++) {
    for (let i = 0; i < inputs; i++) {
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          moved[at++] = weights[((o * height + y) * width + x) * inputs + i] as number;
        }
      }
    }
  }
  return moved;
}
