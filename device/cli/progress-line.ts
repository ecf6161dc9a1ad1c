/** One line of progress on standard error: redrawn on a terminal, a line each tenth of the way elsewhere. */
const TENTHS = 10;
const PERCENT = 100;

export class ProgressLine {
  readonly #what: string;
  #shownTenth = -1;
  #isOpen = false;

  constructor(what: string) {
    this.#what = what;
  }

  /** @param fraction 0–1 */
  show(fraction: number): void {
    const tenth = Math.floor(fraction * TENTHS);
    if (process.stderr.isTTY) {
      process.stderr.write(`\r${this.#what} … ${Math.round(fraction * PERCENT)} %`);
      this.#isOpen = true;
    } else if (tenth > this.#shownTenth) {
      process.stderr.write(`${this.#what} … ${tenth * TENTHS} %\n`);
    }
    this.#shownTenth = Math.max(this.#shownTenth, tenth);
  }

  end(): void {
    if (this.#isOpen) process.stderr.write('\n');
    this.#isOpen = false;
  }
}
