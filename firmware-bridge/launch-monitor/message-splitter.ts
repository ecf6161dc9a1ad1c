/**
 * Cuts a stream of bytes into messages. Pure.
 *
 * Launch monitors and simulators agree on JSON and disagree on how one message ends: a newline, a NUL, nothing at all,
 * or no JSON but a bare sentence. All of it is taken, wherever the line cuts it into chunks.
 *
 * INVARIANTS
 * - At most {@link MESSAGE_BYTES_MAX} bytes are held, whatever comes.
 * - A message that is damaged costs itself: the next one that begins on a line of its own is delivered. A brace that
 *   JSON does not allow where it stands begins a new message, so that one cut short does not swallow its follower.
 * - How the bytes are split changes nothing of what comes out; {@link MessageSplitter.flush} alone depends on time.
 */

export const MESSAGE_BYTES_MAX = 16 * 1024;
const DEPTH_MAX = 16;

export type Piece =
  | { readonly kind: 'json'; readonly value: Readonly<Record<string, unknown>>; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'damaged'; readonly reason: 'not-json' | 'too-long' };

const NUL = 0;
const NEWLINE = 0x0a;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const SPACE = 0x20;
const BYTE_ORDER_MARK = '\ufeff';

/** `skipping`: the rest of something too long goes by unread. */
type Mode = 'between' | 'text' | 'object' | 'skipping';

export class MessageSplitter {
  #held = Buffer.alloc(0);
  /** Of the held bytes, how many are understood. */
  #read = 0;
  #mode: Mode = 'between';
  /** The brackets that are open, innermost last. */
  #open: number[] = [];
  #isInString = false;
  #isEscaped = false;
  /** The last byte outside strings that is no white space. */
  #before = 0;

  get heldBytes(): number {
    return this.#held.length;
  }

  /** The messages that `chunk` completes, in their order. */
  push(chunk: Uint8Array): Piece[] {
    const pieces: Piece[] = [];
    // Taken in portions, so that a flood in one chunk is not held as a whole either.
    for (let from = 0; from < chunk.length; ) {
      const room = Math.max(1, MESSAGE_BYTES_MAX - this.#held.length);
      const portion = chunk.subarray(from, from + room);
      from += portion.length;
      this.#held = Buffer.concat([this.#held, portion]);
      this.#scan(pieces);
    }
    return pieces;
  }

  /** A sentence that no delimiter has ended, once nothing more comes; an unfinished object stays. */
  flush(): Piece[] {
    const pieces: Piece[] = [];
    if (this.#mode === 'text') this.#endText(pieces, this.#held.length);
    return pieces;
  }

  #scan(pieces: Piece[]): void {
    while (this.#read < this.#held.length) {
      const byte = this.#held[this.#read] ?? NUL;
      if (this.#mode === 'object') this.#readInObject(byte, pieces);
      else if (this.#mode === 'skipping') this.#skip(byte);
      else this.#readOutside(byte, pieces);
    }
    if (this.#mode === 'skipping') this.#drop(this.#held.length);
    if (this.#held.length >= MESSAGE_BYTES_MAX) this.#giveUp(pieces, 'too-long');
  }

  #readOutside(byte: number, pieces: Piece[]): void {
    if (byte === OPEN_BRACE) {
      if (this.#mode === 'text') this.#endText(pieces, this.#read);
      this.#begin();
    } else if (byte === NEWLINE || byte === NUL) {
      if (this.#mode === 'text') this.#endText(pieces, this.#read);
      this.#drop(this.#read + 1);
    } else if (this.#mode === 'text') {
      this.#read++;
    } else if (byte <= SPACE) {
      this.#drop(this.#read + 1);
    } else {
      this.#mode = 'text';
      this.#read++;
    }
  }

  #begin(): void {
    this.#drop(this.#read);
    this.#mode = 'object';
    this.#open = [OPEN_BRACE];
    this.#isInString = false;
    this.#isEscaped = false;
    this.#before = OPEN_BRACE;
    this.#read = 1;
  }

  #readInObject(byte: number, pieces: Piece[]): void {
    // Neither may stand inside a string, and NUL nowhere: the message was cut short.
    if (byte === NUL || (byte === NEWLINE && this.#isInString)) {
      this.#giveUp(pieces, 'not-json');
      return;
    }
    if (this.#isInString) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (byte === BACKSLASH) this.#isEscaped = true;
      else if (byte === QUOTE) this.#isInString = false;
      this.#read++;
      return;
    }
    if (byte === OPEN_BRACE && !this.#mayNest()) {
      this.#giveUp(pieces, 'not-json');
      return;
    }
    this.#read++;
    if (byte > SPACE) this.#before = byte;
    if (byte === QUOTE) this.#isInString = true;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.#open.push(byte);
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) this.#close(byte, pieces);
    if (this.#open.length > DEPTH_MAX) this.#giveUp(pieces, 'not-json');
  }

  /** In an object a brace follows a colon, in a list a comma or the list's beginning. */
  #mayNest(): boolean {
    if (this.#open.at(-1) === OPEN_BRACE) return this.#before === COLON;
    return this.#before === COMMA || this.#before === OPEN_BRACKET;
  }

  #close(byte: number, pieces: Piece[]): void {
    const opened = this.#open.pop();
    if (opened !== (byte === CLOSE_BRACE ? OPEN_BRACE : OPEN_BRACKET)) {
      this.#giveUp(pieces, 'not-json');
      return;
    }
    if (this.#open.length > 0) return;
    const text = this.#held.toString('utf8', 0, this.#read);
    this.#drop(this.#read);
    this.#mode = 'between';
    const value = parseObject(text);
    pieces.push(value === null ? { kind: 'damaged', reason: 'not-json' } : { kind: 'json', value, text });
  }

  #endText(pieces: Piece[], to: number): void {
    const text = this.#held.toString('utf8', 0, to).replaceAll(BYTE_ORDER_MARK, '').trim();
    this.#drop(to);
    this.#mode = 'between';
    if (text !== '') pieces.push({ kind: 'text', text });
  }

  /** Goes on where a new line begins with a brace, else at the byte that showed the damage. */
  #giveUp(pieces: Piece[], reason: 'not-json' | 'too-long'): void {
    pieces.push({ kind: 'damaged', reason });
    const again = lineWithBrace(this.#held, this.#read);
    const isSkipping = again === null && reason === 'too-long';
    this.#drop(again ?? this.#read);
    this.#read = 0;
    this.#open = [];
    this.#mode = isSkipping ? 'skipping' : 'between';
  }

  #skip(byte: number): void {
    if (byte === NEWLINE || byte === NUL) {
      this.#drop(this.#read + 1);
      this.#mode = 'between';
      return;
    }
    // Messages without a delimiter between them meet like this, and hardly anything else does.
    if (byte === OPEN_BRACE && this.#before === CLOSE_BRACE) {
      this.#drop(this.#read);
      this.#mode = 'between';
      return;
    }
    this.#before = byte;
    this.#read++;
  }

  #drop(bytes: number): void {
    this.#held = this.#held.subarray(bytes);
    this.#read = Math.max(0, this.#read - bytes);
  }
}

/** Behind the first byte and before `to`. */
function lineWithBrace(held: Buffer, to: number): number | null {
  for (let at = 1; at < to; at++) {
    if (held[at] !== OPEN_BRACE) continue;
    let before = at - 1;
    while (before > 0 && held[before] !== NEWLINE && held[before] !== NUL && (held[before] ?? 0) <= SPACE) before--;
    if (held[before] === NEWLINE || held[before] === NUL) return at;
  }
  return null;
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}
