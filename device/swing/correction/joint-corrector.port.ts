/**
 * The trained network behind the correction, as the domain sees it: numbers in, numbers out.
 */
export interface JointCorrector {
  /** SHA-256 of the network's file: what reports name as its version. */
  readonly modelSha256: string;
  /**
   * `windows` holds `rows` windows of {@link WINDOW_MS}, each five moments of features. The same windows give the same
   * numbers. Rejects with a coded error when the network cannot run; nothing is kept between calls.
   */
  correct(windows: Float32Array, rows: number): Promise<Correction>;
}

export interface Correction {
  /** rows × joints × 3 of {@link CORRECTED_COUNT} joints: metres to be added to the base joints. */
  readonly residual: Float32Array;
  /** rows × joints × 3: one standard deviation of what is left, as the network believes it. */
  readonly deviation: Float32Array;
  /** rows: how far a moment lies from what the network learnt on, root mean square of standard scores; about 0.9 there. */
  readonly strangeness: Float32Array;
}
