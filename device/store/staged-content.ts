/** Content that lies under its name, or is about to, and waits for its row: it may not be removed with another's. */
export class StagedContent {
  readonly #waiting = new Map<string, number>();

  hold(sha256: string): void {
    this.#waiting.set(sha256, (this.#waiting.get(sha256) ?? 0) + 1);
  }

  release(sha256: string): void {
    const waiting = (this.#waiting.get(sha256) ?? 0) - 1;
    if (waiting > 0) this.#waiting.set(sha256, waiting);
    else this.#waiting.delete(sha256);
  }

  has(sha256: string): boolean {
    return this.#waiting.has(sha256);
  }
}
