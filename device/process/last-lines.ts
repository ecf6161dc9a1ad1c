/** Keeps the last lines of a text stream, bounded, for saying why a process died. */
const LINES_MAX = 20;
const LINE_CHARACTERS_MAX = 500;

export class LastLines {
  readonly #onLine: ((line: string) => void) | undefined;
  readonly #isKept: (line: string) => boolean;
  readonly #lines: string[] = [];
  #open = '';

  constructor(onLine?: (line: string) => void, isKept: (line: string) => boolean = () => true) {
    this.#onLine = onLine;
    this.#isKept = isKept;
  }

  push(chunk: Uint8Array): void {
    const pieces = (this.#open + Buffer.from(chunk).toString('utf8')).split('\n');
    // A stream without line ends may not grow without bound.
    this.#open = (pieces.pop() ?? '').slice(-LINE_CHARACTERS_MAX);
    for (const piece of pieces) this.#keep(piece);
  }

  #keep(line: string): void {
    this.#onLine?.(line);
    if (line.trim() === '' || !this.#isKept(line)) return;
    this.#lines.push(line.slice(0, LINE_CHARACTERS_MAX));
    if (this.#lines.length > LINES_MAX) this.#lines.shift();
  }

  toString(): string {
    return [...this.#lines, this.#open].filter((line) => line.trim() !== '').join('\n');
  }
}
