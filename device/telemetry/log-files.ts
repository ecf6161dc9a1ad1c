/**
 * The log kept in files, for who is not at the machine: a few files of one size that make way for each other, so that
 * the log can never fill a disk. What a slow or full disk does not take is dropped and counted; the log on standard
 * error is not concerned.
 */
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createStream, type RotatingFileStream } from 'rotating-file-stream';

const FILES = 4;
const NAME = 'swingbay.log';
/** Not yet written; a disk that is this far behind is one that takes nothing. */
const UNWRITTEN_BYTES_MAX = 1024 * 1024;
/** Lines are written together: a line at a time would wear a flash disk and cost the daemon a call each. */
const TOGETHER_MS = 250;
const TOGETHER_CHARACTERS = 32 * 1024;

export class LogFiles {
  readonly #directory: string;
  readonly #stream: RotatingFileStream;
  #dropped = 0;
  #lines: string[] = [];
  #characters = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param mebibytes for all files together */
  constructor(directory: string, mebibytes: number) {
    this.#directory = directory;
    try {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
    } catch {
      // The stream finds it out as well; a bay without a log in files is a bay.
      this.#dropped++;
    }
    this.#stream = createStream((number) => (typeof number === 'number' && number > 0 ? `${NAME}.${number}` : NAME), {
      ...{ path: directory, mode: 0o600, size: `${Math.max(1, Math.floor((mebibytes * 1024) / FILES))}K` },
      // Numbered from the newest: a name never says a time that the clock had wrong.
      ...{ rotate: FILES - 1 },
    });
    // A log that cannot be written is not worth a bay.
    this.#stream.on('error', () => this.#dropped++);
    this.#stream.on('warning', () => this.#dropped++);
  }

  /** Lines that the disk did not take. */
  get dropped(): number {
    return this.#dropped;
  }

  write(line: string): void {
    if (this.#stream.writableLength > UNWRITTEN_BYTES_MAX) {
      this.#dropped++;
      return;
    }
    this.#lines.push(line);
    this.#characters += line.length;
    if (this.#characters > TOGETHER_CHARACTERS) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), TOGETHER_MS).unref();
  }

  /** Oldest first. */
  files(): { readonly path: string; readonly bytes: number }[] {
    return readdirSync(this.#directory)
      .filter((name) => name === NAME || name.startsWith(`${NAME}.`))
      .map((name) => ({ path: join(this.#directory, name), number: Number(name.slice(NAME.length + 1)) }))
      .sort((a, b) => b.number - a.number)
      .map(({ path }) => ({ path, bytes: statSync(path).size }));
  }

  close(): Promise<void> {
    this.#flush();
    return new Promise((resolve) => this.#stream.end(() => resolve()));
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#lines.length > 0) this.#stream.write(this.#lines.join(''));
    this.#lines = [];
    this.#characters = 0;
  }
}
