import { readBuiltModel } from '../../models/built-model.ts';
import { catalogEntry } from '../../models/catalog.ts';
import type { Correction, JointCorrector } from '../swing/correction/joint-corrector.port.ts';
import { ExecutionSession } from './execution-session.ts';

/**
 * The correction of joints on ONNX Runtime: fixed batches, so that one graph serves every provider. Blocks its thread
 * for some milliseconds a swing; like every network it runs in a child process, never in the daemon's own.
 */
export class JointCorrectionNetwork implements JointCorrector {
  readonly modelSha256: string;
  readonly #session: ExecutionSession;
  readonly #batchRows: number;
  /** Runs follow one another: a session has one input. */
  #busy: Promise<unknown> = Promise.resolve();

  private constructor(session: ExecutionSession, modelSha256: string, batchRows: number) {
    this.#session = session;
    this.modelSha256 = modelSha256;
    this.#batchRows = batchRows;
  }

  static async load(directory?: string): Promise<JointCorrectionNetwork> {
    const built = await readBuiltModel('joint-correction', directory);
    // A network of this size is done on the processor before a graphics card has been asked.
    const session = await ExecutionSession.load(built, { threads: 1, providers: ['cpu'] });
    const batchRows = catalogEntry('joint-correction').input.shape[0] as number;
    return new JointCorrectionNetwork(session, built.sha256, batchRows);
  }

  correct(windows: Float32Array, rows: number): Promise<Correction> {
    const run = this.#busy.then(() => this.#run(windows, rows));
    this.#busy = run.catch(() => undefined);
    return run;
  }

  async close(): Promise<void> {
    await this.#busy;
    await this.#session.close();
  }

  async #run(windows: Float32Array, rows: number): Promise<Correction> {
    const { input } = this.#session;
    const each = input.length / this.#batchRows;
    const width = this.#session.output('residual').length / this.#batchRows;
    const residual = new Float32Array(rows * width);
    const deviation = new Float32Array(rows * width);
    const strangeness = new Float32Array(rows);
    for (let from = 0; from < rows; from += this.#batchRows) {
      const count = Math.min(this.#batchRows, rows - from);
      input.fill(0);
      input.set(windows.subarray(from * each, (from + count) * each));
      await this.#session.run();
      residual.set(this.#session.output('residual').subarray(0, count * width), from * width);
      deviation.set(this.#session.output('deviation').subarray(0, count * width), from * width);
      strangeness.set(this.#session.output('strangeness').subarray(0, count), from);
    }
    return { residual, deviation, strangeness };
  }
}
