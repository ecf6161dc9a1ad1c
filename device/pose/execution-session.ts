import { existsSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { BuiltModel } from '../../models/built-model.ts';
import { catalogEntry } from '../../models/catalog.ts';
import { PoseInferenceError, PoseSessionError } from './errors.ts';

/**
 * One network, loaded once and run many times on the best execution provider that really runs it.
 *
 * A session is made once in a process or worker and never made again there: ONNX Runtime keeps memory of every one
 * that was closed. `run` blocks its thread until the network is done.
 */

export type ProviderName = 'tensorrt' | 'cuda' | 'cpu';

export interface SessionOptions {
  /** Threads inside one run. Two one-thread sessions beat one two-thread session in pictures a second. */
  threads: number;
  /** Tried in this order; by default those that the machine can have. */
  providers?: readonly ProviderName[];
}

export class ExecutionSession {
  /** The provider that ran every node of the warm-up. */
  readonly provider: ProviderName;
  /** Why the better ones did not; empty when the first one ran. */
  readonly refusals: readonly string[];
  /** Written by the caller before each run. */
  readonly input: Float32Array;
  readonly #session: InferenceSession;
  readonly #model: string;
  readonly #feeds: Record<string, Tensor>;
  readonly #outputs: Record<string, Tensor>;

  private constructor(model: BuiltModel, session: InferenceSession, provider: ProviderName, refusals: string[]) {
    const entry = catalogEntry(model.name);
    this.provider = provider;
    this.refusals = refusals;
    this.#session = session;
    this.#model = model.name;
    this.input = new Float32Array(elements(entry.input.shape));
    this.#feeds = { [entry.input.name]: new Tensor('float32', this.input, entry.input.shape) };
    // Outputs are written into the same memory every time: a heatmap is 640 kB, and nothing outlives the next run.
    this.#outputs = Object.fromEntries(
      entry.outputs.map(({ name, shape }) => [name, new Tensor('float32', new Float32Array(elements(shape)), shape)]),
    );
  }

  static async load(model: BuiltModel, options: SessionOptions): Promise<ExecutionSession> {
    const refusals: string[] = [];
    let cause: unknown;
    for (const provider of options.providers ?? possibleProviders()) {
      try {
        const session = await InferenceSession.create(model.bytes, sessionOptions(provider, options.threads));
        const loaded = new ExecutionSession(model, session, provider, [...refusals]);
        await loaded.run();
        return loaded;
      } catch (error) {
        cause = error;
        refusals.push(`${provider}: ${firstLine(error)}`);
      }
    }
    throw new PoseSessionError(model.name, refusals, cause);
  }

  /** Runs the network on what {@link input} holds. Not to be called again before it has answered. */
  async run(): Promise<void> {
    try {
      await this.#session.run(this.#feeds, this.#outputs);
    } catch (cause) {
      throw new PoseInferenceError(this.#model, cause);
    }
  }

  /** The newest values of an output: the same array every time. */
  output(name: string): Float32Array {
    return (this.#outputs[name] as Tensor).data as Float32Array;
  }

  async close(): Promise<void> {
    await this.#session.release();
  }
}

/** A provider that the machine cannot have is not tried: its refusal would be noise in every log. */
export function possibleProviders(exists: (path: string) => boolean = existsSync): ProviderName[] {
  const hasNvidia = ['/dev/nvidia0', '/dev/nvhost-gpu', '/dev/nvgpu/igpu0/ctrl'].some((path) => exists(path));
  return hasNvidia ? ['tensorrt', 'cuda', 'cpu'] : ['cpu'];
}

function sessionOptions(provider: ProviderName, threads: number): InferenceSession.SessionOptions {
  // Without a way back to the CPU a session is made only if every node really runs on the provider: what is
  // reported is then what runs.
  const session =
    provider === 'cpu' ? { set_denormal_as_zero: '1' } : { disable_cpu_ep_fallback: '1', set_denormal_as_zero: '1' };
  return {
    executionProviders: [provider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    extra: { session },
  };
}

const elements = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

const firstLine = (error: unknown): string =>
  (error instanceof Error
    ? `${error.message} ${error.cause instanceof Error ? error.cause.message : ''}`
    : String(error)
  )
    .split('\n', 1)[0]
    ?.trim()
    .slice(0, 200) ?? '';
