/** A symmetric positive definite system, solved by Cholesky's factors. Row by row, n × n. */
export class CholeskyFactors {
  readonly #lower: Float64Array;
  readonly #n: number;

  private constructor(lower: Float64Array, n: number) {
    this.#lower = lower;
    this.#n = n;
  }

  /** Null where the matrix is not positive definite. */
  static of(matrix: Float64Array, n: number): CholeskyFactors | null {
    const lower = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = matrix[i * n + j] as number;
        for (let k = 0; k < j; k++) sum -= (lower[i * n + k] as number) * (lower[j * n + k] as number);
        if (i !== j) lower[i * n + j] = sum / (lower[j * n + j] as number);
        else if (sum > 0) lower[i * n + i] = Math.sqrt(sum);
        else return null;
      }
    }
    return new CholeskyFactors(lower, n);
  }

  solve(right: Float64Array): Float64Array {
    const [n, lower, x] = [this.#n, this.#lower, Float64Array.from(right)];
    for (let i = 0; i < n; i++) {
      let sum = x[i] as number;
      for (let k = 0; k < i; k++) sum -= (lower[i * n + k] as number) * (x[k] as number);
      x[i] = sum / (lower[i * n + i] as number);
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = x[i] as number;
      for (let k = i + 1; k < n; k++) sum -= (lower[k * n + i] as number) * (x[k] as number);
      x[i] = sum / (lower[i * n + i] as number);
    }
    return x;
  }

  /** The diagonal of the inverse: variances, where the matrix is an information matrix. */
  inverseDiagonal(): Float64Array {
    const diagonal = new Float64Array(this.#n);
    for (let i = 0; i < this.#n; i++) {
      const unit = new Float64Array(this.#n);
      unit[i] = 1;
      diagonal[i] = this.solve(unit)[i] as number;
    }
    return diagonal;
  }
}
