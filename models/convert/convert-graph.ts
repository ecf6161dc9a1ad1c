import { UnsupportedModelError } from '../errors.ts';
import {
  constantFloats,
  constantIntegers,
  floatBytes,
  integerBytes,
  toOutputInputHeightWidth,
} from './constant-data.ts';
import { FLOAT, INT64, type OnnxAttribute, type OnnxGraph, type OnnxNode, type OnnxTensor } from './onnx-file.ts';
import type { TfliteModel, TfliteOperator, TfliteTensor } from './tflite-file.ts';

/**
 * Turns a TFLite graph into an ONNX graph with the same values.
 *
 * TFLite is NHWC, ONNX is NCHW. Every four-dimensional value is kept NCHW from the input to the outputs, so no
 * transposition is left in the graph but in front of a reshape that flattens pixels. Only what the wanted outputs
 * depend on is converted: a network's unread heads cost nothing.
 */

/** `BuiltinOperator` of TensorFlow's `schema.fbs`. */
const OPERATOR = {
  add: 0,
  concatenation: 2,
  convolution: 3,
  depthwiseConvolution: 4,
  depthToSpace: 5,
  dequantize: 6,
  logistic: 14,
  maxPool: 17,
  reshape: 22,
  resizeBilinear: 23,
  pad: 34,
  densify: 124,
} as const;

const PADDING_SAME = 0;
const ACTIVATION_RELU = 1;
const ACTIVATION_RELU6 = 3;

/** NHWC shape to NCHW; anything but four dimensions stays. */
const toChannelsFirst = (shape: readonly number[]): number[] =>
  shape.length === 4 ? [shape[0] as number, shape[3] as number, shape[1] as number, shape[2] as number] : [...shape];

export interface WantedOutput {
  /** The tensor's name in the TFLite file. */
  tensor: string;
  /** Its name in the ONNX file. */
  name: string;
}

export function convertGraph(
  model: TfliteModel,
  names: { graph: string; input: string; outputs: readonly WantedOutput[] },
): OnnxGraph {
  return new GraphConversion(model, names).run();
}

class GraphConversion {
  readonly #model: TfliteModel;
  readonly #names: { graph: string; input: string; outputs: readonly WantedOutput[] };
  readonly #nodes: OnnxNode[] = [];
  readonly #initializers = new Map<string, OnnxTensor>();
  /** Which operator makes a tensor, by the tensor's index. */
  readonly #maker = new Map<number, TfliteOperator>();
  readonly #valueNames = new Map<number, string>();
  /** Spatial padding [top, left, bottom, right] that is left to the convolutions which read the tensor. */
  readonly #deferredPads = new Map<number, { source: number; pads: number[] }>();

  constructor(model: TfliteModel, names: { graph: string; input: string; outputs: readonly WantedOutput[] }) {
    this.#model = model;
    this.#names = names;
    for (const operator of model.operators) {
      for (const output of operator.outputs) this.#maker.set(output, operator);
    }
  }

  run(): OnnxGraph {
    const { graph, input, outputs } = this.#names;
    const inputIndex = this.#model.inputs[0] as number;
    this.#valueNames.set(inputIndex, input);
    const outputIndices = outputs.map(({ tensor, name }) => {
      const index = this.#model.outputs.find((candidate) => this.#tensor(candidate).name === tensor);
      if (index === undefined) throw new UnsupportedModelError(`The model has no output ${tensor}.`);
      this.#valueNames.set(index, name);
      return index;
    });
    const needed = this.#operatorsNeededFor(outputIndices);
    for (const operator of needed) this.#noteDeferredPad(operator, needed);
    for (const operator of needed) this.#convert(operator);
    return {
      name: graph,
      node: this.#nodes,
      initializer: [...this.#initializers.values()],
      input: [{ name: input, shape: this.#shape(inputIndex) }],
      output: outputIndices.map((index) => ({ name: this.#value(index), shape: this.#shape(index) })),
    };
  }

  #tensor(index: number): TfliteTensor {
    return this.#model.tensors[index] as TfliteTensor;
  }

  /** Shape in the ONNX graph. */
  #shape(index: number): number[] {
    return toChannelsFirst(this.#tensor(index).shape);
  }

  #value(index: number): string {
    return this.#valueNames.get(index) ?? `value_${index}`;
  }

  #isConstant(index: number): boolean {
    const maker = this.#maker.get(index);
    if (maker === undefined) return this.#tensor(index).data !== null;
    return maker.code === OPERATOR.dequantize || maker.code === OPERATOR.densify;
  }

  /** Reads a constant through the operators that only unpack it. */
  #floats(index: number): Float32Array {
    const maker = this.#maker.get(index);
    return maker === undefined ? constantFloats(this.#tensor(index)) : this.#floats(maker.inputs[0] as number);
  }

  /** The operators that the outputs depend on, in the file's own order, without those that only unpack constants. */
  #operatorsNeededFor(outputs: readonly number[]): TfliteOperator[] {
    const needed = new Set<TfliteOperator>();
    const open = [...outputs];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      const maker = this.#maker.get(index);
      if (maker === undefined || needed.has(maker) || this.#isConstant(index)) continue;
      needed.add(maker);
      open.push(...maker.inputs.filter((input) => input >= 0));
    }
    return this.#model.operators.filter((operator) => needed.has(operator));
  }

  /** A padding of rows and columns that only unpadded convolutions read becomes those convolutions' own padding. */
  #noteDeferredPad(operator: TfliteOperator, needed: readonly TfliteOperator[]): void {
    if (operator.code !== OPERATOR.pad) return;
    const output = operator.outputs[0] as number;
    const readers = needed.filter((reader) => reader.inputs.includes(output));
    const isConvolution = (reader: TfliteOperator) =>
      (reader.code === OPERATOR.convolution || reader.code === OPERATOR.depthwiseConvolution) &&
      reader.options.int8(0) !== PADDING_SAME;
    const p = constantIntegers(this.#tensor(operator.inputs[1] as number));
    const isSpatial = [0, 1, 6, 7].every((at) => p[at] === 0);
    if (!isSpatial || !readers.every(isConvolution)) return;
    const pads = [p[2], p[4], p[3], p[5]] as number[];
    this.#deferredPads.set(output, { source: operator.inputs[0] as number, pads });
  }

  #convert(operator: TfliteOperator): void {
    const [first, second] = operator.inputs as [number, number];
    const output = operator.outputs[0] as number;
    switch (operator.code) {
      case OPERATOR.convolution:
      case OPERATOR.depthwiseConvolution:
        return this.#convolution(operator);
      case OPERATOR.add:
        return this.#activated('Add', [this.#operand(first), this.#operand(second)], output, operator.options.int8(0));
      case OPERATOR.concatenation:
        return this.#concatenation(operator);
      case OPERATOR.depthToSpace:
        return this.#emit('DepthToSpace', [this.#value(first)], output, [
          { name: 'blocksize', type: 2, i: operator.options.int32(0) },
          text('mode', 'DCR'),
        ]);
      case OPERATOR.logistic:
        return this.#emit('Sigmoid', [this.#value(first)], output);
      case OPERATOR.maxPool:
        return this.#maxPool(operator);
      case OPERATOR.reshape:
        return this.#reshape(first, output);
      case OPERATOR.resizeBilinear:
        return this.#resize(operator);
      case OPERATOR.pad:
        return this.#pad(operator);
      default:
        throw new UnsupportedModelError(`The converter does not know TFLite operator ${operator.code}.`);
    }
  }

  #emit(opType: string, input: string[], output: number | string, attribute: OnnxAttribute[] = []): void {
    const name = typeof output === 'string' ? output : this.#value(output);
    this.#nodes.push({ opType, name: `${opType}_${name}`, input, output: [name], attribute });
  }

  /** Emits a node and, behind it, the activation that TFLite fuses into the operator. */
  #activated(
    opType: string,
    input: string[],
    output: number,
    activation: number,
    attribute: OnnxAttribute[] = [],
  ): void {
    if (activation === 0) return this.#emit(opType, input, output, attribute);
    const before = `${this.#value(output)}_linear`;
    this.#emit(opType, input, before, attribute);
    if (activation === ACTIVATION_RELU) return this.#emit('Relu', [before], output);
    if (activation !== ACTIVATION_RELU6) throw new UnsupportedModelError(`Unknown fused activation ${activation}.`);
    const low = this.#constant('zero', [], new Float32Array([0]));
    const high = this.#constant('six', [], new Float32Array([6]));
    this.#emit('Clip', [before, low, high], output);
  }

  #constant(name: string, dims: number[], floats: Float32Array): string {
    this.#initializers.set(name, { name, dims, dataType: FLOAT, rawData: floatBytes(floats) });
    return name;
  }

  #integers(name: string, values: readonly number[]): string {
    this.#initializers.set(name, { name, dims: [values.length], dataType: INT64, rawData: integerBytes(values) });
    return name;
  }

  #operand(index: number): string {
    if (!this.#isConstant(index)) return this.#value(index);
    if (this.#tensor(index).shape.length > 1) {
      throw new UnsupportedModelError('The converter only adds constants of one dimension.');
    }
    const floats = this.#floats(index);
    return this.#constant(`constant_${index}`, [floats.length, 1, 1], floats);
  }

  #convolution(operator: TfliteOperator): void {
    const [input, weights, bias] = operator.inputs as [number, number, number];
    const output = operator.outputs[0] as number;
    const isDepthwise = operator.code === OPERATOR.depthwiseConvolution;
    const shape = this.#tensor(weights).shape;
    const [filters, height, width, channels] = shape as [number, number, number, number];
    const stride = [operator.options.int32(2, 1), operator.options.int32(1, 1)];
    // Depthwise options carry the multiplier in field 3 and the activation behind it.
    const activation = operator.options.int8(isDepthwise ? 4 : 3);
    const dilation = isDepthwise
      ? [operator.options.int32(6, 1), operator.options.int32(5, 1)]
      : [operator.options.int32(5, 1), operator.options.int32(4, 1)];
    const deferred = this.#deferredPads.get(input);
    const source = deferred?.source ?? input;
    const window = dilation.map((step, axis) => ((axis === 0 ? height : width) - 1) * step + 1);
    const pads = operator.options.int8(0) === PADDING_SAME ? this.#samePads(input, window, stride) : deferred?.pads;
    const floats = this.#floats(weights);
    // Depthwise weights are 1 × height × width × channels: one filter a channel.
    const ohwi = isDepthwise ? depthwiseToFilters(floats, height, width, channels) : floats;
    const dims = isDepthwise ? [channels, 1, height, width] : [filters, channels, height, width];
    const arranged = toOutputInputHeightWidth(ohwi, [dims[0] as number, height, width, dims[1] as number]);
    const inputs = [this.#value(source), this.#constant(`weights_${weights}`, dims, arranged)];
    if (bias !== undefined && bias >= 0) {
      const offsets = this.#floats(bias);
      inputs.push(this.#constant(`bias_${bias}`, [offsets.length], offsets));
    }
    this.#activated('Conv', inputs, output, activation, [
      integers('dilations', dilation),
      { name: 'group', type: 2, i: isDepthwise ? channels : 1 },
      integers('kernel_shape', [height, width]),
      integers('pads', pads ?? [0, 0, 0, 0]),
      integers('strides', stride),
    ]);
  }

  /** TFLite's SAME: the output is ⌈input ÷ stride⌉, and the odd row or column of padding goes to the end. */
  #samePads(input: number, window: readonly number[], stride: readonly number[]): number[] {
    const size = this.#tensor(input).shape.slice(1, 3);
    const total = size.map((length, axis) => {
      const step = stride[axis] as number;
      return Math.max((Math.ceil(length / step) - 1) * step + (window[axis] as number) - length, 0);
    });
    const before = total.map((pad) => Math.floor(pad / 2));
    return [...before, ...total.map((pad, axis) => pad - (before[axis] as number))];
  }

  #maxPool(operator: TfliteOperator): void {
    const { options, inputs, outputs } = operator;
    const stride = [options.int32(2), options.int32(1)];
    const window = [options.int32(4), options.int32(3)];
    const pads = options.int8(0) === PADDING_SAME ? this.#samePads(inputs[0] as number, window, stride) : [0, 0, 0, 0];
    this.#activated('MaxPool', [this.#value(inputs[0] as number)], outputs[0] as number, options.int8(5), [
      integers('kernel_shape', window),
      integers('pads', pads),
      integers('strides', stride),
    ]);
  }

  #concatenation(operator: TfliteOperator): void {
    const output = operator.outputs[0] as number;
    const rank = this.#tensor(output).shape.length;
    const axis = operator.options.int32(0);
    const moved = rank === 4 ? ([0, 2, 3, 1][axis] as number) : axis;
    const inputs = operator.inputs.map((input) => this.#value(input));
    this.#activated('Concat', inputs, output, operator.options.int8(1), [{ name: 'axis', type: 2, i: moved }]);
  }

  #reshape(input: number, output: number): void {
    const from = this.#tensor(input).shape;
    const to = this.#tensor(output).shape;
    if (to.length === 4) throw new UnsupportedModelError('The converter does not reshape into a picture.');
    let source = this.#value(input);
    // A flattened picture lists its pixels with their channels together; one pixel is the same either way.
    if (from.length === 4 && (from[1] !== 1 || from[2] !== 1)) {
      const moved = `${source}_channels_last_${output}`;
      this.#emit('Transpose', [source], moved, [integers('perm', [0, 2, 3, 1])]);
      source = moved;
    }
    this.#emit('Reshape', [source, this.#integers(`shape_${to.join('x')}`, to)], output);
  }

  #resize(operator: TfliteOperator): void {
    const [input] = operator.inputs as [number];
    const output = operator.outputs[0] as number;
    const isHalfPixel = operator.options.int8(3) !== 0 && operator.options.int8(2) === 0;
    if (!isHalfPixel) throw new UnsupportedModelError('The converter only resizes with half-pixel centres.');
    const from = this.#shape(input);
    const scales = this.#shape(output).map((size, axis) => size / (from[axis] as number));
    const name = this.#constant(`scales_${scales.join('x')}`, [4], Float32Array.from(scales));
    this.#emit('Resize', [this.#value(input), '', name], output, [
      text('coordinate_transformation_mode', 'half_pixel'),
      text('mode', 'linear'),
    ]);
  }

  #pad(operator: TfliteOperator): void {
    const [input, amounts] = operator.inputs as [number, number];
    const output = operator.outputs[0] as number;
    if (this.#deferredPads.has(output)) return;
    const p = constantIntegers(this.#tensor(amounts));
    const axes = this.#tensor(input).shape.length === 4 ? [0, 3, 1, 2] : this.#tensor(input).shape.map((_, i) => i);
    const pads = [...axes.map((axis) => p[2 * axis]), ...axes.map((axis) => p[2 * axis + 1])] as number[];
    this.#emit('Pad', [this.#value(input), this.#integers(`pads_${pads.join('_')}`, pads)], output);
  }
}

const text = (name: string, value: string): OnnxAttribute => ({ name, type: 3, s: new TextEncoder().encode(value) });
const integers = (name: string, ints: number[]): OnnxAttribute => ({ name, type: 7, ints });

/** 1 × H × W × C to C × H × W × 1, the order of a plain convolution with one input channel a filter. */
function depthwiseToFilters(weights: Float32Array, height: number, width: number, channels: number): Float32Array {
  const filters = new Float32Array(weights.length);
  const pixels = height * width;
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let c = 0; c < channels; c++) filters[c * pixels + pixel] = weights[pixel * channels + c] as number;
  }
  return filters;
}
