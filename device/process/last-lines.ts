/** Keeps the last lines of a text stream, bounded, for saying why a process died. */
const LINES_MAX = 20;
const LINE_CHARACTERS_MAX = 500;

export class LastLines {
  onLine: ((line: string) => void) | undefined;
  readonly #lines: string[] = [];
  #open = '';

  push(chunk: Uint8Array): void {
    const pieces = (this.#open + Buffer.from(chunk).toString('utf8')).split('\n');
    // A stream without line ends may not grow without bound.
    this.#open = (pieces.pop() ?? '').slice(-LINE_CHARACTERS_MAX);
    for (const piece of pieces) this.#keep(piece);
  }

  #keep(line: string): void {
    this.onLine?.(line);
    if (line.trim() === '') return;
    this.#lines.push(line.slice(0, LINE_CHARACTERS_MAX));
    if (this.#lines.length > LINES_MAX) this.#lines.shift();
  }

  toString(): string {
    return [...this.#lines, this.#open].filter((line) => line.trim() !== '').join('\n');
  }
}
